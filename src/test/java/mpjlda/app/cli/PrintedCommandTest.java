package mpjlda.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mpjlda.app.config.SettingDeclaration;
import mpjlda.app.config.Settings;
import mpjlda.app.config.ShellWords;
import mpjlda.app.config.TrainingConfig;
import mpjlda.app.tune.TrainCommandLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The command that tune prints has every option of train that is not at its default. */
class PrintedCommandTest {
  private static final List<String> REQUIRED =
      List.of("--corpus", "songs of 2026.txt", "--topics", "5", "--output", "it's a model");

  /** By option: a value that is not its default, and what the option needs. */
  private static final Map<String, String> VALUES = new LinkedHashMap<>();

  static {
    VALUES.put("--corpus", "other.txt");
    VALUES.put("--ids-from", "0");
    VALUES.put("--transpose", "");
    VALUES.put("--topics", "7");
    VALUES.put("--output", "other");
    VALUES.put("--format", "ldac");
    VALUES.put("--vocab", "words.txt");
    VALUES.put("--max-vocabulary", "1000");
    VALUES.put("--algorithm", "batch");
    VALUES.put("--alpha", "0.1,0.2,0.3,0.4,1.0E-5");
    VALUES.put("--eta", "0.25");
    VALUES.put("--estep-iterations", "7");
    VALUES.put("--estep-tolerance", "0.5");
    VALUES.put("--continue-gamma-after", "5 --algorithm batch");
    VALUES.put("--skip-topics", " --algorithm batch");
    VALUES.put("--batch-size", "50 --algorithm online");
    VALUES.put("--tau0", "2.5 --algorithm online");
    VALUES.put("--kappa", "0.5 --algorithm online");
    VALUES.put("--polish", "15:cvb0 --algorithm online");
    VALUES.put("--precision", "single");
    VALUES.put("--seed", "-3");
    VALUES.put("--initial-lambda", "l.npy");
    VALUES.put("--initial-model", "m");
    VALUES.put("--iterations", "33");
    VALUES.put("--tolerance", "0");
    VALUES.put("--held-out", "h.txt");
    VALUES.put("--observed", "o.txt --held-out h.txt");
    VALUES.put("--evaluate-every", "3");
    VALUES.put("--kernel", "scalar");
    VALUES.put("--resume", "never");
    VALUES.put("--checkpoint-every", "1h5m");
    VALUES.put("--keep-checkpoints", "4");
    VALUES.put("--max-time", "1d2h");
    VALUES.put("--ranks", "3");
    VALUES.put("--threads", "2");
    VALUES.put("--java-options", "-Xmx8g");
    VALUES.put("--rank-logs", "logs");
    VALUES.put("--max-restarts", "0");
    VALUES.put("--heartbeat-timeout", "90s");
    VALUES.put("--stall-timeout", "2h");
    VALUES.put("--requeue-code", "99");
    VALUES.put("--hostfile", "hosts");
    VALUES.put("--launcher", "ssh");
    VALUES.put("--rsh", "rsh");
    VALUES.put("--placement", "round-robin");
    VALUES.put("--interface", "ib0");
    VALUES.put("--ports", "40000-40063");
    VALUES.put("--min-ranks", "2");
    VALUES.put("--tokenised", "");
    VALUES.put("--language", "en");
    VALUES.put("--stop-words", "de");
    VALUES.put("--encoding", "UTF-16");
    VALUES.put("--min-df", "5");
    VALUES.put("--max-df", "0.1");
    VALUES.put("--phrases", "");
  }

  static Stream<String> options() {
    return Settings.declarations(TrainingConfig.class).stream()
        .filter(declared -> declared.setting().printed())
        .map(SettingDeclaration::name);
  }

  private static TrainingConfig parsed(List<String> words) {
    CommandLine command = new CommandLine(new TrainCommand());
    command.parseArgs(words.toArray(String[]::new));
    return SettingOptions.read(command.getCommandSpec(), TrainingConfig.class);
  }

  /** Words of a train command with one option set, and what that needs. */
  private static List<String> words(String option) {
    List<String> words = new ArrayList<>(REQUIRED);
    int at = words.indexOf(option);
    if (at >= 0) {
      words.subList(at, at + 2).clear();
    }
    List<String> set = new ArrayList<>(Arrays.asList(VALUES.get(option).split(" ", -1)));
    String value = set.remove(0);
    words.add(value.isEmpty() ? option : option + "=" + value);
    words.addAll(set);
    return words;
  }

  @ParameterizedTest
  @MethodSource("options")
  void hasTheOptionAndGivesTheSameTraining(String option) {
    assertThat(VALUES).as("an option without a value here").containsKey(option);
    TrainingConfig config = parsed(words(option));

    List<String> printed = Settings.arguments(config);

    assertThat(printed).anyMatch(word -> word.equals(option) || word.startsWith(option + "="));
    assertThat(parsed(printed)).isEqualTo(config);
  }

  @Test
  void keepsCvb0OfPolishAndQuotesForTheShell() {
    TrainingConfig config = parsed(words("--polish"));

    assertThat(TrainCommandLine.of(config))
        .isEqualTo(
            "mpj-lda train --corpus 'songs of 2026.txt' --topics 5 --algorithm online --polish"
                + " 15:cvb0 --output 'it'\\''s a model'");
    assertThat(ShellWords.quote(List.of("a", "b c"))).isEqualTo("a 'b c'");
  }
}
