package mpjlda.core.matrix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows that each rank computes: in every block of the layout, a share of consecutive rows a
 * rank, so that a block can be summed and shared out as one vector.
 */
public record RowShares(RowLayout layout, int ranks) {
  /** The first row of a rank's share of a block; for {@code rank = ranks}, the block's end. */
  public int firstRow(int block, int rank) {
    return layout.firstRow(block) + (int) ((long) layout.rowsIn(block) * rank / ranks);
  }

  /** The shares of a block, as row numbers: (ranks + 1). */
  public int[] firstRows(int block) {
    int[] first = new int[ranks + 1];
    Arrays.setAll(first, r -> firstRow(block, r));
    return first;
  }

  /** The starts of the shares of a block within its storage: (ranks + 1). */
  public int[] starts(int block) {
    int[] starts = new int[ranks + 1];
    for (int r = 0; r <= ranks; r++) {
      starts[r] = (firstRow(block, r) - layout.firstRow(block)) * layout.columns();
    }
    return starts;
  }

  /** A rank's rows, in pieces of at most so many that do not reach over a block's end. */
  public List<RowRange> pieces(int rank, int rows) {
    List<RowRange> pieces = new ArrayList<>();
    for (int b = 0; b < layout.blocks(); b++) {
      int end = firstRow(b, rank + 1);
      for (int first = firstRow(b, rank); first < end; first += rows) {
        pieces.add(new RowRange(first, Math.min(end, first + rows)));
      }
    }
    return pieces;
  }
}
