package mpjlda.core.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddedFloatMatrixTest {
  /** Rows do not overlap, whatever an array holds, and begin 64 bytes behind one another. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 2147483583, 1",
    "10, 16, 4, 2147483583, 1",
    "10, 17, 4, 2147483583, 1",
    "10, 17, 4, 140, 3",
    "10, 17, 4, 1, 3",
    "9, 16, 4, 140, 2",
    "0, 5, 4, 100, 0"
  })
  void rowsLieSideBySide(int rows, int columns, int rowsPerBlock, int mostEntries, int arrays) {
    PaddedFloatMatrix table =
        new PaddedFloatMatrix(new RowLayout(rows, columns, rowsPerBlock), mostEntries);
    int stride = (columns + 15) / 16 * 16;
    assertThat(table.stride()).isEqualTo(stride);
    assertThat(table.isOneArray()).isEqualTo(arrays == 1);
    for (int row = 0; row < rows; row++) {
      float[] array = table.arrayOf(row);
      int start = table.startOf(row);
      // The header of an array is 16 bytes.
      assertThat((16 + 4 * start) % 64).isZero();
      assertThat(array.length).isGreaterThanOrEqualTo(start + stride);
      for (int k = 0; k < stride; k++) {
        assertThat(array[start + k]).as("row %d", row).isZero();
        array[start + k] = 1 + row;
      }
    }
    assertThat(PaddedFloatMatrix.bytes(rows, columns)).isEqualTo(4L * rows * stride);
  }

  /** In every block each rank has the rows that it has of the other matrices, too. */
  @ParameterizedTest
  @CsvSource({"10, 17, 4, 2147483583, 3", "10, 17, 4, 140, 3", "10, 16, 8, 2147483583, 5"})
  void sharesAreThoseOfTheLayout(
      int rows, int columns, int rowsPerBlock, int mostEntries, int ranks) {
    RowLayout layout = new RowLayout(rows, columns, rowsPerBlock);
    PaddedFloatMatrix table = new PaddedFloatMatrix(layout, mostEntries);
    RowShares shares = new RowShares(layout, ranks);
    for (int b = 0; b < layout.blocks(); b++) {
      int[] starts = table.starts(shares, b);
      assertThat(starts).hasSize(ranks + 1);
      for (int r = 0; r < ranks; r++) {
        int first = shares.firstRow(b, r);
        int count = shares.firstRow(b, r + 1) - first;
        assertThat(starts[r + 1] - starts[r]).isEqualTo(count * table.stride());
        if (count > 0) {
          assertThat(starts[r]).isEqualTo(table.startOf(first));
          assertThat(table.arrayOf(first)).isSameAs(table.arrayOf(layout.firstRow(b)));
        }
      }
    }
  }
}
