package mpjlda.core.matrix;

/** A rows × columns matrix of floats, row by row, in the blocks of its {@link RowLayout}. */
public final class BlockedFloatMatrix {
  private final RowLayout layout;
  private final float[][] blocks;

  public BlockedFloatMatrix(RowLayout layout) {
    this.layout = layout;
    this.blocks = new float[layout.blocks()][];
    for (int b = 0; b < blocks.length; b++) {
      blocks[b] = new float[layout.entriesIn(b)];
    }
  }

  public RowLayout layout() {
    return layout;
  }

  /**
   * The storage of a block; entries of row {@code r} start at {@code layout().offsetOf(r)}. Not a
   * copy.
   */
  public float[] block(int block) {
    return blocks[block];
  }

  /** The block that holds a row. Not a copy. */
  public float[] blockOf(int row) {
    return blocks[layout.blockOf(row)];
  }
}
