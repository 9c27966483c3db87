package mpjlda.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import mpjlda.core.parallel.Workers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents that are about few of many topics; what every kernel must do is elsewhere. */
class ActiveSetKernelTest {
  private static final long SEED = Long.getLong("tests.seed", 20261121);
  private static final int TOPICS = 100;
  private static final int WORDS = 400;
  private static final int LONGEST = 120;
  private static final double TOLERANCE = 1e-5;
  private static final int MAX_SWEEPS = 1000;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final double[][] rows = rows();
  private final double[] alpha = new double[TOPICS];

  /** A document's words, by their rows, and how often they occur. */
  private record Words(double[][] rows, int[] counts) {
    RowTable table(double[] alpha) {
      return new RowTable(rows.length, alpha, this::row, new Workers(1));
    }

    void row(int word, double[] row) {
      System.arraycopy(rows[word], 0, row, 0, row.length);
    }
  }

  private static EStepKernel activeSet(KernelChoice.Kind kind) {
    return KernelProviders.of(kind).eStepKernel(new KernelChoice(kind, Precision.SINGLE, true));
  }

  /** Each word belongs to one topic, and a little to three others and to all. */
  private double[][] rows() {
    double[][] all = new double[WORDS][TOPICS];
    for (int w = 0; w < WORDS; w++) {
      Arrays.fill(all[w], 1e-4);
      for (int i = 0; i < 3; i++) {
        all[w][random.nextInt(TOPICS)] = 0.3 * random.nextDouble();
      }
      all[w][w % TOPICS] = 1;
    }
    return all;
  }

  /** Words of three topics, and some of any. */
  private Words draw() {
    int[] topics = random.ints(3, 0, TOPICS).toArray();
    int size = 20 + random.nextInt(LONGEST - 20);
    double[][] words = new double[size][];
    for (int i = 0; i < size; i++) {
      int topic = i % 8 == 0 ? random.nextInt(TOPICS) : topics[i % 3];
      words[i] = rows[topic + TOPICS * random.nextInt(WORDS / TOPICS)];
    }
    return new Words(words, random.ints(size, 1, 5).toArray());
  }

  /** Without rows. */
  private static DocumentWorkspace workspace(EStepKernel kernel, Words words) {
    DocumentWorkspace document = kernel.workspace(TOPICS, LONGEST);
    document.size = words.counts().length;
    for (int i = 0; i < document.size; i++) {
      document.words[i] = i;
      document.counts[i] = words.counts()[i];
      document.tokens += words.counts()[i];
    }
    return document;
  }

  private DocumentWorkspace fit(EStepKernel kernel, Words words, double tolerance, int[] sweeps) {
    DocumentWorkspace document = workspace(kernel, words);
    for (int i = 0; i < document.size; i++) {
      document.setRow(i, words.rows()[i], 0);
    }
    document.startGamma(alpha);
    int most = kernel.precision() == Precision.SINGLE ? MAX_SWEEPS : 1_000_000;
    double[] padded = DocumentWorkspace.pad(alpha, kernel.precision());
    sweeps[0] += kernel.infer(document, padded, tolerance, most);
    return document;
  }

  private DocumentWorkspace fitByTable(EStepKernel kernel, Words words, int[] sweeps) {
    DocumentWorkspace document = workspace(kernel, words);
    sweeps[0] += kernel.infer(document, words.table(alpha), TOLERANCE, MAX_SWEEPS);
    return document;
  }

  /** What priors look like: fixed and small, or large, or learned. */
  private void prior(Prior prior) {
    for (int k = 0; k < TOPICS; k++) {
      alpha[k] =
          switch (prior) {
            case SMALL -> 0.1;
            case LARGE -> 0.3;
            case UNEVEN -> 0.02 + 0.5 * random.nextDouble() * random.nextDouble();
          };
    }
  }

  private enum Prior {
    SMALL,
    LARGE,
    UNEVEN
  }

  static Stream<Arguments> kernelsAndPriors() {
    return Stream.of(KernelChoice.Kind.SCALAR, KernelChoice.Kind.VECTOR)
        .flatMap(kind -> Arrays.stream(Prior.values()).map(prior -> Arguments.of(kind, prior)));
  }

  @ParameterizedTest
  @MethodSource("kernelsAndPriors")
  void proportionsAreThoseOfTheExactKernelAtItsLimit(KernelChoice.Kind kind, Prior prior) {
    prior(prior);
    double total = Arrays.stream(alpha).sum();
    for (int d = 0; d < 30; d++) {
      Words words = draw();
      DocumentWorkspace expected = fit(new ScalarKernel(), words, 1e-10, new int[1]);
      int[] sweeps = new int[1];
      DocumentWorkspace found = fit(activeSet(kind), words, TOLERANCE, sweeps);
      DocumentWorkspace byTable = fitByTable(activeSet(kind), words, sweeps);
      for (int k = 0; k < TOPICS; k++) {
        double allowed = 1e-3 * (expected.tokens + total);
        assertThat(found.gamma[k])
            .as("seed %d, document %d, topic %d", SEED, d, k)
            .isCloseTo(expected.gamma[k], within(allowed));
        assertThat(byTable.gamma[k])
            .as("by table, seed %d, document %d, topic %d", SEED, d, k)
            .isCloseTo(expected.gamma[k], within(allowed));
      }
      assertThat(sweeps[0]).as("seed %d, document %d", SEED, d).isLessThan(MAX_SWEEPS);
      if (prior == Prior.SMALL) {
        assertThat(((ActiveSetWorkspace) byTable).active().part().topics)
            .as("active topics at the end, document %d, seed %d", d, SEED)
            .isBetween(1, 30);
      }
    }
  }

  /** Two topics that every word hardly tells apart: plain sweeps creep, too. */
  @ParameterizedTest
  @EnumSource(
      value = KernelChoice.Kind.class,
      names = {"SCALAR", "VECTOR"})
  void aDocumentThatHardlyPrefersOneOfTwoTopicsEndsByTheCriterion(KernelChoice.Kind kind) {
    Arrays.fill(alpha, 0.1);
    for (double difference : new double[] {0, 1e-3, 1e-2}) {
      double[][] near = new double[60][TOPICS];
      for (int i = 0; i < near.length; i++) {
        Arrays.fill(near[i], 1e-3);
        near[i][3] = i % 2 == 0 ? 1 : 1 - difference;
        near[i][7] = i % 3 == 0 ? 1 - difference : 1;
      }
      int[] counts = new int[near.length];
      Arrays.fill(counts, 2);
      int[] sweeps = new int[1];
      DocumentWorkspace document = fit(activeSet(kind), new Words(near, counts), TOLERANCE, sweeps);
      assertThat(sweeps[0]).as("difference %s", difference).isLessThan(MAX_SWEEPS);
      double[] updated = EStepKernelTest.textbookUpdate(document, alpha);
      double change = 0;
      for (int k = 0; k < TOPICS; k++) {
        change += Math.abs(updated[k] - document.gamma[k]) / TOPICS;
      }
      // The criterion, a sweep later, and rounding.
      assertThat(change).as("difference %s", difference).isLessThan(3 * TOLERANCE);
    }
  }
}
