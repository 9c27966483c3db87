package mpjlda.cluster.distributed;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.matrix.RowShares;

/** Rows of a V × K matrix that the ranks send one another together. */
sealed interface RowMessage {
  /** How many rows are copied. */
  int packedRows();

  /** (ranks + 1) where the ranks' shares start in the array that {@link #pack} gives. */
  int[] starts(Storage storage);

  /** The array that is sent, which now has the rows of the ranks {@code first .. end}. */
  Object pack(Storage storage, int first, int end);

  /** Takes the rows of the ranks {@code first .. end} out of that array. */
  void unpack(Storage storage, int first, int end);

  /**
   * Where rows are to be found.
   *
   * @param columns entries of a row
   * @param arrayOf the array of longs, doubles or floats that a word's row is in
   * @param offsetOf where it starts there
   * @param blockStarts (ranks + 1) where the ranks' shares of a block start in its array
   * @param buffer of the same type, for packed rows
   */
  record Storage(
      int columns,
      IntFunction<Object> arrayOf,
      IntUnaryOperator offsetOf,
      IntFunction<int[]> blockStarts,
      Object buffer) {}

  /** A block of the matrix, as it is. */
  record Block(int number, int firstWord) implements RowMessage {
    @Override
    public int packedRows() {
      return 0;
    }

    @Override
    public int[] starts(Storage storage) {
      return storage.blockStarts().apply(number);
    }

    @Override
    public Object pack(Storage storage, int first, int end) {
      return storage.arrayOf().apply(firstWord);
    }

    @Override
    public void unpack(Storage storage, int first, int end) {}
  }

  /**
   * Rows out of one block or several.
   *
   * @param words by the rank whose share they are in
   * @param firsts (ranks + 1) where the ranks' words start
   */
  record Packed(int[] words, int[] firsts) implements RowMessage {
    /** Those of the blocks {@code first .. end}. */
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
      return Arrays.stream(firsts).map(i -> i * storage.columns()).toArray();
    }

    @Override
    public Object pack(Storage storage, int first, int end) {
      int columns = storage.columns();
      for (int i = firsts[first]; i < firsts[end]; i++) {
        Object row = storage.arrayOf().apply(words[i]);
        int at = storage.offsetOf().applyAsInt(words[i]);
        System.arraycopy(row, at, storage.buffer(), i * columns, columns);
      }
      return storage.buffer();
    }

    @Override
    public void unpack(Storage storage, int first, int end) {
      int columns = storage.columns();
      for (int i = firsts[first]; i < firsts[end]; i++) {
        Object row = storage.arrayOf().apply(words[i]);
        int at = storage.offsetOf().applyAsInt(words[i]);
        System.arraycopy(storage.buffer(), i * columns, row, at, columns);
      }
    }
  }

  /** How many of the words that occur are in a block. */
  static int occurring(BitSet words, RowLayout layout, int block) {
    int first = layout.firstRow(block);
    return words.get(first, first + layout.rowsIn(block)).cardinality();
  }
}
