package mpjlda.matrix;

import java.util.Arrays;

/** A rows × columns matrix of longs, row by row, in the blocks of its {@link RowLayout}. */
public final class LongRows {
  private final RowLayout layout;
  private final long[][] blocks;

  public LongRows(RowLayout layout) {
    this.layout = layout;
    this.blocks = new long[layout.blocks()][];
    for (int b = 0; b < blocks.length; b++) {
      blocks[b] = new long[layout.entriesIn(b)];
    }
  }

  public RowLayout layout() {
    return layout;
  }

  /**
   * The storage of a block; entries of row {@code r} start at {@code layout().offsetOf(r)}. Not a
   * copy.
   */
  public long[] block(int block) {
    return blocks[block];
  }

  /** The block that holds a row. Not a copy. */
  public long[] blockOf(int row) {
    return blocks[layout.blockOf(row)];
  }

  public void clear() {
    for (long[] block : blocks) {
      Arrays.fill(block, 0);
    }
  }
}
