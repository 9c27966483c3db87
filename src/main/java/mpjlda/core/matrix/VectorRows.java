package mpjlda.core.matrix;

/**
 * A vector (V) as a matrix of one column.
 *
 * @param values not copied
 */
// A view for an exchange: never compared.
@SuppressWarnings("ArrayRecordComponent")
public record VectorRows(double[] values) implements MatrixRows {
  @Override
  public int columns() {
    return 1;
  }

  @Override
  public Class<?> elementType() {
    return double.class;
  }

  @Override
  public Object arrayOf(int row) {
    return values;
  }

  @Override
  public int startOf(int row) {
    return row;
  }

  @Override
  public int[] starts(RowShares shares, int block) {
    return shares.firstRows(block);
  }
}
