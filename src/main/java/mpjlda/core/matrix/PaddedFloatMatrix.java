package mpjlda.core.matrix;

/**
 * A rows × columns matrix of floats for kernels that read its rows in place: each row is padded by
 * zeros to whole cache lines of 64 bytes, and as many rows lie in an array as it holds.
 */
public final class PaddedFloatMatrix implements MatrixRows {
  /** Columns are padded to a multiple of this. */
  public static final int LANES = 16;

  /**
   * Entries of an array before its first row: behind the array's header of 16 bytes the rows then
   * begin where cache lines do, if the array does.
   */
  public static final int LEAD = 12;

  private static final int MOST_ENTRIES = Integer.MAX_VALUE - 64;

  private final RowLayout layout;
  private final int stride;
  private final int rowsPerArray;
  private final float[][] arrays;

  /**
   * A table of zeros.
   *
   * @param layout no block of it is in more than one array
   */
  public PaddedFloatMatrix(RowLayout layout) {
    this(layout, MOST_ENTRIES);
  }

  /**
   * A table of zeros in arrays of limited length.
   *
   * @param mostEntries of an array, if it can hold a block
   */
  public PaddedFloatMatrix(RowLayout layout, int mostEntries) {
    this.layout = layout;
    this.stride = stride(layout.columns());
    int block = layout.rowsPerBlock();
    int rows = Math.max(0, mostEntries - LEAD) / stride;
    this.rowsPerArray = Math.max(1, rows / block) * block;
    this.arrays = new float[(int) (((long) layout.rows() + rowsPerArray - 1) / rowsPerArray)][];
    for (int a = 0; a < arrays.length; a++) {
      int held = (int) Math.min(rowsPerArray, layout.rows() - (long) a * rowsPerArray);
      arrays[a] = new float[LEAD + held * stride];
    }
  }

  private static int stride(int columns) {
    return (columns + LANES - 1) / LANES * LANES;
  }

  /** Bytes of such a table. */
  public static long bytes(long rows, int columns) {
    return 4 * rows * stride(columns);
  }

  public RowLayout layout() {
    return layout;
  }

  /** The distance between two rows of an array. */
  public int stride() {
    return stride;
  }

  /** Whether all rows are in one array, if there are some. */
  public boolean isOneArray() {
    return arrays.length == 1;
  }

  @Override
  public int columns() {
    return layout.columns();
  }

  @Override
  public Class<?> elementType() {
    return float.class;
  }

  @Override
  public float[] arrayOf(int row) {
    return arrays[row / rowsPerArray];
  }

  @Override
  public int startOf(int row) {
    return LEAD + row % rowsPerArray * stride;
  }

  @Override
  public int[] starts(RowShares shares, int block) {
    int[] starts = shares.firstRows(block);
    int first = startOf(layout.firstRow(block));
    for (int r = 0; r < starts.length; r++) {
      starts[r] = first + (starts[r] - layout.firstRow(block)) * stride;
    }
    return starts;
  }
}
