package mpjlda.core.matrix;

import java.util.Arrays;

/** A rows × columns matrix of ints, row by row, in the blocks of its {@link RowLayout}. */
public final class BlockedIntMatrix {
  private final RowLayout layout;
  private final int[][] blocks;

  public BlockedIntMatrix(RowLayout layout) {
    this.layout = layout;
    this.blocks = new int[layout.blocks()][];
    for (int b = 0; b < blocks.length; b++) {
      blocks[b] = new int[layout.entriesIn(b)];
    }
  }

  public RowLayout layout() {
    return layout;
  }

  /**
   * The storage of a block; entries of row {@code r} start at {@code layout().offsetOf(r)}. Not a
   * copy.
   */
  public int[] block(int block) {
    return blocks[block];
  }

  /** The block that holds a row. Not a copy. */
  public int[] blockOf(int row) {
    return blocks[layout.blockOf(row)];
  }

  public void clear() {
    for (int[] block : blocks) {
      Arrays.fill(block, 0);
    }
  }
}
