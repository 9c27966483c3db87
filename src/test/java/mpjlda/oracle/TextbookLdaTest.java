package mpjlda.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import mpjlda.oracle.TextbookLda.Document;
import mpjlda.oracle.TextbookLda.Fit;
import mpjlda.oracle.TextbookLda.Result;
import mpjlda.oracle.TextbookLda.Stop;
import org.apache.commons.numbers.gamma.LogGamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextbookLdaTest {
  private static final long SEED = 7;

  /** Of the golden run's values, 20 iterations from the same start. */
  private static final double GOLDEN_RELATIVE = 1e-9;

  @Test
  void oneTopicsBoundIsTheLogEvidence() {
    Corpus corpus = LdaToy.corpus();
    double eta = 0.3;
    double[] alpha = {0.7};
    double[][] start = {new double[corpus.vocabulary()]};
    Arrays.fill(start[0], 1);
    // The second iteration's bound is that of lambda = eta + n_w, the exact posterior.
    Result result = TextbookLda.run(corpus.words(), corpus.counts(), start, alpha, eta, 2, 0, 3);

    assertThat(result.bounds()[1]).isCloseTo(logEvidenceOfOneTopic(corpus, eta), within(1e-10));
    assertThat(result.bounds()[0]).isLessThan(result.bounds()[1]);
    long[] totals = corpus.wordTotals();
    for (int w = 0; w < totals.length; w++) {
      assertThat(result.lambda()[0][w]).isCloseTo(eta + totals[w], within(1e-12));
    }
    for (int d = 0; d < corpus.documents(); d++) {
      double tokens = corpus.document(d).tokens();
      assertThat(result.gamma()[d]).containsExactly(new double[] {0.7 + tokens}, within(1e-12));
    }
  }

  /** ln Γ(V eta) − ln Γ(V eta + N) + Σ_w ln Γ(eta + n_w) − ln Γ(eta): one Dirichlet-multinomial. */
  private static double logEvidenceOfOneTopic(Corpus corpus, double eta) {
    double evidence =
        LogGamma.value(corpus.vocabulary() * eta)
            - LogGamma.value(corpus.vocabulary() * eta + corpus.tokens());
    for (long n : corpus.wordTotals()) {
      evidence += LogGamma.value(eta + n) - LogGamma.value(eta);
    }
    return evidence;
  }

  @Test
  void oneSweepOfOneTokenByHand() {
    // psi(2) − psi(1) = 1 and both topics sum to 3, so beta's odds are e. gamma starts at (1, 3/2),
    // where psi differs by 2 − 2 ln 2, so theta's odds are 4 / e²: phi_1 = (4 / e) / (1 + 4 / e).
    double[][] elogBeta = TextbookLda.elogBeta(new double[][] {{2, 1}, {1, 2}});
    Document document = new Document(new int[] {0}, new int[] {1});
    Fit fit = TextbookLda.eStep(document, elogBeta, new double[] {0.5, 1}, new Stop(0, 1));

    double phi = 4 / (4 + Math.E);
    assertThat(fit.sweeps()).isEqualTo(1);
    assertThat(fit.gamma()).containsExactly(new double[] {0.5 + phi, 2 - phi}, within(1e-14));
    // phi is made once more, from the new gamma: odds e · exp(psi(gamma_1) − psi(gamma_2)).
    double odds = Math.exp(1 + TextbookLda.digamma(0.5 + phi) - TextbookLda.digamma(2 - phi));
    assertThat(fit.phi()[0][0]).isCloseTo(odds / (1 + odds), within(1e-14));
  }

  @Test
  void theBoundRisesWithEverySweepOfAnEStep() {
    Corpus corpus = ToyCorpora.moderate(SEED);
    double[] alpha = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7};
    double[][] elogBeta =
        TextbookLda.elogBeta(ToyCorpora.initialLambda(SEED, alpha.length, corpus.vocabulary()));
    for (int d = 0; d < 10; d++) {
      Document document = corpus.document(d);
      double last = Double.NEGATIVE_INFINITY;
      for (int sweeps = 1; sweeps <= 20; sweeps++) {
        Fit fit = TextbookLda.eStep(document, elogBeta, alpha, new Stop(0, sweeps));
        double bound = TextbookLda.documentBound(document, fit, elogBeta, alpha);
        assertThat(bound)
            .as("seed %d, document %d, sweep %d", SEED, d, sweeps)
            .isGreaterThanOrEqualTo(last - 1e-11 * Math.abs(last));
        last = bound;
      }
    }
  }

  @Test
  void gammaAndPhiAreAFixedPointOfEachOther() {
    Corpus corpus = ToyCorpora.moderate(SEED);
    double[] alpha = {0.1, 0.1, 0.1};
    double[][] elogBeta =
        TextbookLda.elogBeta(ToyCorpora.initialLambda(SEED, alpha.length, corpus.vocabulary()));
    Document document = corpus.document(3);
    Fit fit = TextbookLda.eStep(document, elogBeta, alpha, new Stop(1e-12, 10_000));

    assertThat(fit.sweeps()).as("seed %d", SEED).isBetween(2, 9_999);
    double[] again = alpha.clone();
    for (int i = 0; i < document.words().length; i++) {
      assertThat(DoubleStream.of(fit.phi()[i]).sum()).isCloseTo(1, within(1e-14));
      for (int k = 0; k < alpha.length; k++) {
        again[k] += document.counts()[i] * fit.phi()[i][k];
      }
    }
    assertThat(fit.gamma()).as("seed %d", SEED).containsExactly(again, within(1e-11));
  }

  @Test
  void anEmptyDocumentIsThePriorAndAddsNothing() {
    double[] alpha = {0.1, 2, 30};
    double[][] elogBeta = TextbookLda.elogBeta(ToyCorpora.initialLambda(SEED, 3, 5));
    Document empty = new Document(new int[0], new int[0]);
    Fit fit = TextbookLda.eStep(empty, elogBeta, alpha, new Stop(1e-3, 100));

    assertThat(fit.gamma()).containsExactly(alpha);
    assertThat(fit.sweeps()).isEqualTo(1);
    assertThat(TextbookLda.documentBound(empty, fit, elogBeta, alpha)).isZero();
  }

  @Test
  void topicsAtThePriorHaveNoDivergence() {
    double[][] lambda = {{0.2, 0.2, 0.2}, {0.2, 0.2, 0.2}};
    assertThat(TextbookLda.topicsBound(lambda, 0.2)).isCloseTo(0, within(1e-14));
    // −KL(Beta(2, 1) || Beta(1, 1)) = −(ln 2 − 1/2).
    assertThat(TextbookLda.topicsBound(new double[][] {{2, 1}}, 1))
        .isCloseTo(0.5 - Math.log(2), within(1e-14));
  }

  @Test
  void theSweepLimitHolds() {
    Result result = runToy(LdaToy.SYMMETRIC, 2, new Stop(0, 4));
    assertThat(result.meanSweeps()).containsExactly(4, 4);
  }

  /** With two topics and few tokens the evidence can be summed over all assignments. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theBoundIsBelowTheExactLogEvidence(long seed) {
    int[][] words = {{0, 1, 2}, {0, 2}, {3}};
    int[][] counts = {{2, 1, 1}, {1, 2}, {3}};
    double[] alpha = {0.4, 0.9};
    double eta = 0.5;
    double[][] start = ToyCorpora.initialLambda(seed, 2, 4);
    double[] bounds = TextbookLda.run(words, counts, start, alpha, eta, 30, 1e-10, 1000).bounds();

    double evidence = logEvidenceOfTwoTopics(words, counts, alpha, eta);
    assertThat(DoubleStream.of(bounds).max().orElseThrow())
        .as("seed %d", seed)
        .isLessThan(evidence);
    assertThat(bounds[29]).as("seed %d", seed).isGreaterThan(evidence - 4);
  }

  /** ln Σ_z p(z | alpha) p(w | z, eta), both factors Dirichlet-multinomials; V = 4. */
  private static double logEvidenceOfTwoTopics(
      int[][] words, int[][] counts, double[] alpha, double eta) {
    int tokens = Arrays.stream(counts).flatMapToInt(Arrays::stream).sum();
    double evidence = 0;
    for (int z = 0; z < 1 << tokens; z++) {
      double[][] topics = new double[2][4];
      double logP = 0;
      int token = 0;
      for (int d = 0; d < words.length; d++) {
        double[] document = new double[2];
        for (int i = 0; i < words[d].length; i++) {
          for (int n = 0; n < counts[d][i]; n++, token++) {
            int k = z >> token & 1;
            document[k]++;
            topics[k][words[d][i]]++;
          }
        }
        logP += logDirichletMultinomial(document, alpha);
      }
      for (double[] topic : topics) {
        logP += logDirichletMultinomial(topic, new double[] {eta, eta, eta, eta});
      }
      evidence += Math.exp(logP);
    }
    return Math.log(evidence);
  }

  private static double logDirichletMultinomial(double[] n, double[] prior) {
    double priorSum = DoubleStream.of(prior).sum();
    double log = LogGamma.value(priorSum) - LogGamma.value(priorSum + DoubleStream.of(n).sum());
    for (int i = 0; i < n.length; i++) {
      log += LogGamma.value(prior[i] + n[i]) - LogGamma.value(prior[i]);
    }
    return log;
  }

  @Test
  void tokensAreConservedAndTheStartIsLeftAlone() {
    Corpus corpus = ToyCorpora.withEmptyDocuments(SEED);
    double[][] start = ToyCorpora.initialLambda(SEED, 7, corpus.vocabulary());
    double[] alpha = new double[7];
    Arrays.fill(alpha, 0.1);
    Result result =
        TextbookLda.run(corpus.words(), corpus.counts(), start, alpha, 0.01, 2, 1e-3, 100);

    long[] totals = corpus.wordTotals();
    for (int w = 0; w < totals.length; w++) {
      double sum = 0;
      for (double[] row : result.lambda()) {
        sum += row[w];
      }
      assertThat(sum).as("seed %d, word %d", SEED, w).isCloseTo(0.07 + totals[w], within(1e-9));
    }
    for (int d = 0; d < corpus.documents(); d++) {
      assertThat(DoubleStream.of(result.gamma()[d]).sum())
          .as("seed %d, document %d", SEED, d)
          .isCloseTo(0.7 + corpus.document(d).tokens(), within(1e-9));
    }
    assertThat(start).isDeepEqualTo(ToyCorpora.initialLambda(SEED, 7, corpus.vocabulary()));
  }

  @ParameterizedTest
  @EnumSource(LdaToy.class)
  void agreesWithTheGoldenRunThatNeverFormsPhi(LdaToy golden) {
    for (int iterations : new int[] {1, 5, 20}) {
      Result result = runToy(golden, iterations, new Stop(LdaToy.TOLERANCE, LdaToy.MAX_SWEEPS));
      assertAgree("lambda", iterations, result.lambda(), golden.lambdaAfter(iterations));
      assertAgree("gamma", iterations, result.gamma(), golden.gammaAfter(iterations));
      for (int t = 0; t < iterations; t++) {
        assertThat(result.bounds()[t])
            .as("bound of iteration %d", t + 1)
            .isCloseTo(golden.bounds()[t], withinPercentage(100 * GOLDEN_RELATIVE));
        assertThat(result.meanSweeps()[t])
            .as("sweeps of iteration %d", t + 1)
            .isCloseTo(golden.meanSweeps()[t], within(1e-12));
      }
    }
  }

  private static Result runToy(LdaToy golden, int iterations, Stop stop) {
    Corpus corpus = LdaToy.corpus();
    return TextbookLda.run(
        corpus.words(),
        corpus.counts(),
        LdaToy.initialLambda(),
        golden.alpha(),
        LdaToy.ETA,
        iterations,
        stop.tolerance(),
        stop.maxSweeps());
  }

  private static void assertAgree(
      String what, int iterations, double[][] found, double[][] expected) {
    assertThat(found).hasDimensions(expected.length, expected[0].length);
    for (int i = 0; i < found.length; i++) {
      for (int j = 0; j < found[i].length; j++) {
        assertThat(found[i][j])
            .as("%s[%d][%d] after %d iterations", what, i, j, iterations)
            .isCloseTo(expected[i][j], withinPercentage(100 * GOLDEN_RELATIVE));
      }
    }
  }
}
