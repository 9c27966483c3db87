package mpjlda.core.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import mpjlda.core.math.KeyedRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrincipalCoordinatesTest {
  /** The second size is beyond the full decomposition. */
  @ParameterizedTest
  @ValueSource(ints = {7, 420})
  void pointsInAPlaneAreRecoveredUpToRotation(int size) {
    long seed = 20261125;
    double[][] points = random(size, 2, seed);
    double[][] squared = squaredDistances(points);

    PrincipalCoordinates found = PrincipalCoordinates.of(squared);

    double[][] again = squaredDistances(found.points());
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        assertThat(again[i][j])
            .as("seed %d, points %d and %d", seed, i, j)
            .isCloseTo(squared[i][j], within(1e-9));
      }
    }
    assertThat(found.explained()[0] + found.explained()[1]).isCloseTo(1, within(1e-9));
    assertThat(found.explained()[0]).isGreaterThanOrEqualTo(found.explained()[1]);
  }

  @Test
  void theLongerAxisComesFirstAndEachPointsUp() {
    // A cross, 8 by 2, turned: centred already.
    double[][] cross = {{4, 0}, {-4, 0}, {0, 1}, {0, -1}};

    PrincipalCoordinates found = PrincipalCoordinates.of(squaredDistances(cross));

    assertThat(found.points()[0]).containsExactly(new double[] {4, 0}, within(1e-12));
    assertThat(found.points()[1]).containsExactly(new double[] {-4, 0}, within(1e-12));
    assertThat(found.points()[2]).containsExactly(new double[] {0, 1}, within(1e-12));
    // 32 of 34 and 2 of 34
    assertThat(found.explained())
        .containsExactly(new double[] {32.0 / 34, 2.0 / 34}, within(1e-12));
  }

  @Test
  void iterationAgreesWithTheFullDecompositionWhereManyAxesMatter() {
    long seed = 20261126;
    // Twelve dimensions of shrinking extent: no clean gap after the second axis.
    double[][] points = random(330, 12, seed);
    for (double[] point : points) {
      for (int a = 0; a < 12; a++) {
        point[a] *= 1 - 0.06 * a;
      }
    }
    double[][] squared = squaredDistances(points);
    double[][] products = new double[330][330];
    double[][] centre = centred(points);
    for (int i = 0; i < 330; i++) {
      for (int j = 0; j < 330; j++) {
        products[i][j] = dot(centre[i], centre[j]);
      }
    }
    double[] values =
        PrincipalCoordinates.fullDecomposition(
                org.ojalgo.matrix.store.R064Store.FACTORY.copy(
                    org.ojalgo.structure.Access2D.wrap(products)))
            .values();

    PrincipalCoordinates found = PrincipalCoordinates.of(squared);

    for (int a = 0; a < 2; a++) {
      double sum = 0;
      for (double[] point : found.points()) {
        sum += point[a] * point[a];
      }
      assertThat(sum).as("seed %d, axis %d", seed, a).isCloseTo(values[a], within(1e-6));
    }
  }

  @Test
  void oneTwoAndCoincidingPoints() {
    assertThat(PrincipalCoordinates.of(new double[1][1]).points()).isEqualTo(new double[1][2]);
    PrincipalCoordinates two = PrincipalCoordinates.of(new double[][] {{0, 9}, {9, 0}});
    assertThat(Math.abs(two.points()[0][0] - two.points()[1][0])).isCloseTo(3, within(1e-12));
    assertThat(two.points()[0][1]).isCloseTo(0, within(1e-7));
    assertThat(two.explained()[0]).isCloseTo(1, within(1e-12));
    for (double[] point : PrincipalCoordinates.of(new double[5][5]).points()) {
      assertThat(point).containsExactly(new double[2], within(0.0));
    }
  }

  private static double[][] random(int size, int dimensions, long seed) {
    KeyedRandom random = new KeyedRandom(seed, "points");
    double[][] points = new double[size][dimensions];
    for (int i = 0; i < size; i++) {
      for (int a = 0; a < dimensions; a++) {
        random.seek(i, a);
        points[i][a] = random.nextDouble();
      }
    }
    return points;
  }

  private static double[][] centred(double[][] points) {
    double[][] result = new double[points.length][points[0].length];
    for (int a = 0; a < points[0].length; a++) {
      double mean = 0;
      for (double[] point : points) {
        mean += point[a] / points.length;
      }
      for (int i = 0; i < points.length; i++) {
        result[i][a] = points[i][a] - mean;
      }
    }
    return result;
  }

  private static double[][] squaredDistances(double[][] points) {
    double[][] squared = new double[points.length][points.length];
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < points.length; j++) {
        for (int a = 0; a < points[i].length; a++) {
          double difference = points[i][a] - points[j][a];
          squared[i][j] += difference * difference;
        }
      }
    }
    return squared;
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int a = 0; a < x.length; a++) {
      sum += x[a] * y[a];
    }
    return sum;
  }
}
