package mpjlda.app.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TuneTableTest {
  /** A result of the given perplexity, up to the rounding of the logarithm. */
  private static TrialResult result(
      Configuration configuration, int fold, int iterations, double perplexity) {
    Trial trial = new Trial(configuration, fold, iterations);
    return new TrialResult(trial, iterations - 1, 10, 100, -StrictMath.log(perplexity), 0.5);
  }

  private static Score score(int number, int iterations, double... perplexities) {
    Configuration configuration = new Configuration(number, 0.5, 0.25);
    return new Score(
        number,
        Stream.iterate(0, fold -> fold + 1)
            .limit(perplexities.length)
            .map(fold -> result(configuration, fold, iterations, perplexities[fold]))
            .toList());
  }

  @Test
  void meanAndSpreadAreThoseOfTheTextbook() {
    // Σ (x − 5)² = 9+1+1+1+0+0+4+16 = 32; with n − 1 = 7.
    Score score = score(1, 10, 2, 4, 4, 4, 5, 5, 7, 9);
    assertThat(score.mean()).isCloseTo(5, within(1e-12));
    assertThat(score.spread()).isCloseTo(Math.sqrt(32.0 / 7), within(1e-12));
    assertThat(score.seconds()).isEqualTo(4);
    assertThat(score.iterations()).isEqualTo(9);
    assertThat(score(1, 10, 3).spread()).isNaN();
  }

  @Test
  void theBestComesFirst() {
    Score early = score(1, 10, 1, 1);
    Score bad = score(2, 20, 9, 9);
    Score nothing = score(3, 20, Double.NaN, 1);
    Score good = score(4, 20, 5, 6);
    Score asGood = score(5, 20, 5, 6);
    assertThat(Stream.of(early, asGood, nothing, bad, good).sorted(Score.BEST_FIRST))
        .containsExactly(good, asGood, bad, nothing, early);
  }

  @Test
  void theCsvHasAColumnForEachFold() {
    TuneTable table = new TuneTable(2, List.of(score(3, 20, 1, 1), score(1, 10, 1, 1)));
    assertThat(table.csv())
        .isEqualTo(
            """
            rank,configuration,topics,alpha,eta,mean_perplexity,sd_perplexity,fold_1,fold_2,max_iterations,iterations,seconds
            1,3,3,0.5,0.25,1.0,0.0,1.0,1.0,20,19,1.0
            2,1,1,0.5,0.25,1.0,0.0,1.0,1.0,10,9,1.0
            """);
    assertThat(new TuneTable(1, List.of(score(1, 10, 1))).csv())
        .endsWith("\n1,1,1,0.5,0.25,1.0,,1.0,10,9,0.5\n");
  }

  @Test
  void thePrintedTableIsAligned() {
    assertThat(new TuneTable(1, List.of(score(3, 200, 1), score(12, 10, 1))).lines())
        .containsExactly(
            "rank  topics  alpha   eta  perplexity  sd  iterations",
            "   1       3    0.5  0.25       1.000   -         199",
            "   2      12    0.5  0.25       1.000   -           9");
  }

  @Test
  void halvingMakesFewerConfigurationsAndMoreIterations() {
    // 12 / 8 = 1 configuration, 100 / 8 = 12 iterations: three cuts; a fourth leaves none.
    assertThat(SuccessiveHalving.rounds(12, 100, OptionalInt.of(2)))
        .containsExactly(
            new SuccessiveHalving.Round(12, 13),
            new SuccessiveHalving.Round(6, 25),
            new SuccessiveHalving.Round(3, 50),
            new SuccessiveHalving.Round(2, 100));
    // 50 / 9 = 5 iterations would be too few to rank by.
    assertThat(SuccessiveHalving.rounds(100, 50, OptionalInt.of(3)))
        .containsExactly(new SuccessiveHalving.Round(100, 17), new SuccessiveHalving.Round(34, 50));
    assertThat(SuccessiveHalving.rounds(1, 100, OptionalInt.of(2)))
        .containsExactly(new SuccessiveHalving.Round(1, 100));
    assertThat(SuccessiveHalving.rounds(9, 100, OptionalInt.empty()))
        .containsExactly(new SuccessiveHalving.Round(9, 100));
  }
}
