package mpjlda.core.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import mpjlda.core.math.ArrayFunctions;
import mpjlda.core.math.ScalarFunctions;
import mpjlda.core.math.SpecialFunctions;

/** {@link ArrayFunctions} with vectors; what fills no eight entries at the end goes one by one. */
public final class VectorFunctions implements ArrayFunctions {
  private static final VectorSpecies<Double> SPECIES = Lanes.DOUBLE;
  private static final int WIDTH = SPECIES.length();
  private static final double[] NONE = {};
  private static final VectorSpecies<Float> HALF =
      FloatVector.SPECIES_64.length() == WIDTH
          ? FloatVector.SPECIES_64
          : FloatVector.SPECIES_128.length() == WIDTH
              ? FloatVector.SPECIES_128
              : FloatVector.SPECIES_256;

  @Override
  public double dirichletTerms(
      double[] x, int at, double[] prior, double[] total, double[] expectations, int to) {
    int whole = prior.length / LANES * LANES;
    double[] sums = new double[LANES];
    DirichletTerms.sum(
        new DirichletTerms(
            x, at, prior, total, expectations, to, whole, new double[4 * whole], sums));
    for (int k = whole; k < prior.length; k++) {
      sums[k - whole] +=
          ScalarFunctions.dirichletTerm(x[at + k], prior[k], total[k], expectations, to + k);
    }
    return ArrayFunctions.combine(sums);
  }

  @Override
  public void dirichletExpectations(
      double[] x, int at, double[] total, double[] expectations, int to) {
    int whole = total.length / LANES * LANES;
    DirichletTerms.expectations(
        new DirichletTerms(
            x, at, NONE, total, expectations, to, whole, new double[4 * whole], NONE));
    for (int k = whole; k < total.length; k++) {
      expectations[to + k] = SpecialFunctions.digamma(x[at + k]) - total[k];
    }
  }

  private static DoubleVector load(double[] array, int at) {
    return DoubleVector.fromArray(SPECIES, array, at);
  }

  @Override
  public double expScaled(double[] logs, int at, int n) {
    int end = at + n;
    int whole = at + n / WIDTH * WIDTH;
    DoubleVector most = DoubleVector.broadcast(SPECIES, Double.NEGATIVE_INFINITY);
    for (int k = at; k < whole; k += WIDTH) {
      most = most.max(load(logs, k));
    }
    double largest = most.reduceLanes(VectorOperators.MAX);
    for (int k = whole; k < end; k++) {
      largest = Math.max(largest, logs[k]);
    }
    for (int k = at; k < whole; k += WIDTH) {
      VectorMath.expOrFloor(load(logs, k).sub(largest)).intoArray(logs, k);
    }
    for (int k = whole; k < end; k++) {
      logs[k] = SpecialFunctions.expOrFloor(logs[k] - largest);
    }
    return largest;
  }

  @Override
  public double weightedLogs(double[] counts, double[] weights, int n) {
    double[] sums = new double[LANES];
    int whole = n / LANES * LANES;
    for (int lane = 0; lane < LANES; lane += WIDTH) {
      DoubleVector sum = DoubleVector.zero(SPECIES);
      for (int i = lane; i < whole; i += LANES) {
        DoubleVector count = load(counts, i);
        DoubleVector weight = load(weights, i);
        sum = sum.add(count.mul(VectorMath.log(count.div(weight))));
      }
      sum.intoArray(sums, lane);
    }
    for (int i = whole; i < n; i++) {
      sums[i - whole] += counts[i] * SpecialFunctions.log(counts[i] / weights[i]);
    }
    return ArrayFunctions.combine(sums);
  }

  @Override
  public void addRounded(
      double[] theta, double[] row, int from, double scale, long[] sums, int at, int n) {
    int whole = n / WIDTH * WIDTH;
    for (int k = 0; k < whole; k += WIDTH) {
      add(theta, k, load(row, from + k), scale, sums, at);
    }
    for (int k = whole; k < n; k++) {
      sums[at + k] += ScalarFunctions.rounded(theta[k] * row[from + k], scale);
    }
  }

  @Override
  public void addRounded(
      double[] theta, float[] row, int from, double scale, long[] sums, int at, int n) {
    int whole = n / WIDTH * WIDTH;
    for (int k = 0; k < whole; k += WIDTH) {
      FloatVector narrow = FloatVector.fromArray(HALF, row, from + k);
      DoubleVector wide = (DoubleVector) narrow.convertShape(VectorOperators.F2D, SPECIES, 0);
      add(theta, k, wide, scale, sums, at);
    }
    for (int k = whole; k < n; k++) {
      sums[at + k] += ScalarFunctions.rounded(theta[k] * row[from + k], scale);
    }
  }

  private static void add(
      double[] theta, int k, DoubleVector row, double scale, long[] sums, int at) {
    LongVector rounded =
        load(theta, k)
            .mul(row)
            .fma(DoubleVector.broadcast(SPECIES, scale), DoubleVector.broadcast(SPECIES, ROUNDER))
            .reinterpretAsLongs()
            .sub(Double.doubleToRawLongBits(ROUNDER));
    LongVector.fromArray(Lanes.LONG, sums, at + k).add(rounded).intoArray(sums, at + k);
  }
}
