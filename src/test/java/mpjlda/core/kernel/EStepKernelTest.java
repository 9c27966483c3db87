package mpjlda.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.commons.numbers.gamma.Digamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every kernel must do, on every kernel, for sizes around the lanes and odd ones. */
class EStepKernelTest {
  private static final int[] TOPICS = {1, 2, 7, 8, 9, 10, 16, 17, 32, 100};
  private static final int[] SIZES = {0, 1, 5, 17, 97};
  private static final int[][] LARGE = {{10, 5000}, {100, 1021}, {1000, 5}};
  private static final long SEED = Long.getLong("tests.seed", 20261121);

  static List<EStepKernel> kernels() {
    List<EStepKernel> kernels = new ArrayList<>();
    for (KernelChoice.Kind kind : List.of(KernelChoice.Kind.SCALAR, KernelChoice.Kind.VECTOR)) {
      for (Precision precision : Precision.values()) {
        kernels.add(kernel(new KernelChoice(kind, precision)));
      }
      kernels.add(kernel(new KernelChoice(kind, Precision.SINGLE, true)));
    }
    return kernels;
  }

  private static EStepKernel kernel(KernelChoice choice) {
    return KernelProviders.of(choice.kind()).eStepKernel(choice);
  }

  /** What a kernel's results may be off, relative to what they should be. */
  private static double error(EStepKernel kernel) {
    return kernel.precision() == Precision.DOUBLE ? 1e-10 : 2e-5;
  }

  private static double[] pad(EStepKernel kernel, double[] alpha) {
    return DocumentWorkspace.pad(alpha, kernel.precision());
  }

  static Stream<Arguments> kernelsAndShapes() {
    return kernelsAndShapes(kernels());
  }

  /** Those that sweep over all topics every time. */
  static Stream<Arguments> fullKernelsAndShapes() {
    return kernelsAndShapes(kernels().stream().filter(kernel -> !kernel.usesActiveSet()).toList());
  }

  static Stream<Arguments> activeSetKernelsAndShapes() {
    return kernelsAndShapes(kernels().stream().filter(EStepKernel::usesActiveSet).toList());
  }

  private static Stream<Arguments> kernelsAndShapes(List<EStepKernel> kernels) {
    List<Arguments> all = new ArrayList<>();
    for (EStepKernel kernel : kernels) {
      for (int topics : TOPICS) {
        for (int size : SIZES) {
          all.add(Arguments.of(kernel, topics, size));
        }
      }
      for (int[] shape : LARGE) {
        all.add(Arguments.of(kernel, shape[0], shape[1]));
      }
    }
    return all.stream();
  }

  /**
   * A document with random words whose rows have a largest entry of 1 and spread over many
   * magnitudes.
   */
  private static DocumentWorkspace document(EStepKernel kernel, int topics, int size) {
    SplittableRandom random = new SplittableRandom(SEED);
    DocumentWorkspace document = kernel.workspace(topics, size);
    document.size = size;
    for (int i = 0; i < size; i++) {
      document.words[i] = i;
      document.counts[i] = 1 + random.nextInt(9);
      document.tokens += document.counts[i];
      double[] row = new double[topics];
      Arrays.setAll(row, k -> Math.pow(10, -6 * random.nextDouble()));
      double largest = Arrays.stream(row).max().orElseThrow();
      Arrays.setAll(row, k -> row[k] / largest);
      document.setRow(i, row, 0);
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
  static double[] textbookUpdate(DocumentWorkspace document, double[] alpha) {
    int topics = document.topics;
    double[] updated = alpha.clone();
    for (int i = 0; i < document.size; i++) {
      double[] logPhi = new double[topics];
      for (int k = 0; k < topics; k++) {
        logPhi[k] = Digamma.value(document.gamma[k]) + Math.log(document.row(i, k));
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
    DocumentWorkspace document = document(kernel, topics, size);
    double[] alpha = alpha(topics, SEED);
    boolean single = kernel.precision() == Precision.SINGLE;
    double tolerance = (single ? 1e-7 : 1e-13) * (1 + document.tokens) / topics;
    int sweeps = infer(kernel, document, pad(kernel, alpha), tolerance, 20_000);
    assertThat(sweeps).as("seed %d", SEED).isLessThan(20_000);
    double[] updated = textbookUpdate(document, alpha);
    for (int k = 0; k < topics; k++) {
      assertThat(document.gamma[k])
          .as("seed %d, topic %d", SEED, k)
          .isCloseTo(updated[k], within(100 * error(kernel) * (1 + updated[k])));
    }
  }

  @ParameterizedTest
  @MethodSource("fullKernelsAndShapes")
  void sweepsFollowTheTextbookOneByOne(EStepKernel kernel, int topics, int size) {
    double[] alpha = alpha(topics, SEED);
    DocumentWorkspace expected = document(kernel, topics, size);
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
      DocumentWorkspace document = document(kernel, topics, size);
      int made = infer(kernel, document, pad(kernel, alpha), change * 0.99, sweeps);
      assertThat(made).isLessThanOrEqualTo(sweeps);
      if (made == sweeps) {
        for (int k = 0; k < topics; k++) {
          assertThat(document.gamma[k])
              .as("seed %d, sweep %d, topic %d", SEED, sweeps, k)
              .isCloseTo(updated[k], within(error(kernel) * (1 + updated[k])));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("fullKernelsAndShapes")
  void stopsAtTheFirstSweepThatChangesLessThanTheTolerance(
      EStepKernel kernel, int topics, int size) {
    double[] alpha = alpha(topics, SEED);
    double tolerance = 1e-3;
    DocumentWorkspace document = document(kernel, topics, size);
    int sweeps = infer(kernel, document, pad(kernel, alpha), tolerance, 1000);
    double[] last = Arrays.copyOf(document.gamma, topics);
    assertThat(meanChange(kernel, document, alpha, sweeps, last)).isLessThan(tolerance);
    if (sweeps > 1) {
      DocumentWorkspace before = document(kernel, topics, size);
      infer(kernel, before, pad(kernel, alpha), 0, sweeps - 1);
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
      DocumentWorkspace again = document(kernel, like.topics, like.size);
      infer(kernel, again, pad(kernel, alpha), 0, sweep - 1);
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
    DocumentWorkspace document = document(kernel, topics, size);
    infer(kernel, document, pad(kernel, alpha(topics, SEED)), 1e-3, 100);
    for (int i = 0; i < size; i++) {
      double sum = 0;
      for (int k = 0; k < topics; k++) {
        sum += document.theta[k] * document.row(i, k) * document.weight[i];
      }
      assertThat(sum).isCloseTo(document.counts[i], within(error(kernel) * document.counts[i]));
    }
    for (int k = topics; k < document.stride; k++) {
      assertThat(document.gamma[k]).as("padding takes no part").isLessThan(1e-19);
    }
  }

  @ParameterizedTest
  @MethodSource("kernelsAndShapes")
  void theBoundNeverFallsOverSweeps(EStepKernel kernel, int topics, int size) {
    double[] alpha = alpha(topics, SEED);
    double[] logScale = new double[size];
    double previous = Double.NEGATIVE_INFINITY;
    for (int sweeps = 1; sweeps <= 12; sweeps++) {
      DocumentWorkspace document = document(kernel, topics, size);
      infer(kernel, document, pad(kernel, alpha), 0, sweeps);
      double bound = new DocumentBound(alpha).of(document, logScale);
      assertThat(bound)
          .as("seed %d, sweep %d", SEED, sweeps)
          .isGreaterThan(previous - error(kernel) * (1 + Math.abs(previous)));
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
    DocumentWorkspace document = document(kernel, topics, 0);
    int sweeps = infer(kernel, document, pad(kernel, alpha), 1e-3, 100);
    assertThat(sweeps).isEqualTo(1);
    for (int k = 0; k < topics; k++) {
      assertThat(document.gamma[k]).isCloseTo(alpha[k], within(error(kernel) * 1e-2));
    }
    assertThat(new DocumentBound(alpha).of(document, new double[0]))
        .isCloseTo(0, within(topics * error(kernel)));
  }

  @ParameterizedTest
  @MethodSource("kernelsAndTopics")
  void tinyGammasDoNotUnderflow(EStepKernel kernel, int topics) {
    double[] alpha = new double[topics];
    Arrays.fill(alpha, 1e-6);
    DocumentWorkspace document = document(kernel, topics, 1);
    document.counts[0] = 1e-3;
    document.tokens = 1e-3;
    infer(kernel, document, pad(kernel, alpha), 1e-9, 100);
    double sum = Arrays.stream(document.gamma, 0, topics).sum();
    assertThat(sum).isCloseTo(1e-3 + topics * 1e-6, within(error(kernel) * 1e-2));
    assertThat(new DocumentBound(alpha).of(document, new double[1])).isFinite();
  }

  @ParameterizedTest
  @MethodSource("kernelsAndShapes")
  void allKernelsOfAPrecisionGiveTheSameBits(EStepKernel kernel, int topics, int size) {
    EStepKernel scalar =
        kernel(
            new KernelChoice(KernelChoice.Kind.SCALAR, kernel.precision(), kernel.usesActiveSet()));
    for (double eta : new double[] {0.5, 0.01}) {
      DocumentWorkspace expected = peaked(kernel, topics, size, eta);
      DocumentWorkspace found = peaked(kernel, topics, size, eta);
      double[] alpha = pad(kernel, alpha(topics, SEED));
      int sweeps = infer(scalar, expected, alpha, 1e-3, 100);
      assertThat(infer(kernel, found, alpha, 1e-3, 100)).isEqualTo(sweeps);
      assertThat(found.gamma).containsExactly(expected.gamma);
      assertThat(found.theta).containsExactly(expected.theta);
      assertThat(Arrays.copyOf(found.weight, size))
          .containsExactly(Arrays.copyOf(expected.weight, size));
      assertThat(found.weight).as("seed %d", SEED).doesNotContain(Double.NaN);
      assertThat(found.shift).isEqualTo(expected.shift);
    }
  }

  /** Rows as an iteration leaves them: a few topics share a word, the others have exp(ψ(eta)). */
  private static DocumentWorkspace peaked(EStepKernel kernel, int topics, int size, double eta) {
    DocumentWorkspace document = document(kernel, topics, size);
    SplittableRandom random = new SplittableRandom(SEED + 1);
    for (int i = 0; i < size; i++) {
      double[] row = new double[topics];
      Arrays.fill(row, Math.exp(Digamma.value(eta)));
      for (int peaks = 0; peaks < 3; peaks++) {
        row[random.nextInt(topics)] = random.nextDouble();
      }
      row[random.nextInt(topics)] = 1;
      document.setRow(i, row, 0);
    }
    return document;
  }

  /** A word that no topic of weight explains must not be lost: all its products are tiny. */
  @ParameterizedTest
  @MethodSource("kernelsAndTopics")
  void noTokenIsLostWhereAllProductsAreTiny(EStepKernel kernel, int topics) {
    double[] alpha = new double[topics];
    Arrays.fill(alpha, 1e-4);
    DocumentWorkspace document = peaked(kernel, topics, 50, 1e-4);
    infer(kernel, document, pad(kernel, alpha), 1e-6, 500);
    double sum = Arrays.stream(document.gamma, 0, topics).sum();
    double expected = document.tokens + topics * 1e-4;
    assertThat(sum).isCloseTo(expected, within(error(kernel) * expected));
    assertThat(new DocumentBound(alpha).of(document, new double[50])).isFinite();
  }

  /** Single precision only rounds: the same optimum of the bound, from the same start. */
  @ParameterizedTest
  @MethodSource("fullKernelsAndShapes")
  void theBoundIsThatOfDoublePrecision(EStepKernel kernel, int topics, int size) {
    EStepKernel scalar = new ScalarKernel();
    double[] alpha = alpha(topics, SEED);
    DocumentWorkspace expected = document(scalar, topics, size);
    DocumentWorkspace found = document(kernel, topics, size);
    infer(scalar, expected, pad(scalar, alpha), 1e-3, 100);
    infer(kernel, found, pad(kernel, alpha), 1e-3, 100);
    double[] logScale = new double[size];
    double bound = new DocumentBound(alpha).of(expected, logScale);
    assertThat(new DocumentBound(alpha).of(found, logScale))
        .isCloseTo(bound, within(1e-5 * (1 + Math.abs(bound)) + 1e-7 * expected.tokens));
  }

  /**
   * Another path to the same optimum. At a loose tolerance the paths end apart, so this compares
   * them where they have converged.
   */
  @ParameterizedTest
  @MethodSource("activeSetKernelsAndShapes")
  void activeSetsConvergeToTheBoundOfFullSweeps(EStepKernel kernel, int topics, int size) {
    EStepKernel scalar = new ScalarKernel();
    double[] alpha = alpha(topics, SEED);
    DocumentWorkspace expected = document(scalar, topics, size);
    DocumentWorkspace found = document(kernel, topics, size);
    double tolerance = 1e-7 * (1 + expected.tokens) / topics;
    assertThat(infer(scalar, expected, pad(scalar, alpha), tolerance, 20_000)).isLessThan(20_000);
    assertThat(infer(kernel, found, pad(kernel, alpha), tolerance, 20_000)).isLessThan(20_000);
    double[] logScale = new double[size];
    double bound = new DocumentBound(alpha).of(expected, logScale);
    assertThat(new DocumentBound(alpha).of(found, logScale))
        .as("seed %d", SEED)
        .isCloseTo(bound, within(1e-5 * (1 + Math.abs(bound)) + 1e-7 * expected.tokens));
  }

  /** The promise of the tolerance: not only the topics that were swept last are at rest. */
  @ParameterizedTest
  @MethodSource("activeSetKernelsAndShapes")
  void activeSetsEndWhereAFullSweepChangesLessThanTheTolerance(
      EStepKernel kernel, int topics, int size) {
    double[] alpha = alpha(topics, SEED);
    double tolerance = 1e-4;
    DocumentWorkspace document = peaked(kernel, topics, size, 0.01);
    int sweeps = infer(kernel, document, pad(kernel, alpha), tolerance, 10_000);
    assertThat(sweeps).as("seed %d", SEED).isLessThan(10_000);
    double[] updated = textbookUpdate(document, alpha);
    double change = 0;
    for (int k = 0; k < topics; k++) {
      change += Math.abs(updated[k] - document.gamma[k]) / topics;
    }
    // One sweep after the one that ended it; rounding moves gamma by its error.
    double rounding = error(kernel) * (1 + document.tokens) / topics;
    assertThat(change).as("seed %d", SEED).isLessThan(2 * tolerance + rounding);
  }

  @ParameterizedTest
  @MethodSource("activeSetKernelsAndShapes")
  void activeSetsKeepToTheLimitOfSweeps(EStepKernel kernel, int topics, int size) {
    for (int most : new int[] {1, 3, 4, 9}) {
      DocumentWorkspace document = peaked(kernel, topics, size, 0.01);
      assertThat(infer(kernel, document, pad(kernel, alpha(topics, SEED)), 1e-12, most))
          .isBetween(1, most);
      for (int i = 0; i < size; i++) {
        double sum = 0;
        for (int k = 0; k < topics; k++) {
          sum += document.theta[k] * document.row(i, k) * document.weight[i];
        }
        assertThat(sum).isCloseTo(document.counts[i], within(error(kernel) * document.counts[i]));
      }
    }
  }

  /** A workspace of another precision is refused, not read. */
  @Test
  void aWorkspaceOfAnotherPrecisionIsRefused() {
    for (EStepKernel kernel : kernels()) {
      EStepKernel other =
          kernel.precision() == Precision.DOUBLE ? new ScalarFloatKernel() : new ScalarKernel();
      DocumentWorkspace document = document(other, 9, 5);
      assertThatThrownBy(() -> infer(kernel, document, pad(other, alpha(9, SEED)), 1e-3, 9))
          .isInstanceOf(ClassCastException.class);
    }
  }

  @Test
  void activeSetsInDoublePrecisionAreRefused() {
    assertThatThrownBy(() -> new KernelChoice(KernelChoice.Kind.AUTO, Precision.DOUBLE, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("DOUBLE");
  }
}
