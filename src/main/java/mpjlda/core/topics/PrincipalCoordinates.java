package mpjlda.core.topics;

import java.util.Arrays;
import org.ojalgo.OjAlgoUtils;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;
import org.ojalgo.structure.Access2D;

/**
 * Points in the plane whose distances are as near as possible to given ones: classical
 * multidimensional scaling, the two leading eigenvectors of −½ J D² J, each times the root of its
 * eigenvalue.
 *
 * <p>Gower, "Some distance properties of latent root and vector methods used in multivariate
 * analysis" (1966).
 *
 * @param points (K × 2), centred at the origin; each axis is turned so that its entry of largest
 *     size is positive
 * @param explained (2) the axes' parts of the sum of squares; 0 where all points coincide
 */
@SuppressWarnings("ArrayRecordComponent") // a result that is read once, not compared
public record PrincipalCoordinates(double[][] points, double[] explained) {
  /** Eigenvectors of larger matrices are found by iteration, the leading ones only. */
  private static final int LARGEST_FULL_DECOMPOSITION = 300;

  private static final int AXES = 2;

  /**
   * Places points by their distances.
   *
   * @param squaredDistances (K × K), symmetric, 0 on the diagonal
   */
  public static PrincipalCoordinates of(double[][] squaredDistances) {
    // ojAlgo starts threads for products larger than 8 × 8 unless it is told not to.
    OjAlgoUtils.limitThreadsTo(1);
    int size = squaredDistances.length;
    double[][] products = centred(squaredDistances);
    double trace = 0;
    for (int i = 0; i < size; i++) {
      trace += products[i][i];
    }
    Axes axes =
        size <= LARGEST_FULL_DECOMPOSITION
            ? fullDecomposition(R064Store.FACTORY.copy(Access2D.wrap(products)))
            : LeadingEigenvectors.of(products, AXES);
    double[][] points = new double[size][AXES];
    double[] explained = new double[AXES];
    for (int a = 0; a < Math.min(AXES, size); a++) {
      double value = Math.max(axes.values()[a], 0);
      explained[a] = trace > 0 ? value / trace : 0;
      double scale = Math.sqrt(value) * sign(axes.vectors()[a]);
      for (int i = 0; i < size; i++) {
        points[i][a] = scale * axes.vectors()[a][i];
      }
    }
    return new PrincipalCoordinates(points, explained);
  }

  /**
   * Some eigenvalues, the largest first, with their eigenvectors.
   *
   * @param vectors a row each, of length 1
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, not compared
  record Axes(double[] values, double[][] vectors) {}

  /** All eigenvectors of a symmetric matrix by ojAlgo, the largest eigenvalues first. */
  static Axes fullDecomposition(MatrixStore<Double> symmetric) {
    int size = (int) symmetric.countRows();
    Eigenvalue<Double> decomposition = Eigenvalue.R064.make(size, true);
    if (!decomposition.decompose(symmetric)) {
      throw new IllegalStateException("no eigenvalues of a " + size + " x " + size + " matrix");
    }
    MatrixStore<Double> diagonal = decomposition.getD();
    MatrixStore<Double> columns = decomposition.getV();
    Integer[] order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order, (i, j) -> Double.compare(diagonal.doubleValue(j, j), diagonal.doubleValue(i, i)));
    double[] values = new double[size];
    double[][] vectors = new double[size][];
    for (int a = 0; a < size; a++) {
      values[a] = diagonal.doubleValue(order[a], order[a]);
      vectors[a] = columns.sliceColumn(order[a]).toRawCopy1D();
    }
    return new Axes(values, vectors);
  }

  private static double[][] centred(double[][] squared) {
    int size = squared.length;
    double[] means = new double[size];
    double mean = 0;
    for (int i = 0; i < size; i++) {
      means[i] = Arrays.stream(squared[i]).sum() / size;
      mean += means[i] / size;
    }
    double[][] products = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        products[i][j] = -0.5 * (squared[i][j] - means[i] - means[j] + mean);
      }
    }
    return products;
  }

  private static double sign(double[] vector) {
    double largest = 0;
    for (double x : vector) {
      // Rounding must not decide between entries of equal size: the first one does.
      if (Math.abs(x) > Math.abs(largest) * (1 + 1e-9)) {
        largest = x;
      }
    }
    return largest < 0 ? -1 : 1;
  }
}
