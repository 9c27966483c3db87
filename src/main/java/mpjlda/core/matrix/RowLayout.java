package mpjlda.core.matrix;

/**
 * The layout of rows × columns entries in blocks: each block holds the same number of whole rows (a
 * power of two; the last may hold fewer).
 *
 * @param rows number of rows (words), ≥ 0
 * @param columns number of columns (topics), ≥ 1
 * @param rowsPerBlock a power of two
 */
public record RowLayout(int rows, int columns, int rowsPerBlock) {
  /**
   * Entries of a block: 2^20 (8 MiB), small enough for one message and large enough to hide its
   * latency.
   */
  private static final int BLOCK_ENTRIES = 1 << 20;

  public RowLayout {
    if (rows < 0 || columns < 1 || Integer.bitCount(rowsPerBlock) != 1) {
      throw new IllegalArgumentException(
          "rows >= 0, columns >= 1 and a power of two expected, found "
              + rows
              + ", "
              + columns
              + ", "
              + rowsPerBlock);
    }
  }

  public static RowLayout of(int rows, int columns) {
    return new RowLayout(
        rows, columns, Integer.highestOneBit(Math.max(1, BLOCK_ENTRIES / columns)));
  }

  public int blocks() {
    return (int) (((long) rows + rowsPerBlock - 1) / rowsPerBlock);
  }

  public int blockOf(int row) {
    return row / rowsPerBlock;
  }

  public int firstRow(int block) {
    return block * rowsPerBlock;
  }

  public int rowsIn(int block) {
    return Math.min(rowsPerBlock, rows - firstRow(block));
  }

  public int entriesIn(int block) {
    return rowsIn(block) * columns;
  }

  /** The start of the row within its block. */
  public int offsetOf(int row) {
    return (row & (rowsPerBlock - 1)) * columns;
  }
}
