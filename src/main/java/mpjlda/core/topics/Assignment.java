package mpjlda.core.topics;

import java.util.Arrays;

/**
 * The assignment problem: each row is given a column of its own (or, if there are more rows, each
 * column a row) so that the sum of costs is least. Shortest augmenting paths, O(n²m).
 *
 * <p>Kuhn, "The Hungarian method for the assignment problem" (1955); Jonker and Volgenant (1987).
 */
public final class Assignment {
  private Assignment() {}

  /**
   * Finds an assignment of least cost.
   *
   * @param costs (n × m), finite
   * @return (n) the column of each row, -1 for the rows that are left over if n &gt; m
   */
  public static int[] least(double[][] costs) {
    int rows = costs.length;
    int columns = rows == 0 ? 0 : costs[0].length;
    if (rows <= columns) {
      return narrow(costs, columns);
    }
    double[][] transposed = new double[columns][rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        transposed[j][i] = costs[i][j];
      }
    }
    int[] columnOf = new int[rows];
    Arrays.fill(columnOf, -1);
    int[] rowOf = narrow(transposed, rows);
    for (int j = 0; j < columns; j++) {
      columnOf[rowOf[j]] = j;
    }
    return columnOf;
  }

  /** For no more rows than columns; rows and columns are counted from 1, column 0 is the start. */
  private static int[] narrow(double[][] costs, int columns) {
    double[] rowPrice = new double[costs.length + 1];
    double[] columnPrice = new double[columns + 1];
    int[] rowAt = new int[columns + 1];
    for (int row = 1; row <= costs.length; row++) {
      rowAt[0] = row;
      int[] before = new int[columns + 1];
      int free = shortestPath(costs, rowAt, before, new double[][] {rowPrice, columnPrice});
      while (free != 0) {
        rowAt[free] = rowAt[before[free]];
        free = before[free];
      }
    }
    int[] columnOf = new int[costs.length];
    for (int j = 1; j <= columns; j++) {
      if (rowAt[j] > 0) {
        columnOf[rowAt[j] - 1] = j - 1;
      }
    }
    return columnOf;
  }

  /**
   * Dijkstra from column 0 over reduced costs, which the prices keep ≥ 0.
   *
   * @param prices of the rows and of the columns; updated
   * @return the free column at the end of the path, which {@code before} leads back from
   */
  private static int shortestPath(double[][] costs, int[] rowAt, int[] before, double[][] prices) {
    int columns = rowAt.length - 1;
    double[] distance = new double[columns + 1];
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    boolean[] done = new boolean[columns + 1];
    int at = 0;
    while (rowAt[at] != 0) {
      done[at] = true;
      int row = rowAt[at];
      double step = Double.POSITIVE_INFINITY;
      int next = 0;
      for (int j = 1; j <= columns; j++) {
        if (!done[j]) {
          double reduced = costs[row - 1][j - 1] - prices[0][row] - prices[1][j];
          if (reduced < distance[j]) {
            distance[j] = reduced;
            before[j] = at;
          }
          if (distance[j] < step) {
            step = distance[j];
            next = j;
          }
        }
      }
      for (int j = 0; j <= columns; j++) {
        if (done[j]) {
          prices[0][rowAt[j]] += step;
          prices[1][j] -= step;
        } else {
          distance[j] -= step;
        }
      }
      at = next;
    }
    return at;
  }
}
