package mpjlda.core.matrix;

/**
 * A V × K matrix or a vector as ranks exchange it: rows in one array or several, of one element
 * type, where no block of the layout is in more than one array.
 */
public interface MatrixRows {
  /** Entries of a row. */
  int columns();

  /** The element type: {@code long}, {@code double} or {@code float}. */
  Class<?> elementType();

  /** The array that holds a row. Not a copy. */
  Object arrayOf(int row);

  /** The start of a row within its array. */
  int startOf(int row);

  /** The starts of the ranks' shares of a block of rows within their array: (ranks + 1). */
  int[] starts(RowShares shares, int block);
}
