package mpjlda.core.topicmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import mpjlda.app.train.SilentConsole;
import mpjlda.cluster.comm.InProcessRanks;
import mpjlda.cluster.distributed.OccurringRows;
import mpjlda.core.console.PhaseClock;
import mpjlda.core.errors.LdaException;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.BlockedLongMatrix;
import mpjlda.core.matrix.PaddedFloatMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.parallel.Communicator;
import mpjlda.core.parallel.Workers;
import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.LogGamma;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicParametersTest {
  private static final long SEED = Long.getLong("tests.seed", 20261121);

  private final Workers workers = new Workers(1);

  @AfterEach
  void stop() {
    workers.close();
  }

  private static BlockedDoubleMatrix lambda(int words, int topics, double eta) {
    SplittableRandom random = new SplittableRandom(SEED);
    BlockedDoubleMatrix lambda = new BlockedDoubleMatrix(RowLayout.of(words, topics));
    for (int w = 0; w < words; w++) {
      for (int k = 0; k < topics; k++) {
        boolean unseen = random.nextInt(3) == 0;
        lambda.set(w, k, unseen ? eta : eta + Math.pow(10, 6 * random.nextDouble() - 3));
      }
    }
    return lambda;
  }

  private static double total(BlockedDoubleMatrix lambda, int topic) {
    double sum = 0;
    for (int w = 0; w < lambda.layout().rows(); w++) {
      sum += lambda.get(w, topic);
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource({"1,1,0.5", "5,3,0.01", "600,7,0.01", "2000,50,0.3"})
  void rowsAreTheExpectedLogarithmsOverTheLargest(int words, int topics, double eta) {
    BlockedDoubleMatrix lambda = lambda(words, topics, eta);
    TopicParameters parameters = TopicParameters.of(lambda, eta, workers);
    for (int w = 0; w < words; w++) {
      double largest = 0;
      for (int k = 0; k < topics; k++) {
        double elogBeta = Digamma.value(lambda.get(w, k)) - Digamma.value(total(lambda, k));
        double row = wide(parameters).get(w, k);
        assertThat(row)
            .as("seed %d, word %d, topic %d", SEED, w, k)
            .isCloseTo(Math.exp(elogBeta - parameters.logScale()[w]), within(1e-11));
        largest = Math.max(largest, row);
      }
      assertThat(largest).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1,0.5", "5,3,0.01", "600,7,0.01", "2000,50,0.3"})
  void boundIsTheDivergenceOfThePosteriorFromThePrior(int words, int topics, double eta) {
    BlockedDoubleMatrix lambda = lambda(words, topics, eta);
    TopicParameters parameters = TopicParameters.of(lambda, eta, workers);
    double expected = 0;
    for (int k = 0; k < topics; k++) {
      double total = total(lambda, k);
      expected += LogGamma.value(words * eta) - words * LogGamma.value(eta);
      expected -= LogGamma.value(total);
      for (int w = 0; w < words; w++) {
        double x = lambda.get(w, k);
        double elogBeta = Digamma.value(x) - Digamma.value(total);
        expected += (eta - x) * elogBeta + LogGamma.value(x);
      }
    }
    assertThat(parameters.bound())
        .as("seed %d", SEED)
        .isCloseTo(expected, within(1e-10 * (1 + Math.abs(expected))));
    // It is minus a Kullback-Leibler divergence.
    assertThat(parameters.bound()).isLessThan(1e-9);
  }

  @Test
  void thePriorItselfHasABoundOfZero() {
    BlockedDoubleMatrix lambda = new BlockedDoubleMatrix(RowLayout.of(300, 4));
    for (int w = 0; w < 300; w++) {
      for (int k = 0; k < 4; k++) {
        lambda.set(w, k, 0.25);
      }
    }
    assertThat(TopicParameters.of(lambda, 0.25, workers).bound()).isCloseTo(0, within(1e-9));
  }

  @Test
  void aLambdaWithoutAFiniteBoundIsNamed() {
    BlockedDoubleMatrix one = lambda(700, 3, 0.01);
    one.set(600, 2, 1e-320);
    assertThatThrownBy(() -> TopicParameters.of(one, 0.01, workers))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("the lambda of word 600 (counted from 0)");

    BlockedDoubleMatrix all = lambda(700, 3, 0.01);
    for (int w = 0; w < 700; w++) {
      all.set(w, 1, 1e300);
    }
    assertThatThrownBy(() -> TopicParameters.of(all, 0.01, workers))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("the lambda of topic 1 (counted from 0)");
  }

  @Test
  void theMStepAddsThePrior() {
    RowLayout layout = RowLayout.of(700, 3);
    BlockedLongMatrix statistics = new BlockedLongMatrix(layout);
    statistics.blockOf(650)[layout.offsetOf(650) + 2] = 3L << 20;
    TopicParameters next =
        TopicParameters.of(lambda(700, 3, 0.01), 0.01, workers)
            .next(statistics, 0x1.0p-20, workers, RankExchange.ALONE);
    assertThat(next.lambda().get(650, 2)).isEqualTo(3.01);
    assertThat(next.lambda().get(650, 1)).isEqualTo(0.01);
    assertThat(next.lambda().get(0, 0)).isEqualTo(0.01);
  }

  @ParameterizedTest
  @CsvSource({"2", "3", "7"})
  void threadsDoNotChangeABit(int threads) {
    RowLayout layout = RowLayout.of(3001, 13);
    try (Workers several = new Workers(threads)) {
      BlockedDoubleMatrix lambda =
          TopicParameters.randomLambda(layout, SEED, workers, RankExchange.ALONE);
      BlockedDoubleMatrix again =
          TopicParameters.randomLambda(layout, SEED, several, RankExchange.ALONE);
      TopicParameters one = TopicParameters.of(lambda, 0.01, workers);
      TopicParameters many = TopicParameters.of(again, 0.01, several);
      assertThat(many.bound()).isEqualTo(one.bound());
      assertThat(many.logScale()).containsExactly(one.logScale());
      for (int b = 0; b < layout.blocks(); b++) {
        assertThat(many.lambda().block(b)).containsExactly(one.lambda().block(b));
        assertThat(wide(many).block(b)).containsExactly(wide(one).block(b));
      }
    }
  }

  private static BlockedDoubleMatrix wide(TopicParameters parameters) {
    return parameters.expElogBeta().wide().orElseThrow();
  }

  /** A rank that exchanges the rows of some words. */
  private static RankExchange exchange(BitSet words, RowLayout layout, Communicator comm) {
    return OccurringRows.only(words, layout, comm, new PhaseClock(new SilentConsole()));
  }

  private static RankExchange exchange(RowLayout layout, Communicator comm) {
    return OccurringRows.all(layout, comm, new PhaseClock(new SilentConsole()));
  }

  /** More ranks than words, too. */
  @ParameterizedTest
  @CsvSource({"2, 3001, 13", "3, 3001, 13", "5, 3, 2", "3, 600000, 5"})
  void ranksDoNotChangeABit(int count, int words, int topics) {
    RowLayout layout = RowLayout.of(words, topics);
    BlockedLongMatrix statistics = new BlockedLongMatrix(layout);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int b = 0; b < layout.blocks(); b++) {
      Arrays.setAll(statistics.block(b), i -> random.nextLong(1L << 30));
    }
    TopicParameters one = twoSteps(layout, statistics, workers, RankExchange.ALONE);
    for (TopicParameters many :
        InProcessRanks.run(
            count,
            comm -> {
              try (Workers own = new Workers(2)) {
                return twoSteps(layout, statistics, own, exchange(layout, comm));
              }
            })) {
      assertThat(many.bound()).isEqualTo(one.bound());
      assertThat(Arrays.equals(many.logScale(), one.logScale())).isTrue();
      for (int b = 0; b < layout.blocks(); b++) {
        assertThat(Arrays.equals(many.lambda().block(b), one.lambda().block(b))).isTrue();
        assertThat(Arrays.equals(wide(many).block(b), wide(one).block(b))).isTrue();
      }
    }
  }

  /** Words that no document has are not exchanged: their lambda is eta everywhere. */
  @ParameterizedTest
  @CsvSource({"1, 3001, 13", "2, 3001, 13", "3, 600000, 5", "5, 3, 2"})
  void wordsWithoutTokensNeedNoExchange(int count, int words, int topics) {
    RowLayout layout = RowLayout.of(words, topics);
    BlockedLongMatrix statistics = new BlockedLongMatrix(layout);
    SplittableRandom random = new SplittableRandom(SEED);
    BitSet occurring = new BitSet();
    for (int w = 0; w < words; w += 1 + random.nextInt(4)) {
      occurring.set(w);
      int at = layout.offsetOf(w);
      for (int k = 0; k < topics; k++) {
        statistics.blockOf(w)[at + k] = random.nextLong(1L << 30);
      }
    }
    TopicParameters one = twoSteps(layout, statistics, workers, RankExchange.ALONE);
    for (TopicParameters many :
        InProcessRanks.run(
            count,
            comm -> {
              try (Workers own = new Workers(2)) {
                return twoSteps(layout, statistics, own, exchange(occurring, layout, comm));
              }
            })) {
      assertThat(many.bound()).isEqualTo(one.bound());
      for (int b = 0; b < layout.blocks(); b++) {
        assertThat(Arrays.equals(many.lambda().block(b), one.lambda().block(b)))
            .as("seed %d, block %d", SEED, b)
            .isTrue();
      }
    }
  }

  /** For single precision the same rows are kept in floats, raised by 2^-60. */
  @ParameterizedTest
  @CsvSource({"1, 3001, 13", "3, 3001, 16", "3, 5, 2", "2, 600000, 5"})
  void narrowRowsAreTheWideOnesRounded(int count, int words, int topics) {
    RowLayout layout = RowLayout.of(words, topics);
    BlockedLongMatrix statistics = new BlockedLongMatrix(layout);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int b = 0; b < layout.blocks(); b++) {
      Arrays.setAll(
          statistics.block(b), i -> random.nextInt(3) == 0 ? 0 : random.nextLong(1L << 30));
    }
    TopicParameters one = twoSteps(layout, statistics, workers, RankExchange.ALONE);
    for (TopicParameters many :
        InProcessRanks.run(
            count,
            comm -> {
              try (Workers own = new Workers(2)) {
                ScaledRows rows = ScaledRows.narrow(layout, 2);
                return twoSteps(rows, statistics, own, exchange(layout, comm));
              }
            })) {
      assertThat(many.bound()).isEqualTo(one.bound());
      PaddedFloatMatrix narrow = many.expElogBeta().narrow().orElseThrow();
      for (int w = 0; w < words; w++) {
        for (int k = 0; k < topics; k++) {
          float expected = (float) (wide(one).get(w, k) + 0x1.0p-60);
          assertThat(narrow.arrayOf(w)[narrow.startOf(w) + k])
              .as("seed %d, word %d, topic %d", SEED, w, k)
              .isEqualTo(expected);
        }
      }
    }
  }

  private static TopicParameters twoSteps(
      RowLayout layout, BlockedLongMatrix statistics, Workers workers, RankExchange ranks) {
    return twoSteps(ScaledRows.wide(layout), statistics, workers, ranks);
  }

  private static TopicParameters twoSteps(
      ScaledRows rows, BlockedLongMatrix statistics, Workers workers, RankExchange ranks) {
    BlockedDoubleMatrix lambda = TopicParameters.randomLambda(rows.layout(), SEED, workers, ranks);
    TopicParameters start = TopicParameters.of(lambda, rows, 0.01, workers, ranks);
    TopicParameters end = start.next(statistics, 0x1.0p-20, workers, ranks);
    end.completeLambda(ranks);
    return end;
  }

  /** A checkpoint holds lambda alone: what follows from it must be what the M-step made of it. */
  @Test
  void lambdaAloneGivesTheSameParametersAsTheMStep() {
    RowLayout layout = RowLayout.of(3001, 13);
    BlockedLongMatrix statistics = new BlockedLongMatrix(layout);
    SplittableRandom random = new SplittableRandom(SEED);
    Arrays.setAll(statistics.block(0), i -> random.nextInt(3) == 0 ? 0 : random.nextLong(1L << 30));
    TopicParameters stepped = twoSteps(layout, statistics, workers, RankExchange.ALONE);
    BlockedDoubleMatrix copy = new BlockedDoubleMatrix(layout);
    System.arraycopy(stepped.lambda().block(0), 0, copy.block(0), 0, copy.block(0).length);
    TopicParameters loaded = TopicParameters.of(copy, 0.01, workers);
    assertThat(loaded.bound()).isEqualTo(stepped.bound());
    assertThat(wide(loaded).block(0)).containsExactly(wide(stepped).block(0));
  }

  @Test
  void theRandomStartHasMeanOneAndVarianceOneHundredth() {
    RowLayout layout = RowLayout.of(4000, 10);
    BlockedDoubleMatrix lambda =
        TopicParameters.randomLambda(layout, SEED, workers, RankExchange.ALONE);
    double sum = 0;
    double squares = 0;
    for (int w = 0; w < 4000; w++) {
      for (int k = 0; k < 10; k++) {
        double x = lambda.get(w, k);
        assertThat(x).isPositive();
        sum += x;
        squares += (x - 1) * (x - 1);
      }
    }
    assertThat(sum / 40_000).isCloseTo(1, within(6 * 0.1 / 200));
    assertThat(squares / 40_000).isCloseTo(0.01, within(0.0005));
  }
}
