package mpjlda.estep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.commons.numbers.gamma.Digamma;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every kernel must do, on every kernel, for sizes around the lanes and odd ones. */
class EStepKernelTest {
  private static final int[] TOPICS = {1, 2, 3, 7, 8, 13, 64, 100, 127};
  private static final int[] SIZES = {0, 1, 2, 5, 97, 1021};
  private static final long SEED = Long.getLong("tests.seed", 20261121);

  static List<EStepKernel> kernels() {
    return List.of(new ScalarKernel());
  }

  static Stream<Arguments> kernelsAndShapes() {
    List<Arguments> all = new ArrayList<>();
    for (EStepKernel kernel : kernels()) {
      for (int topics : TOPICS) {
        for (int size : SIZES) {
          all.add(Arguments.of(kernel, topics, size));
        }
      }
    }
    return all.stream();
  }

  /**
   * A document with random words whose rows have a largest entry of 1 and spread over many
   * magnitudes.
   */
  private static DocumentWorkspace document(int topics, int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    DocumentWorkspace document = new DocumentWorkspace(topics, size);
    document.size = size;
    for (int i = 0; i < size; i++) {
      document.words[i] = i;
      document.counts[i] = 1 + random.nextInt(9);
      document.tokens += document.counts[i];
      int row = i * document.stride;
      double largest = 0;
      for (int k = 0; k < topics; k++) {
        document.rows[row + k] = Math.pow(10, -6 * random.nextDouble());
        largest = Math.max(largest, document.rows[row + k]);
      }
      for (int k = 0; k < topics; k++) {
        document.rows[row + k] /= largest;
      }
    }
    return document;
  }

  private static double[] alpha(int topics, long seed) {
    return new SplittableRandom(~seed).doubles(topics, 0.01, 1).toArray();
  }

  /** From where a document starts that nothing is known of. */
  private static int infer(
      EStepKernel kernel, DocumentWorkspace document, double[] alpha, double tolerance, int most) {
    document.startGamma(alpha);
    return kernel.infer(document, alpha, tolerance, most);
  }

  /** alpha_k + Σ_w n_w phi_wk in log space with an explicit phi, from the definition. */
  private static double[] textbookUpdate(DocumentWorkspace document, double[] alpha) {
    int topics = document.topics;
    double[] updated = alpha.clone();
    for (int i = 0; i < document.size; i++) {
      double[] logPhi = new double[topics];
      for (int k = 0; k < topics; k++) {
        logPhi[k] =
            Digamma.value(document.gamma[k]) + Math.log(document.rows[i * document.stride + k]);
      }
      double largest = Arrays.stream(logPhi).max().orElseThrow();
      double sum = Arrays.stream(logPhi).map(x -> Math.exp(x - largest)).sum();
      for (int k = 0; k < topics; k++) {
        updated[k] += document.counts[i] * Math.exp(logPhi[k] - largest) / sum;
      }
    }
    return updated;
  }

  @ParameterizedTest
  @MethodSource("kernelsAndShapes")
  void gammaIsAFixedPoint(EStepKernel kernel, int topics, int size) {
    DocumentWorkspace document = document(topics, size, SEED);
    double[] alpha = alpha(topics, SEED);
    double tolerance = 1e-13 * (1 + document.tokens);
    int sweeps = infer(kernel, document, DocumentWorkspace.pad(alpha), tolerance, 20_000);
    assertThat(sweeps).as("seed %d", SEED).isLessThan(20_000);
    double[] updated = textbookUpdate(document, alpha);
    for (int k = 0; k < topics; k++) {
      assertThat(document.gamma[k])
          .as("seed %d, topic %d", SEED, k)
          .isCloseTo(updated[k], within(1e-8 * (1 + updated[k])));
    }
  }

  @ParameterizedTest
  @MethodSource("kernelsAndShapes")
  void sweepsFollowTheTextbookOneByOne(EStepKernel kernel, int topics, int size) {
    double[] alpha = alpha(topics, SEED);
    DocumentWorkspace expected = document(topics, size, SEED);
    for (int k = 0; k < topics; k++) {
      expected.gamma[k] = alpha[k] + expected.tokens / topics;
    }
    for (int sweeps = 1; sweeps <= 4; sweeps++) {
      double[] updated = textbookUpdate(expected, alpha);
      double change = 0;
      for (int k = 0; k < topics; k++) {
        change += Math.abs(updated[k] - expected.gamma[k]) / topics;
      }
      System.arraycopy(updated, 0, expected.gamma, 0, topics);
      DocumentWorkspace document = document(topics, size, SEED);
      int made = infer(kernel, document, DocumentWorkspace.pad(alpha), change * 0.99, sweeps);
      assertThat(made).isLessThanOrEqualTo(sweeps);
      if (made == sweeps) {
        for (int k = 0; k < topics; k++) {
          assertThat(document.gamma[k])
              .as("seed %d, sweep %d, topic %d", SEED, sweeps, k)
              .isCloseTo(updated[k], within(1e-10 * (1 + updated[k])));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernelsAndShapes")
  void stopsAtTheFirstSweepThatChangesLessThanTheTolerance(
      EStepKernel kernel, int topics, int size) {
    double[] alpha = alpha(topics, SEED);
    double tolerance = 1e-3;
    DocumentWorkspace document = document(topics, size, SEED);
    int sweeps = infer(kernel, document, DocumentWorkspace.pad(alpha), tolerance, 1000);
    double[] last = Arrays.copyOf(document.gamma, topics);
    assertThat(meanChange(kernel, document, alpha, sweeps, last)).isLessThan(tolerance);
    if (sweeps > 1) {
      DocumentWorkspace before = document(topics, size, SEED);
      infer(kernel, before, DocumentWorkspace.pad(alpha), 0, sweeps - 1);
      double[] previous = Arrays.copyOf(before.gamma, topics);
      assertThat(meanChange(kernel, document, alpha, sweeps - 1, previous))
          .isGreaterThanOrEqualTo(tolerance);
    }
  }

  /** Mean |change| of gamma by the given sweep, which arrives at {@code after}. */
  private static double meanChange(
      EStepKernel kernel, DocumentWorkspace like, double[] alpha, int sweep, double[] after) {
    double[] before = new double[like.topics];
    if (sweep == 1) {
      Arrays.setAll(before, k -> alpha[k] + like.tokens / like.topics);
    } else {
      DocumentWorkspace again = document(like.topics, like.size, SEED);
      infer(kernel, again, DocumentWorkspace.pad(alpha), 0, sweep - 1);
      before = Arrays.copyOf(again.gamma, like.topics);
    }
    double change = 0;
    for (int k = 0; k < like.topics; k++) {
      change += Math.abs(after[k] - before[k]) / like.topics;
    }
    return change;
  }

  @ParameterizedTest
  @MethodSource("kernelsAndShapes")
  void phiOfEachWordSumsToItsCount(EStepKernel kernel, int topics, int size) {
    DocumentWorkspace document = document(topics, size, SEED);
    infer(kernel, document, DocumentWorkspace.pad(alpha(topics, SEED)), 1e-3, 100);
    for (int i = 0; i < size; i++) {
      double sum = 0;
      for (int k = 0; k < topics; k++) {
        sum += document.theta[k] * document.rows[i * document.stride + k] * document.weight[i];
      }
      assertThat(sum).isCloseTo(document.counts[i], within(1e-12 * document.counts[i]));
    }
    for (int k = topics; k < document.stride; k++) {
      assertThat(document.theta[k]).as("padding takes no part").isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("kernelsAndShapes")
  void theBoundNeverFallsOverSweeps(EStepKernel kernel, int topics, int size) {
    double[] alpha = alpha(topics, SEED);
    double[] logScale = new double[size];
    double previous = Double.NEGATIVE_INFINITY;
    for (int sweeps = 1; sweeps <= 12; sweeps++) {
      DocumentWorkspace document = document(topics, size, SEED);
      infer(kernel, document, DocumentWorkspace.pad(alpha), 0, sweeps);
      double bound = new DocumentBound(alpha).of(document, logScale);
      assertThat(bound)
          .as("seed %d, sweep %d", SEED, sweeps)
          .isGreaterThan(previous - 1e-9 * (1 + Math.abs(previous)));
      previous = bound;
    }
  }

  static Stream<Arguments> kernelsAndTopics() {
    return kernels().stream()
        .flatMap(kernel -> Arrays.stream(TOPICS).mapToObj(k -> Arguments.of(kernel, k)));
  }

  @ParameterizedTest
  @MethodSource("kernelsAndTopics")
  void anEmptyDocumentKeepsThePrior(EStepKernel kernel, int topics) {
    double[] alpha = alpha(topics, SEED);
    DocumentWorkspace document = document(topics, 0, SEED);
    int sweeps = infer(kernel, document, DocumentWorkspace.pad(alpha), 1e-3, 100);
    assertThat(sweeps).isEqualTo(1);
    assertThat(Arrays.copyOf(document.gamma, topics)).containsExactly(alpha);
    assertThat(new DocumentBound(alpha).of(document, new double[0])).isCloseTo(0, within(1e-11));
  }

  @ParameterizedTest
  @MethodSource("kernelsAndTopics")
  void tinyGammasDoNotUnderflow(EStepKernel kernel, int topics) {
    double[] alpha = new double[topics];
    Arrays.fill(alpha, 1e-6);
    DocumentWorkspace document = document(topics, 1, SEED);
    document.counts[0] = 1e-3;
    document.tokens = 1e-3;
    infer(kernel, document, DocumentWorkspace.pad(alpha), 1e-9, 100);
    double sum = Arrays.stream(document.gamma, 0, topics).sum();
    assertThat(sum).isCloseTo(1e-3 + topics * 1e-6, within(1e-12));
    assertThat(new DocumentBound(alpha).of(document, new double[1])).isFinite();
  }

  @ParameterizedTest
  @MethodSource("kernelsAndShapes")
  void allKernelsGiveTheSameBits(EStepKernel kernel, int topics, int size) {
    DocumentWorkspace expected = document(topics, size, SEED);
    DocumentWorkspace found = document(topics, size, SEED);
    double[] alpha = DocumentWorkspace.pad(alpha(topics, SEED));
    int sweeps = infer(new ScalarKernel(), expected, alpha, 1e-3, 100);
    assertThat(infer(kernel, found, alpha, 1e-3, 100)).isEqualTo(sweeps);
    assertThat(found.gamma).containsExactly(expected.gamma);
    assertThat(found.theta).containsExactly(expected.theta);
    assertThat(found.weight).containsExactly(expected.weight);
    assertThat(found.shift).isEqualTo(expected.shift);
  }
}
