package mpjlda.core.kernel.vector;

import static mpjlda.core.kernel.vector.VectorMath.all;
import static mpjlda.core.kernel.vector.VectorMath.load;
import static mpjlda.core.kernel.vector.VectorMath.step;

import jdk.incubator.vector.DoubleVector;
import mpjlda.core.math.SpecialFunctions;

/**
 * {@link mpjlda.core.math.ArrayFunctions#dirichletTerms} as passes over the first n entries, of
 * which each is compiled by itself, for the reason that {@link Stage} tells. {@link
 * SpecialFunctions#digamma} and {@link SpecialFunctions#logGamma} share all but their series.
 *
 * @param n a multiple of eight
 * @param scratch (4 × n) Σ 1/(x+i), 1/z, ln x(x+1)…(x+7) and ln z
 * @param sums (8) receives the partial sums
 */
record DirichletTerms(
    double[] x,
    int at,
    double[] prior,
    double[] total,
    double[] expectations,
    int to,
    int n,
    double[] scratch,
    double[] sums) {
  private static final int WIDTH = Lanes.DOUBLE.length();

  private static final Pass[] PASSES = {
    DirichletTerms::steps,
    DirichletTerms::logProduct,
    DirichletTerms::logZ,
    DirichletTerms::expect,
    DirichletTerms::add
  };

  private static final Pass[] EXPECTATION_PASSES = {
    DirichletTerms::steps, DirichletTerms::logZ, DirichletTerms::expect
  };

  @FunctionalInterface
  private interface Pass {
    void run(DirichletTerms terms);
  }

  static void sum(DirichletTerms terms) {
    run(PASSES, terms);
  }

  /** Writes the expectations alone: neither priors nor sums are looked at. */
  static void expectations(DirichletTerms terms) {
    run(EXPECTATION_PASSES, terms);
  }

  private static void run(Pass[] passes, DirichletTerms terms) {
    for (Pass pass : passes) {
      pass.run(terms);
    }
  }

  private void steps() {
    for (int k = 0; k < n; k += WIDTH) {
      DoubleVector y = load(x, at + k);
      DoubleVector t = y.fma(y, y.mul(7));
      DoubleVector z = y.add(7.5);
      DoubleVector q = VectorMath.stepProduct(t);
      DoubleVector inverse = all(1).div(z.mul(q));
      VectorMath.harmonicStep(y, t, z, inverse).intoArray(scratch, k);
      q.mul(inverse).intoArray(scratch, n + k);
      q.intoArray(scratch, 2 * n + k);
    }
  }

  private void logProduct() {
    for (int k = 2 * n; k < 3 * n; k += WIDTH) {
      VectorMath.log(load(scratch, k)).intoArray(scratch, k);
    }
  }

  private void logZ() {
    for (int k = 0; k < n; k += WIDTH) {
      VectorMath.log(load(x, at + k).add(7.5)).intoArray(scratch, 3 * n + k);
    }
  }

  private void expect() {
    for (int k = 0; k < n; k += WIDTH) {
      DoubleVector zInverse = load(scratch, n + k);
      DoubleVector u = zInverse.mul(zInverse);
      DoubleVector p = all(-118518239.0 / 267386880);
      p = step(p, u, 8191.0 / 98304);
      p = step(p, u, -1414477.0 / 67092480);
      p = step(p, u, 511.0 / 67584);
      p = step(p, u, -127.0 / 30720);
      p = step(p, u, 31.0 / 8064);
      p = step(p, u, -7.0 / 960);
      p = step(p, u, 1.0 / 24);
      p.fma(u, load(scratch, 3 * n + k))
          .sub(load(scratch, k))
          .sub(load(total, k))
          .intoArray(expectations, to + k);
    }
  }

  private void add() {
    for (int lane = 0; lane < sums.length; lane += WIDTH) {
      DoubleVector sum = DoubleVector.zero(Lanes.DOUBLE);
      for (int k = lane; k < n; k += sums.length) {
        DoubleVector y = load(x, at + k);
        DoubleVector z = y.add(7.5);
        DoubleVector zInverse = load(scratch, n + k);
        DoubleVector stirling =
            z.fma(load(scratch, 3 * n + k), z.neg()).add(SpecialFunctions.HALF_LOG_TWO_PI);
        DoubleVector u = zInverse.mul(zInverse);
        DoubleVector p = all(-8191.0 / 1277952);
        p = step(p, u, 1414477.0 / 738017280);
        p = step(p, u, -511.0 / 608256);
        p = step(p, u, 127.0 / 215040);
        p = step(p, u, -31.0 / 40320);
        p = step(p, u, 7.0 / 2880);
        p = step(p, u, -1.0 / 24);
        DoubleVector logGamma = p.fma(zInverse, stirling).sub(load(scratch, 2 * n + k));
        sum = sum.add(load(prior, k).sub(y).mul(load(expectations, to + k)).add(logGamma));
      }
      sum.intoArray(sums, lane);
    }
  }
}
