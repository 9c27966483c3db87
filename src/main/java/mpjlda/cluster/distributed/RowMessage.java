package mpjlda.cluster.distributed;

import java.util.Arrays;
import java.util.BitSet;
import mpjlda.core.matrix.MatrixRows;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.matrix.RowShares;

/** Rows of a V × K matrix that the ranks exchange in one message. */
sealed interface RowMessage {
  /** Number of rows that are copied. */
  int packedRows();

  /** (ranks + 1): the starts of the ranks' shares in the array of {@link #pack}. */
  int[] starts(Storage storage);

  /** The array to send, with the rows of the ranks {@code first .. end} in it. */
  Object pack(Storage storage, int first, int end);

  /** Copies the rows of the ranks {@code first .. end} back from the array that was sent. */
  void unpack(Storage storage, int first, int end);

  /**
   * A matrix that is exchanged.
   *
   * @param buffer an array of its element type, for packed rows
   */
  record Storage(MatrixRows rows, RowShares shares, Object buffer) {}

  /** A block of the matrix, as it is. */
  record Block(int number, int firstWord) implements RowMessage {
    @Override
    public int packedRows() {
      return 0;
    }

    @Override
    public int[] starts(Storage storage) {
      return storage.rows().starts(storage.shares(), number);
    }

    @Override
    public Object pack(Storage storage, int first, int end) {
      return storage.rows().arrayOf(firstWord);
    }

    @Override
    public void unpack(Storage storage, int first, int end) {}
  }

  /**
   * Rows out of one block or several.
   *
   * @param words by the rank whose share they are in
   * @param firsts (ranks + 1): the starts of the ranks' words
   */
  record Packed(int[] words, int[] firsts) implements RowMessage {
    /** The rows of the blocks {@code first .. end}. */
    static Packed of(BitSet occurring, RowShares shares, int first, int end) {
      int rows = 0;
      for (int b = first; b < end; b++) {
        rows += RowMessage.occurring(occurring, shares.layout(), b);
      }
      int[] words = new int[rows];
      int[] firsts = new int[shares.ranks() + 1];
      int next = 0;
      for (int r = 0; r < shares.ranks(); r++) {
        for (int b = first; b < end; b++) {
          int stop = shares.firstRow(b, r + 1);
          int w = occurring.nextSetBit(shares.firstRow(b, r));
          for (; w >= 0 && w < stop; w = occurring.nextSetBit(w + 1)) {
            words[next++] = w;
          }
        }
        firsts[r + 1] = next;
      }
      return new Packed(words, firsts);
    }

    @Override
    public int packedRows() {
      return words.length;
    }

    @Override
    public int[] starts(Storage storage) {
      return Arrays.stream(firsts).map(i -> i * storage.rows().columns()).toArray();
    }

    @Override
    public Object pack(Storage storage, int first, int end) {
      int columns = storage.rows().columns();
      for (int i = firsts[first]; i < firsts[end]; i++) {
        Object row = storage.rows().arrayOf(words[i]);
        int at = storage.rows().startOf(words[i]);
        System.arraycopy(row, at, storage.buffer(), i * columns, columns);
      }
      return storage.buffer();
    }

    @Override
    public void unpack(Storage storage, int first, int end) {
      int columns = storage.rows().columns();
      for (int i = firsts[first]; i < firsts[end]; i++) {
        Object row = storage.rows().arrayOf(words[i]);
        int at = storage.rows().startOf(words[i]);
        System.arraycopy(storage.buffer(), i * columns, row, at, columns);
      }
    }
  }

  /** Number of the occurring words in a block. */
  static int occurring(BitSet words, RowLayout layout, int block) {
    int first = layout.firstRow(block);
    return words.get(first, first + layout.rowsIn(block)).cardinality();
  }
}
