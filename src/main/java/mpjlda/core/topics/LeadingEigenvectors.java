package mpjlda.core.topics;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import mpjlda.core.math.KeyedRandom;
import org.ojalgo.matrix.store.R064Store;
import org.ojalgo.structure.Access2D;

/**
 * The leading eigenvectors of a large positive semidefinite matrix, by subspace iteration with a
 * Rayleigh-Ritz step: a full decomposition takes time in proportion to the cube of the size, and
 * most of it for vectors that nobody wants.
 *
 * <p>Golub and Van Loan, "Matrix Computations", 4th edition, section 8.2.4.
 */
final class LeadingEigenvectors {
  /** Vectors carried beside the wanted ones: convergence goes by the first one left out. */
  private static final int SPARE = 14;

  private static final int MOST_ROUNDS = 200;

  /** Relative change of the wanted eigenvalues that ends the iteration: far below a pixel. */
  private static final double TOLERANCE = 1e-12;

  private LeadingEigenvectors() {}

  /**
   * @param matrix (n × n), symmetric, positive semidefinite; n ≥ wanted + {@value #SPARE}
   */
  static PrincipalCoordinates.Axes of(double[][] matrix, int wanted) {
    double[][] basis = new double[wanted + SPARE][matrix.length];
    KeyedRandom random = new KeyedRandom(1, "eigenvectors");
    for (int a = 0; a < basis.length; a++) {
      for (int i = 0; i < matrix.length; i++) {
        random.seek(a, i);
        basis[a][i] = random.nextDouble() - 0.5;
      }
    }
    orthonormalise(basis);
    double[] before = new double[wanted];
    for (int round = 0; ; round++) {
      PrincipalCoordinates.Axes ritz = rayleighRitz(matrix, basis);
      double change = 0;
      for (int a = 0; a < wanted; a++) {
        change = Math.max(change, Math.abs(ritz.values()[a] - before[a]));
      }
      before = ritz.values();
      if (round == MOST_ROUNDS || change <= TOLERANCE * Math.abs(before[0])) {
        return ritz;
      }
      basis = product(matrix, ritz.vectors());
      orthonormalise(basis);
    }
  }

  /** The best approximations of eigenvectors within the space of the basis. */
  private static PrincipalCoordinates.Axes rayleighRitz(double[][] matrix, double[][] basis) {
    double[][] image = product(matrix, basis);
    double[][] small = new double[basis.length][basis.length];
    for (int a = 0; a < basis.length; a++) {
      for (int b = 0; b < basis.length; b++) {
        small[a][b] = 0.5 * (dot(basis[a], image[b]) + dot(basis[b], image[a]));
      }
    }
    PrincipalCoordinates.Axes inner =
        PrincipalCoordinates.fullDecomposition(R064Store.FACTORY.copy(Access2D.wrap(small)));
    double[][] vectors = new double[basis.length][matrix.length];
    for (int a = 0; a < basis.length; a++) {
      for (int b = 0; b < basis.length; b++) {
        addMultiple(inner.vectors()[a][b], basis[b], vectors[a]);
      }
    }
    return new PrincipalCoordinates.Axes(inner.values(), vectors);
  }

  private static double[][] product(double[][] matrix, double[][] vectors) {
    double[][] image = new double[vectors.length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int a = 0; a < vectors.length; a++) {
        image[a][i] = dot(matrix[i], vectors[a]);
      }
    }
    return image;
  }

  /** Gram-Schmidt, twice, which is enough for orthogonality to rounding. */
  private static void orthonormalise(double[][] vectors) {
    for (int a = 0; a < vectors.length; a++) {
      for (int pass = 0; pass < 2; pass++) {
        for (int b = 0; b < a; b++) {
          addMultiple(-dot(vectors[a], vectors[b]), vectors[b], vectors[a]);
        }
      }
      double length = Math.sqrt(dot(vectors[a], vectors[a]));
      if (length > 0) {
        double inverse = 1 / length;
        Arrays.setAll(vectors[a], scaled(vectors[a], inverse));
      }
    }
  }

  private static IntToDoubleFunction scaled(double[] vector, double factor) {
    return i -> vector[i] * factor;
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  private static void addMultiple(double factor, double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] += factor * x[i];
    }
  }
}
