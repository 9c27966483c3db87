package mpjlda.core.matrix;

import java.util.Arrays;

/** A rows × columns matrix of longs, row by row, in the blocks of its {@link RowLayout}. */
public final class BlockedLongMatrix implements MatrixRows {
  private final RowLayout layout;
  private final long[][] blocks;

  public BlockedLongMatrix(RowLayout layout) {
    this.layout = layout;
    this.blocks = new long[layout.blocks()][];
    for (int b = 0; b < blocks.length; b++) {
      blocks[b] = new long[layout.entriesIn(b)];
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
    return long.class;
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

  /**
   * Moves a row of another matrix here: adds it and leaves zeros there.
   *
   * @param from of the same layout
   */
  public void take(BlockedLongMatrix from, int row) {
    long[] target = blockOf(row);
    long[] source = from.blockOf(row);
    int at = layout.offsetOf(row);
    int end = at + layout.columns();
    for (int i = at; i < end; i++) {
      target[i] += source[i];
      source[i] = 0;
    }
  }
}
