package mpjlda.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import mpjlda.core.matrix.PaddedFloatMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.parallel.Workers;
import org.apache.commons.numbers.gamma.Digamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Inference from a table of all words' rows, for sizes around the lanes and odd ones. */
class RowTableTest {
  private static final int[] TOPICS = {1, 9, 16, 17, 20, 32, 33, 100};
  private static final int[] SIZES = {0, 1, 5, 17, 97};
  private static final int[][] LARGE = {{20, 5000}, {100, 1021}, {1000, 5}};
  private static final long SEED = Long.getLong("tests.seed", 20261121);

  /** A corpus of one document, which has every other word. */
  private record Case(int topics, int size, boolean isEven) {
    double[] alpha() {
      SplittableRandom random = new SplittableRandom(~SEED);
      return random.doubles(topics, 0.02, 0.5).map(a -> isEven ? 0.1 : a).toArray();
    }

    /** Three topics share a word, the others have little. */
    void row(int word, double[] row) {
      SplittableRandom random = new SplittableRandom(SEED + word);
      Arrays.setAll(row, k -> 1e-3 * random.nextDouble());
      for (int peaks = 0; peaks < 2; peaks++) {
        row[random.nextInt(topics)] = random.nextDouble();
      }
      row[random.nextInt(topics)] = 1;
    }

    RowTable table(int mostEntries) {
      PaddedFloatMatrix rows =
          new PaddedFloatMatrix(new RowLayout(2 * size, topics, 1), mostEntries);
      return new RowTable(RowTable.filled(rows, this::row), alpha(), new Workers(1));
    }

    DocumentWorkspace document(EStepKernel kernel) {
      DocumentWorkspace document = kernel.workspace(topics, Math.max(1, size));
      document.size = size;
      for (int i = 0; i < size; i++) {
        document.words[i] = 2 * i;
        document.counts[i] = 1 + i % 3;
        document.tokens += document.counts[i];
      }
      return document;
    }

    double[] fit(KernelChoice.Kind kind, boolean activeSet, int mostEntries) {
      EStepKernel kernel = kernel(kind, activeSet);
      DocumentWorkspace document = document(kernel);
      // In a very long document rounding moves more than this tolerance; only active sets know
      // that.
      int most = activeSet ? 999 : 1000;
      assertThat(kernel.infer(document, table(mostEntries), 1e-5, 1000)).isBetween(1, most);
      return document.gamma;
    }
  }

  private static EStepKernel kernel(KernelChoice.Kind kind, boolean activeSet) {
    return KernelProviders.of(kind)
        .eStepKernel(new KernelChoice(kind, Precision.SINGLE, activeSet));
  }

  static Stream<Arguments> cases() {
    List<Case> cases = new ArrayList<>();
    for (boolean isEven : new boolean[] {true, false}) {
      for (int topics : TOPICS) {
        for (int size : SIZES) {
          cases.add(new Case(topics, size, isEven));
        }
      }
      for (int[] shape : LARGE) {
        cases.add(new Case(shape[0], shape[1], isEven));
      }
    }
    return cases.stream().map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void allKernelsGiveTheSameBits(Case shape) {
    double[] expected = shape.fit(KernelChoice.Kind.SCALAR, true, Integer.MAX_VALUE - 64);
    double[] found = shape.fit(KernelChoice.Kind.VECTOR, true, Integer.MAX_VALUE - 64);
    assertThat(found).as("seed %d", SEED).containsExactly(expected);
    double tokens = shape.document(new ScalarFloatKernel()).tokens;
    double total = Arrays.stream(shape.alpha()).sum() + tokens;
    assertThat(Arrays.stream(found).sum())
        .as("no token is lost, seed %d", SEED)
        .isCloseTo(total, within(1e-4 * total));
  }

  /** Copied where one array cannot hold all rows: of 3,000 entries here. */
  @ParameterizedTest
  @MethodSource("cases")
  void rowsInSeveralArraysGiveTheSameBits(Case shape) {
    for (boolean activeSet : new boolean[] {false, true}) {
      double[] expected = shape.fit(KernelChoice.Kind.VECTOR, activeSet, Integer.MAX_VALUE - 64);
      assertThat(shape.fit(KernelChoice.Kind.VECTOR, activeSet, 3000))
          .as("seed %d, active set %s", SEED, activeSet)
          .containsExactly(expected);
    }
  }

  /** A workspace serves documents with rows in a table and with rows of its own by turns. */
  @Test
  void rowsOfItsOwnFollowThoseOfATable() {
    EStepKernel kernel = kernel(KernelChoice.Kind.SCALAR, true);
    Case shape = new Case(100, 40, true);
    double[] padded = DocumentWorkspace.pad(shape.alpha(), Precision.SINGLE);
    List<double[]> gammas = new ArrayList<>();
    DocumentWorkspace document = shape.document(kernel);
    for (boolean tableFirst : new boolean[] {false, true}) {
      if (tableFirst) {
        kernel.infer(document, shape.table(1 << 20), 1e-5, 1000);
      }
      double[] row = new double[100];
      for (int i = 0; i < document.size; i++) {
        shape.row(2 * i, row);
        document.setRow(i, row, 0);
      }
      document.startGamma(shape.alpha());
      kernel.infer(document, padded, 1e-5, 1000);
      gammas.add(document.gamma.clone());
    }
    assertThat(gammas.get(1)).as("seed %d", SEED).containsExactly(gammas.get(0));
  }

  /** Theta and weights, which statistics and bound are made of, are those of the final gamma. */
  @ParameterizedTest
  @MethodSource("cases")
  void allResultsAreThoseOfTheFinalGamma(Case shape) {
    for (boolean activeSet : new boolean[] {false, true}) {
      EStepKernel kernel = kernel(KernelChoice.Kind.VECTOR, activeSet);
      DocumentWorkspace document = shape.document(kernel);
      kernel.inferAll(document, shape.table(1 << 20), 1e-5, 1000);
      assertThat(document.gamma)
          .as("seed %d, active set %s", SEED, activeSet)
          .containsExactly(shape.fit(KernelChoice.Kind.VECTOR, activeSet, 1 << 20));
      double[] theta = new double[shape.topics()];
      Arrays.setAll(theta, k -> Math.exp(Digamma.value(document.gamma[k]) + document.shift));
      double[] row = new double[shape.topics()];
      for (int i = 0; i < document.size; i++) {
        shape.row(document.words[i], row);
        double normaliser = 0;
        for (int k = 0; k < shape.topics(); k++) {
          normaliser += theta[k] * row[k];
        }
        double expected = document.counts[i] / normaliser;
        assertThat(document.weight[i])
            .as("seed %d, active set %s, word %d", SEED, activeSet, i)
            .isCloseTo(expected, within(1e-4 * expected));
      }
    }
  }

  /** From equal gammas: gamma_k = alpha + Σ_i n_i row_ik / Σ_j row_ij. */
  @ParameterizedTest
  @ValueSource(ints = {20, 100})
  void theFirstSweepIsTheTextbooks(int topics) {
    Case shape = new Case(topics, 40, true);
    for (KernelChoice.Kind kind : List.of(KernelChoice.Kind.SCALAR, KernelChoice.Kind.VECTOR)) {
      EStepKernel kernel = kernel(kind, true);
      DocumentWorkspace document = shape.document(kernel);
      assertThat(kernel.infer(document, shape.table(1 << 20), 0, 1)).isEqualTo(1);
      double[] expected = shape.alpha();
      double[] row = new double[topics];
      for (int i = 0; i < document.size; i++) {
        shape.row(2 * i, row);
        double sum = Arrays.stream(row).sum();
        for (int k = 0; k < topics; k++) {
          expected[k] += document.counts[i] * row[k] / sum;
        }
      }
      for (int k = 0; k < topics; k++) {
        assertThat(document.gamma[k])
            .as("seed %d, topic %d", SEED, k)
            .isCloseTo(expected[k], within(1e-5 * expected[k]));
      }
    }
  }

  @Test
  void aWordsNormaliserForThePriorIsTheSumOverTopics() {
    // ψ(1/2) = −γ − 2 ln 2, ψ(1) = −γ.
    double euler = 0.5772156649015329;
    RowTable table =
        new RowTable(
            2,
            new double[] {0.5, 1},
            (word, row) -> {
              row[0] = 1;
              row[1] = word;
            },
            new Workers(2));
    assertThat(table.isEven()).isFalse();
    assertThat(table.priorNormaliser(0)).isCloseTo((float) (Math.exp(-euler) / 4), within(1e-6f));
    assertThat(table.priorNormaliser(1))
        .isCloseTo((float) (Math.exp(-euler) * 1.25), within(1e-6f));
  }
}
