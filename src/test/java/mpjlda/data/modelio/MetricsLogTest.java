package mpjlda.data.modelio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import mpjlda.core.errors.LdaException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {
  private static final String FIRST =
      "{\"iteration\":1,\"bound\":-3250700.125,\"bound_per_token\":-7.5,\"estep_iterations\":25.5,"
          + "\"seconds\":2.0,\"estep_seconds\":1.5,\"allreduce_seconds\":0.25,"
          + "\"mstep_seconds\":0.125,\"checkpoint_seconds\":0.0,\"imbalance\":1.0625,"
          + "\"restarts\":0}\n";

  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();
  private Path log;

  @BeforeEach
  void name() {
    log = folder.resolve("metrics.jsonl");
  }

  private static IterationMetrics metrics(int iteration) {
    return new IterationMetrics(
        iteration, -3250700.125, -7.5, 25.5, 2, 1.5, 0.25, 0.125, 0, 1.0625, 0);
  }

  @Test
  void aLineIsInTheFileAsSoonAsItIsAppended() {
    try (MetricsLog metricsLog = MetricsLog.create(log)) {
      metricsLog.append(metrics(1));

      assertThat(log).hasContent(FIRST);
    }
    assertThat(MetricsLog.read(log).iterations()).containsExactly(metrics(1));
  }

  @Test
  void aHeldOutScoreIsKeptWhereThereIsOne() {
    IterationMetrics scored =
        new IterationMetrics(
            2,
            -1,
            -1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            0,
            OptionalDouble.of(-StrictMath.log(8)),
            Optional.empty());
    try (MetricsLog metricsLog = MetricsLog.create(log)) {
      metricsLog.append(metrics(1));
      metricsLog.append(scored);
    }
    MetricsLog.resume(log, 2, warnings::add).close();

    assertThat(MetricsLog.read(log).iterations()).containsExactly(metrics(1), scored);
    assertThat(log).content().containsOnlyOnce("held_out_perplexity");
    assertThat(log)
        .content()
        .containsPattern("\"held_out_perplexity\":(8\\.0|7\\.99999999|8\\.0000000)")
        .contains("\"held_out_log_likelihood_per_token\":-2.07944154167983");
  }

  @Test
  void creatingReplacesAnOlderLog() throws IOException {
    Files.writeString(log, FIRST);

    MetricsLog.create(log).close();

    assertThat(log).isEmptyFile();
  }

  @Test
  void numbersThatAreNotFiniteAreNull() {
    try (MetricsLog metricsLog = MetricsLog.create(log)) {
      double none = Double.NaN;
      metricsLog.append(
          new IterationMetrics(
              1, none, Double.NEGATIVE_INFINITY, 1, 1, 1, 1, 1, 1, Double.POSITIVE_INFINITY, 0));
    }

    assertThat(log)
        .content()
        .contains("\"bound\":null,\"bound_per_token\":null")
        .contains("\"imbalance\":null")
        .doesNotContain("NaN")
        .doesNotContain("Infinity");
    assertThat(MetricsLog.read(log).iterations().get(0).bound()).isNaN();
  }

  @Test
  void everyCutOfTheLastLineIsRecognised() throws IOException {
    String second = FIRST.replace("\"iteration\":1", "\"iteration\":2");
    for (int length = 1; length < second.length() - 1; length++) {
      Files.writeString(log, FIRST + second.substring(0, length));

      MetricsLog.History history = MetricsLog.read(log);

      assertThat(history.torn()).as("%d characters of the last line", length).isTrue();
      assertThat(history.iterations()).containsExactly(metrics(1));
    }
  }

  @Test
  void zerosAfterAPowerFailureAreATornLine() throws IOException {
    Files.writeString(log, FIRST + "\0".repeat(100));

    assertThat(MetricsLog.read(log).torn()).isTrue();
  }

  @Test
  void damageInTheMiddleIsNamedByItsLine() throws IOException {
    Files.writeString(log, FIRST + "{\"iteration\":2,\"bound\":oops}\n" + FIRST);

    assertThatThrownBy(() -> MetricsLog.read(log))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("metrics.jsonl:2: broken JSON");
  }

  @Test
  void resumingDropsLaterIterationsAndATornLine() throws IOException {
    String second = FIRST.replace("\"iteration\":1", "\"iteration\":2");
    Files.writeString(log, FIRST + second + "{\"iterat");

    try (MetricsLog metricsLog = MetricsLog.resume(log, 1, warnings::add)) {
      assertThat(log).hasContent(FIRST);
      metricsLog.append(metrics(2));
    }

    String marked = second.replace("}", ",\"resumed\":true}");
    assertThat(log).hasContent(FIRST + marked);
    assertThat(warnings).isEmpty();
  }

  @Test
  void theMarkOfAnEarlierResumeStays() throws IOException {
    String second = FIRST.replace("\"iteration\":1", "\"iteration\":2");
    String third = FIRST.replace("\"iteration\":1", "\"iteration\":3");
    String marked = second.replace("}", ",\"resumed\":true}");
    Files.writeString(log, FIRST + marked);

    try (MetricsLog metricsLog = MetricsLog.resume(log, 2, warnings::add)) {
      metricsLog.append(metrics(3));
    }

    assertThat(log).hasContent(FIRST + marked + third.replace("}", ",\"resumed\":true}"));
    assertThat(MetricsLog.read(log).iterations())
        .containsExactly(metrics(1), metrics(2), metrics(3));
  }

  @Test
  void resumingWithoutALogStartsOne() {
    MetricsLog.resume(log, 7, warnings::add).close();

    assertThat(log).isEmptyFile();
    assertThat(warnings)
        .containsExactly(
            log
                + " is not there: it has no lines of 7 of the 7 iterations so far. The run"
                + " continues from its checkpoint, which is good.");
  }

  @Test
  void damagedLinesAreDroppedAndTold() throws IOException {
    String third = FIRST.replace("\"iteration\":1", "\"iteration\":3");
    Files.writeString(log, FIRST + "{\"iteration\":2,\"bound\":oops}\n\u0000\u0001\n" + third);

    MetricsLog.resume(log, 3, warnings::add).close();

    assertThat(log).hasContent(FIRST + third);
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith(log + " is damaged or incomplete (" + log + ":2: broken JSON")
        .contains("no lines of 1 of the 3 iterations so far");
  }

  @Test
  void aLogThatWasEmptiedIsTold() throws IOException {
    Files.writeString(log, "");
    MetricsLog.resume(log, 2, warnings::add).close();
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith(log + " is damaged or incomplete: it has no lines of 2 of the 2");
  }

  @Test
  void damageOfIterationsThatAreDoneAgainIsNotWorthAWord() throws IOException {
    Files.writeString(log, FIRST + "oops\n{\"iterat");
    MetricsLog.resume(log, 1, warnings::add).close();
    assertThat(log).hasContent(FIRST);
    assertThat(warnings).isEmpty();
  }
}
