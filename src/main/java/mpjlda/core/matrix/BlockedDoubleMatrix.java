package mpjlda.core.matrix;

/** A rows × columns matrix of doubles, row by row, in the blocks of its {@link RowLayout}. */
public final class BlockedDoubleMatrix implements MatrixRows {
  private final RowLayout layout;
  private final double[][] blocks;

  public BlockedDoubleMatrix(RowLayout layout) {
    this.layout = layout;
    this.blocks = new double[layout.blocks()][];
    for (int b = 0; b < blocks.length; b++) {
      blocks[b] = new double[layout.entriesIn(b)];
    }
  }

  public RowLayout layout() {
    return layout;
  }

  @Override
  public int columns() {
    return layout.columns();
  }

  @Override
  public Class<?> elementType() {
    return double.class;
  }

  @Override
  public Object arrayOf(int row) {
    return blockOf(row);
  }

  @Override
  public int startOf(int row) {
    return layout.offsetOf(row);
  }

  @Override
  public int[] starts(RowShares shares, int block) {
    return shares.starts(block);
  }

  /**
   * The storage of a block; entries of row {@code r} start at {@code layout().offsetOf(r)}. Not a
   * copy.
   */
  public double[] block(int block) {
    return blocks[block];
  }

  /** The block that holds a row. Not a copy. */
  public double[] blockOf(int row) {
    return blocks[layout.blockOf(row)];
  }

  public double get(int row, int column) {
    return blockOf(row)[layout.offsetOf(row) + column];
  }

  public void set(int row, int column, double value) {
    blockOf(row)[layout.offsetOf(row) + column] = value;
  }
}
