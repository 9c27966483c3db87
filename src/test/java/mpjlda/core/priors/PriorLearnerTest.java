package mpjlda.core.priors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import mpjlda.core.math.ExactSum;
import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.Trigamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriorLearnerTest {
  private static final long SEED = Long.getLong("tests.seed", 20261121);
  private static final double[] ALPHA = {0.05, 0.3, 0.8, 0.1, 2.5};
  private static final int LATER = 50;

  private static PriorLearner vector(PriorScale scale) {
    return new PriorLearner(new PriorLearning(PriorLearning.Alpha.VECTOR, false), scale);
  }

  /** Counts (documents × K) of so many tokens each, theta_d ~ Dirichlet(alpha): Pólya's urn. */
  private static double[][] sampled(double[] alpha, int documents, int tokens) {
    SplittableRandom random = new SplittableRandom(SEED);
    double alphaSum = Arrays.stream(alpha).sum();
    double[][] counts = new double[documents][alpha.length];
    for (double[] row : counts) {
      for (int i = 0; i < tokens; i++) {
        double u = random.nextDouble() * (alphaSum + i);
        int k = 0;
        while (k < alpha.length - 1 && u >= alpha[k] + row[k]) {
          u -= alpha[k] + row[k++];
        }
        row[k]++;
      }
    }
    return counts;
  }

  private static List<ExactSum> sums(DocumentTerms terms, double[][] counts) {
    ExactSum[] sums = terms.zeros();
    for (double[] row : counts) {
      for (int k = 0; k < row.length; k++) {
        terms.addTopic(k, row[k], sums);
      }
      terms.addTotal(Arrays.stream(row).sum(), sums);
    }
    return List.of(sums);
  }

  private static DirichletPriors learned(
      PriorLearner learner, double[] start, double[][] counts, int steps) {
    DirichletPriors priors = new DirichletPriors(start, 0.01);
    for (int t = 0; t < steps; t++) {
      List<ExactSum> sums = sums(learner.documentTerms(priors.alpha()), counts);
      priors = learner.next(LATER, priors, sums, b -> new CountSums(1, 1));
    }
    return priors;
  }

  /** ∂/∂a_k of the Dirichlet-multinomial's log-likelihood. */
  private static double gradient(double[] a, double[][] counts, int k) {
    double sum = Arrays.stream(a).sum();
    double gradient = 0;
    for (double[] row : counts) {
      double total = Arrays.stream(row).sum();
      gradient += Digamma.value(sum) - Digamma.value(sum + total);
      gradient += Digamma.value(a[k] + row[k]) - Digamma.value(a[k]);
    }
    return gradient;
  }

  /** Newton's method with the Hessian's diagonal and constant part: Minka 2000, eq. 60 to 66. */
  private static double[] newton(double[] start, double[][] counts) {
    double[] a = start.clone();
    for (int step = 0; step < 60; step++) {
      double sum = Arrays.stream(a).sum();
      double z = 0;
      for (double[] row : counts) {
        z += Trigamma.value(sum) - Trigamma.value(sum + Arrays.stream(row).sum());
      }
      double[] g = new double[a.length];
      double[] q = new double[a.length];
      double above = 0;
      double below = 1 / z;
      for (int k = 0; k < a.length; k++) {
        g[k] = gradient(a, counts, k);
        for (double[] row : counts) {
          q[k] += Trigamma.value(a[k] + row[k]) - Trigamma.value(a[k]);
        }
        above += g[k] / q[k];
        below += 1 / q[k];
      }
      for (int k = 0; k < a.length; k++) {
        a[k] = Math.max(a[k] / 2, a[k] - (g[k] - above / below) / q[k]);
      }
    }
    return a;
  }

  @Test
  void theFixedPointHasNoGradientAndIsNewtons() {
    double[][] counts = sampled(ALPHA, 300, 60);
    double[] start = {0.1, 0.1, 0.1, 0.1, 0.1};
    double[] found = learned(vector(PriorScale.COUNTS), start, counts, 600).alpha();
    for (int k = 0; k < found.length; k++) {
      assertThat(gradient(found, counts, k))
          .as("seed %d, topic %d", SEED, k)
          .isCloseTo(0, within(1e-5));
    }
    double[] expected = newton(ALPHA, counts);
    for (int k = 0; k < found.length; k++) {
      assertThat(found[k])
          .as("seed %d, topic %d", SEED, k)
          .isCloseTo(expected[k], within(1e-6 * expected[k]));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 20})
  void theAlphaOfSampledCountsIsFound(double start) {
    double[][] counts = sampled(ALPHA, 3000, 100);
    double[] all = new double[ALPHA.length];
    Arrays.fill(all, start);
    double[] found = learned(vector(PriorScale.COUNTS), all, counts, 400).alpha();
    for (int k = 0; k < ALPHA.length; k++) {
      assertThat(found[k])
          .as("seed %d, topic %d", SEED, k)
          .isCloseTo(ALPHA[k], within(0.1 * ALPHA[k]));
    }
  }

  @Test
  void oneNumberForAllTopicsIsFound() {
    double[] alpha = {0.3, 0.3, 0.3, 0.3, 0.3, 0.3};
    PriorLearner learner =
        new PriorLearner(
            new PriorLearning(PriorLearning.Alpha.SYMMETRIC, false), PriorScale.COUNTS);
    double[] found =
        learned(learner, new double[] {1, 1, 1, 1, 1, 1}, sampled(alpha, 3000, 100), 300).alpha();
    assertThat(found).as("seed %d", SEED).containsOnly(found[0]);
    assertThat(found[0]).as("seed %d", SEED).isCloseTo(0.3, within(0.02));
  }

  @Test
  void variationalPriorsAreBetweenThoseThatSweepAndThoseThatPredictAsCountsDo() {
    double[][] counts = sampled(ALPHA, 300, 60);
    double[] start = {0.5, 0.5, 0.5, 0.5, 0.5};
    double[] found = learned(vector(PriorScale.VARIATIONAL), start, counts, 600).alpha();
    double[] expected = newton(ALPHA, counts);
    for (int k = 0; k < found.length; k++) {
      assertThat(Digamma.value((found[k] - 0.3 * expected[k]) / 0.7))
          .as("seed %d, topic %d", SEED, k)
          .isCloseTo(StrictMath.log(expected[k]), within(1e-5));
    }
  }

  @Test
  void scalesAreInverseToEachOther() {
    for (double a = 1e-3; a < 200; a *= 1.3) {
      double prior = PriorScale.VARIATIONAL.fromCounts(a);
      assertThat(Digamma.value((prior - 0.3 * a) / 0.7))
          .as("a = %s", a)
          .isCloseTo(StrictMath.log(a), within(1e-12 * (1 + Math.abs(StrictMath.log(a)))));
      assertThat(PriorScale.VARIATIONAL.toCounts(prior)).isCloseTo(a, within(1e-11 * a));
      assertThat(PriorScale.trigamma(a))
          .as("a = %s", a)
          .isCloseTo(Trigamma.value(a), within(1e-10 * Trigamma.value(a)));
    }
  }

  @Test
  void etaTakesTheStepOfItsSums() {
    PriorLearner learner =
        new PriorLearner(new PriorLearning(PriorLearning.Alpha.FIXED, true), PriorScale.COUNTS);
    DirichletPriors before = new DirichletPriors(ALPHA, 0.04);
    assertThat(learner.documentTerms(ALPHA)).isSameAs(DocumentTerms.NONE);
    DirichletPriors after = learner.next(LATER, before, List.of(), b -> new CountSums(6 * b, 0.02));
    assertThat(after.alpha()).isSameAs(ALPHA);
    assertThat(after.eta()).isCloseTo(0.04 * 6 * 0.04 / 0.02, within(1e-15));
  }

  @Test
  void nothingIsLearnedFromTheStart() {
    PriorLearner learner =
        new PriorLearner(new PriorLearning(PriorLearning.Alpha.VECTOR, true), PriorScale.COUNTS);
    DirichletPriors before = new DirichletPriors(ALPHA, 0.04);
    List<ExactSum> sums = sums(learner.documentTerms(ALPHA), sampled(ALPHA, 10, 10));
    int first = PriorScale.COUNTS.firstIteration();
    assertThat(learner.next(first - 1, before, sums, b -> new CountSums(1, 2))).isEqualTo(before);
    assertThat(learner.next(first, before, sums, b -> new CountSums(1, 2)).eta()).isEqualTo(0.02);
  }

  @Test
  void inTheLastIterationsAlphaTakesOneStepInAllAndEtaOneInEach() {
    PriorLearner whole =
        new PriorLearner(new PriorLearning(PriorLearning.Alpha.VECTOR, true), PriorScale.COUNTS);
    PriorLearner last = whole.inTheLast(4, 30);
    DirichletPriors before = new DirichletPriors(ALPHA, 0.04);
    List<ExactSum> sums =
        sums(whole.documentTerms(ALPHA), sampled(new double[] {1, 1, 1, 1, 1}, 9, 9));
    assertThat(last.firstIteration()).isEqualTo(27);
    assertThat(last.next(26, before, sums, b -> new CountSums(1, 2))).isEqualTo(before);
    DirichletPriors full = whole.next(27, before, sums, b -> new CountSums(1, 2));
    DirichletPriors found = last.next(27, before, sums, b -> new CountSums(1, 2));
    assertThat(found.eta()).isEqualTo(0.02);
    for (int k = 0; k < ALPHA.length; k++) {
      double step = full.alpha()[k] - ALPHA[k];
      assertThat(step).isNotZero();
      assertThat(found.alpha()[k]).isCloseTo(ALPHA[k] + step / 4, within(1e-15));
    }
  }

  private enum Odd {
    ONE_DOCUMENT(1, k -> 10.0 * (k + 1)),
    ALL_THE_SAME(500, k -> 100),
    ONE_TOPIC_HAS_ALL(500, k -> k == 0 ? 100 : 0),
    ONE_TOKEN_EACH(500, k -> 0.2),
    EMPTY(500, k -> 0),
    SPECKS(500, k -> 1e-30);

    private final double[][] counts;

    Odd(int documents, IntToDoubleFunction count) {
      this.counts = new double[documents][5];
      for (double[] row : counts) {
        Arrays.setAll(row, count);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Odd.class)
  void oddCorporaStayWithinTheBounds(Odd odd) {
    for (PriorScale scale : PriorScale.values()) {
      double least = scale.fromCounts(PriorLearner.LEAST_ALPHA);
      double most = scale.fromCounts(PriorLearner.MOST_ALPHA);
      for (double start : new double[] {1e-100, 0.1, 1e6}) {
        double[] all = new double[5];
        Arrays.fill(all, start);
        double[] found = learned(vector(scale), all, odd.counts, 200).alpha();
        for (double entry : found) {
          assertThat(entry)
              .as("%s, from %s", scale, start)
              .isBetween(least * (1 - 1e-9), most * (1 + 1e-9));
        }
      }
    }
  }

  @Test
  void oneTopicHasNothingToLearn() {
    assertThat(vector(PriorScale.COUNTS).documentTerms(new double[] {0.1}))
        .isSameAs(DocumentTerms.NONE);
  }

  @Test
  void termsOfWholeCountsAreSumsAndOthersLieOnLinesBetween() {
    for (double a : new double[] {1e-3, 0.1, 1, 30}) {
      CountTerms terms = new CountTerms(a);
      double sum = 0;
      for (int n = 0; n < 50; n++) {
        assertThat(terms.of(n)).isCloseTo(sum, within(1e-12 * (1 + sum)));
        assertThat(terms.of(n + 0.25)).isCloseTo(sum + 0.25 / (a + n), within(1e-12 * (1 + sum)));
        sum += 1 / (a + n);
      }
    }
  }
}
