package mpjlda.app.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import mpjlda.app.config.OnlineSettings;
import mpjlda.app.config.Polish;
import mpjlda.core.topicmodel.OnlineTopics;
import mpjlda.oracle.Corpus;
import mpjlda.oracle.ToyCorpora;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchScheduleTest {
  private static final long SEED = Long.getLong("tests.seed", 20261121);
  private static final Corpus CORPUS = ToyCorpora.moderate(SEED);

  private static BatchSchedule schedule(int batchSize, long documents) {
    return new BatchSchedule(new OnlineSettings(batchSize, 64, 0.7, Polish.NONE), documents, SEED);
  }

  @ParameterizedTest
  @CsvSource({"1,200", "7,29", "64,4", "99,3", "100,2", "199,2", "200,1", "1000,1", "2147483647,1"})
  void everyDocumentIsInOneBatchOfAPass(int batchSize, int batches) {
    BatchSchedule schedule = schedule(batchSize, 200);
    assertThat(schedule.batches()).isEqualTo(batches);
    for (int ranks : new int[] {1, 3}) {
      List<Integer> seen = new ArrayList<>();
      List<PassBatches> ofRanks = new ArrayList<>();
      for (int r = 0; r < ranks; r++) {
        ofRanks.add(new PassBatches(schedule, 2, part(r, ranks)));
      }
      for (int b = 0; b < batches; b++) {
        assertThat(schedule.firstOf(b)).isEqualTo(seen.size());
        int before = seen.size();
        for (int r = 0; r < ranks; r++) {
          int first = (int) part(r, ranks).firstDocument();
          IntStream.of(ofRanks.get(r).documents(b)).forEach(d -> seen.add(first + d));
        }
        assertThat(seen.size() - before)
            .isEqualTo((int) schedule.size(b))
            .isBetween(200 / batches, 200 / batches + 1)
            .isLessThanOrEqualTo(batchSize);
      }
      assertThat(seen)
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 200).boxed().toList());
    }
  }

  private static Part part(int rank, int ranks) {
    return new Part(CORPUS, 200 * rank / ranks, 200 * (rank + 1) / ranks);
  }

  @Test
  void aPassHasAnotherOrder() {
    BatchSchedule schedule = schedule(50, 200);
    int[] first = new PassBatches(schedule, 1, part(0, 1)).documents(0);
    assertThat(new PassBatches(schedule, 2, part(0, 1)).documents(0)).isNotEqualTo(first);
    assertThat(new PassBatches(schedule, 1, part(0, 1)).documents(0)).containsExactly(first);
  }

  @Test
  void stepsAreThoseOfThePaper() {
    BatchSchedule schedule = schedule(50, 210);
    OnlineTopics.Step first = schedule.step(1, 0, 0.5);
    // 64^-0.7 = 2^-4.2
    assertThat(first.rho()).isCloseTo(0.05440941020600775, within(1e-15));
    assertThat(first.weight()).isEqualTo(5);
    assertThat(first.unit()).isEqualTo(0.5);
    // Batch 17 of the run: (64 + 17)^-0.7 = 3^-2.8
    assertThat(schedule.step(4, 2, 1).rho()).isCloseTo(0.04613818294872287, within(1e-15));
  }

  @Test
  void manyDocumentsAreNoTrouble() {
    BatchSchedule schedule = schedule(1000, 5_000_000_123L);
    assertThat(schedule.batches()).isEqualTo(5_000_001);
    assertThat(schedule.batchAt(0)).isZero();
    assertThat(schedule.batchAt(5_000_000_122L)).isEqualTo(5_000_000);
    for (int b : new int[] {1, 122, 123, 124, 4_999_999}) {
      assertThat(schedule.batchAt(schedule.firstOf(b))).isEqualTo(b);
      assertThat(schedule.batchAt(schedule.firstOf(b) - 1)).isEqualTo(b - 1);
    }
  }

  @ParameterizedTest
  @CsvSource({"64,0.7", "8,0.7", "1,0.5", "1,1", "20,0.9", "1,0"})
  void priorsAreLearnedWhenAFiftiethOfTheStartIsLeft(double tau0, double kappa) {
    OnlineSettings online = new OnlineSettings(10, tau0, kappa, Polish.NONE);
    BatchSchedule schedule = new BatchSchedule(online, 50, SEED);
    // The sum of a falling function is its integral and something, at most its first value.
    double sum = 0;
    for (int t = 0; t < 400; t++) {
      sum += Math.pow(tau0 + t, -kappa);
      boolean learns = schedule.learnsAfter(1 + t / 5, t % 5);
      if (t < 4 || sum < 4) {
        assertThat(learns).as("batch %d, sum %s", t, sum).isFalse();
      } else if (sum > 4.001 + Math.pow(tau0, -kappa)) {
        assertThat(learns).as("batch %d, sum %s", t, sum).isTrue();
      }
    }
  }
}
