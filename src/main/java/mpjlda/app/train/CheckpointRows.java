package mpjlda.app.train;

import mpjlda.cluster.checkpoint.CheckpointPart;
import mpjlda.cluster.checkpoint.CheckpointStore;
import mpjlda.cluster.checkpoint.PartRange;
import mpjlda.core.matrix.BlockedFloatMatrix;
import mpjlda.core.parallel.Communicator;

/**
 * The memory of an algorithm of each of this rank's documents, or of each word, from one iteration
 * to the next: K floats each, in the corpus's order. Belongs to the checkpoint, from which a rank
 * reads back the rows that it has then, whichever ranks wrote them.
 *
 * @param name of the checkpoint's part
 * @param firstDocument number of this rank's first document within the corpus, from 0
 * @param rows D × K, the D documents of this rank; or V × K
 * @param written whether this rank writes them: of rows that all ranks have, only one does
 */
record CheckpointRows(String name, long firstDocument, BlockedFloatMatrix rows, boolean written) {
  /** The rows of this rank's documents. */
  static CheckpointRows ofDocuments(String name, long firstDocument, BlockedFloatMatrix rows) {
    return new CheckpointRows(name, firstDocument, rows, true);
  }

  /** The rows of all words (V × K), which every rank has and rank 0 writes. */
  static CheckpointRows ofWords(String name, BlockedFloatMatrix rows, Communicator comm) {
    return new CheckpointRows(name, 0, rows, comm.rank() == 0);
  }

  /** The rows of a checkpoint: two floats in a long, the first in the lower half. */
  CheckpointPart part() {
    return new CheckpointPart(
        name,
        firstDocument,
        written ? rows.layout().rows() : 0,
        (rows.layout().columns() + 1) / 2,
        (document, into) -> pack(Math.toIntExact(document), into));
  }

  /**
   * Replaces all rows by those of a checkpoint.
   *
   * @throws mpjlda.core.errors.LdaException (65) if it is damaged or does not have them
   */
  void read(CheckpointStore store, long generation) {
    PartRange own = new PartRange(name, firstDocument, firstDocument + rows.layout().rows());
    store.readPart(
        generation,
        own,
        (document, values) -> unpack(values, Math.toIntExact(document - firstDocument)));
  }

  /**
   * Takes the same from every document's row, but leaves nothing below 0.
   *
   * @param what (K)
   */
  void subtract(double[] what) {
    for (int d = 0; d < rows.layout().rows(); d++) {
      float[] block = rows.blockOf(d);
      int at = rows.layout().offsetOf(d);
      for (int k = 0; k < what.length; k++) {
        block[at + k] = (float) Math.max(block[at + k] - what[k], 0);
      }
    }
  }

  private void pack(int document, long[] into) {
    float[] block = rows.blockOf(document);
    int at = rows.layout().offsetOf(document);
    int columns = rows.layout().columns();
    for (int i = 0; i < into.length; i++) {
      long low = Float.floatToRawIntBits(block[at + 2 * i]) & 0xffff_ffffL;
      long high =
          2 * i + 1 < columns ? (long) Float.floatToRawIntBits(block[at + 2 * i + 1]) << 32 : 0;
      into[i] = high | low;
    }
  }

  private void unpack(long[] values, int document) {
    float[] block = rows.blockOf(document);
    int at = rows.layout().offsetOf(document);
    for (int k = 0; k < rows.layout().columns(); k++) {
      block[at + k] = Float.intBitsToFloat((int) (values[k / 2] >>> (32 * (k % 2))));
    }
  }
}
