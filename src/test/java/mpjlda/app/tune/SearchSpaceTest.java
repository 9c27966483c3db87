package mpjlda.app.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.errors.LdaException;
import mpjlda.core.priors.PriorLearning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchSpaceTest {
  private static final Configuration BASE = new Configuration(7, 0.1, 0.01);

  @Test
  void aGridIsAllCombinationsInTheOrderTyped() {
    assertThat(SearchSpace.parse(" topics=20,50   eta=0.1,1e-3 ").grid(BASE))
        .containsExactly(
            new Configuration(20, 0.1, 0.1),
            new Configuration(20, 0.1, 0.001),
            new Configuration(50, 0.1, 0.1),
            new Configuration(50, 0.1, 0.001));
  }

  @Test
  void whatIsNotSearchedStays() {
    SearchSpace space = SearchSpace.parse("alpha=1");
    assertThat(space.hasTopics()).isFalse();
    assertThat(space.grid(BASE)).containsExactly(new Configuration(7, 1, 0.01));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "topics|\"topics\": values expected",
        "''|\"\": topics=, alpha= or eta= expected",
        "topics=5 beta=3|\"beta=3\": topics=, alpha= or eta= expected",
        "topics=5 topics=6|\"topics=6\": topics is there twice",
        "topics=|\"topics=\": a whole number from 1 to 100000 expected, found \"\"",
        "topics=5,|\"topics=5,\": a whole number",
        "topics=2.5|found \"2.5\"",
        "topics=0|found \"0\"",
        "topics=100001|found \"100001\"",
        "topics=NaN|found \"NaN\"",
        "alpha=0.1,-1|\"alpha=0.1,-1\": a number > 0, auto or auto-symmetric expected, found \"-1\"",
        "eta=Infinity|found \"Infinity\"",
        "eta=0.1,0.10|\"eta=0.1,0.10\": 0.10 is there twice",
        "alpha=log:0.1,1|log: is for a range",
        "alpha=1..1|a range goes from a smaller to a larger number",
        "alpha=1..x|found \"x\"",
        "alpha=log:0..1|found \"0\"",
        "alpha=auto..1|a range has numbers at its ends, found \"auto\"",
        "alpha=auto,auto|auto is there twice",
        "eta=auto-symmetric|a number > 0 or auto expected",
        "topics=auto|a whole number",
      })
  void aBadSpecIsRefusedByName(String spec, String message) {
    assertThatThrownBy(() -> SearchSpace.parse(spec))
        .isInstanceOfSatisfying(
            LdaException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("--grid")
        .hasMessageContaining(message);
  }

  @Test
  void learnedPriorsAreValuesBesideNumbers() {
    List<Configuration> grid =
        SearchSpace.parse("alpha=0.05,auto,auto-symmetric eta=0.2,auto").grid(BASE);
    assertThat(grid)
        .extracting(Configuration::toString)
        .containsExactly(
            "topics=7 alpha=0.05 eta=0.2",
            "topics=7 alpha=0.05 eta=auto",
            "topics=7 alpha=auto eta=0.2",
            "topics=7 alpha=auto eta=auto",
            "topics=7 alpha=auto-symmetric eta=0.2",
            "topics=7 alpha=auto-symmetric eta=auto");
    assertThat(grid.get(0).learning()).isEqualTo(PriorLearning.NONE);
    assertThat(grid.get(3).learning())
        .isEqualTo(new PriorLearning(PriorLearning.Alpha.VECTOR, true));
    assertThat(grid.get(4).learning())
        .isEqualTo(new PriorLearning(PriorLearning.Alpha.SYMMETRIC, false));
    assertThat(grid.get(4).eta()).isEqualTo(0.2);
    assertThat(SearchSpace.parse("alpha=auto,0.5").random(9, 3, BASE))
        .extracting(Configuration::alphaAsTyped)
        .containsExactlyInAnyOrder("auto", 0.5);
  }

  @Test
  void aRangeIsForRandomSearch() {
    assertThatThrownBy(() -> SearchSpace.parse("topics=2..9").grid(BASE))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("topics has a range, which goes with --random N");
  }

  @Test
  void drawsDependOnTheSeedOnlyAndMoreDrawsGoOn() {
    SearchSpace space = SearchSpace.parse("topics=10..200 alpha=log:0.01..1 eta=0.01,0.1");
    SearchSpace otherOrder = SearchSpace.parse("eta=0.01,0.1 alpha=log:0.01..1 topics=10..200");
    List<Configuration> some = space.random(10, 5, BASE);
    assertThat(some).hasSize(10).doesNotHaveDuplicates();
    assertThat(otherOrder.random(10, 5, BASE)).isEqualTo(some);
    assertThat(space.random(30, 5, BASE)).startsWith(some.toArray(Configuration[]::new));
    assertThat(space.random(10, 6, BASE)).isNotEqualTo(some);
  }

  @Test
  void drawsLieEvenlyInTheirRange() {
    List<Configuration> drawn =
        SearchSpace.parse("topics=10..19 alpha=log:0.01..1 eta=1e-9..1").random(4000, 1, BASE);
    assertThat(drawn).hasSize(4000);
    for (Configuration configuration : drawn) {
      assertThat(configuration.topics()).isBetween(10, 19);
      assertThat(configuration.alpha()).isBetween(0.01, 1.0);
      assertThat(configuration.eta()).isBetween(1e-9, 1.0);
      assertThat(new BigDecimal("" + configuration.alpha()).stripTrailingZeros().precision())
          .isLessThanOrEqualTo(4);
    }
    // Each of these has the chance 1/10, 1/2 and 1/4; the bounds are 5 standard deviations away.
    assertThat(drawn.stream().filter(c -> c.topics() == 10).count()).isBetween(305L, 495L);
    assertThat(drawn.stream().filter(c -> c.alpha() < 0.1).count()).isBetween(1842L, 2158L);
    assertThat(drawn.stream().filter(c -> c.eta() < 0.25).count()).isBetween(863L, 1137L);
  }

  @Test
  void thereMayBeFewerThanAskedFor() {
    assertThat(SearchSpace.parse("topics=3..5 alpha=1,2").random(100, 1, BASE))
        .hasSize(6)
        .doesNotHaveDuplicates();
  }
}
