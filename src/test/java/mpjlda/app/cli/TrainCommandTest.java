package mpjlda.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mpjlda.app.config.ImportSettings;
import mpjlda.app.config.TrainingConfig;
import mpjlda.app.config.TypedSettings;
import mpjlda.data.text.TextImport;
import mpjlda.data.text.TextKind;
import mpjlda.data.text.TextSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
  private static final List<String> WORDS =
      List.of(
          "--language",
          "de",
          "--stop-words",
          "en",
          "--encoding",
          "UTF-16",
          "--min-df",
          "3",
          "--max-df",
          "0.3",
          "--phrases");

  @TempDir private Path folder;

  private static CommandRun train(Object... words) {
    return CommandRun.of(new TrainCommand(), words);
  }

  private static TrainingConfig config(List<String> words) {
    List<String> all = new ArrayList<>(List.of("--corpus", "a", "--topics", "3", "--output", "m"));
    all.addAll(words);
    return TypedSettings.of(TrainingConfig.class, all.toArray());
  }

  private static Map<String, String> imported(List<String> words) {
    List<String> all = new ArrayList<>(List.of("--text", "a", "--output", "s"));
    all.addAll(words);
    ImportSettings settings = TypedSettings.of(ImportSettings.class, all.toArray());
    return settings.text().request(settings.reading()).options();
  }

  /** The store of a training's text is that of an import with the same options. */
  @Test
  void textBecomesWordsAsInAnImport() {
    for (List<String> words : List.of(WORDS, List.<String>of())) {
      TrainingConfig config = config(words);
      TextSource source =
          new TextSource(
              List.of("a"),
              TextKind.AUTO,
              TextSource.Fields.DEFAULT,
              false,
              config.text().charset());
      assertThat(config.text().request(source, Integer.MAX_VALUE).options())
          .isEqualTo(imported(words));
    }
    assertThat(imported(List.of()))
        .isEqualTo(TextImport.Request.of(TextSource.of(List.of("a"), TextKind.AUTO)).options());
  }

  @Test
  void optionsForTextAreRefusedByNameForCorpora() throws IOException {
    Path corpus = Files.writeString(folder.resolve("a.txt"), "2 0:1 2:3\n1 1:4\n");
    List<Object> words = new ArrayList<>(WORDS);
    words.addAll(List.of("--corpus", corpus, "-k", 2, "--output", folder.resolve("m")));
    CommandRun run = train(words.toArray());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.message())
        .contains("--language goes with text, and " + corpus + " is not recognised as text")
        .contains("--stop-words", "--encoding", "--min-df", "--max-df", "--phrases");
    assertThat(folder.resolve("m")).doesNotExist();
  }

  @Test
  void textInAnotherEncodingIsToldToNameIt() throws IOException {
    Path text = folder.resolve("20news/sci/10");
    Files.createDirectories(text.getParent());
    Files.writeString(text, "caf\u00e9 in the night\n", StandardCharsets.ISO_8859_1);
    CommandRun run =
        train("--corpus", folder.resolve("20news"), "-k", 2, "--output", folder.resolve("m"));
    assertThat(run.exitCode()).isEqualTo(65);
    assertThat(run.message())
        .startsWith(text + ": found bytes that are not UTF-8")
        .contains("--encoding windows-1252");
    assertThat(folder.resolve("m")).doesNotExist();
  }

  @Test
  void wrongOptionsForTextAreTold() {
    CommandRun run =
        train("--corpus=a", "-k=2", "--output=m", "--language=xx", "--encoding=x", "--min-df=y");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.message())
        .contains("--encoding: there is no 'x'", "--min-df must be a number of documents", "xx");
  }

  /** Before any rank is started, which would read all of it for the run's identity. */
  @Test
  void aDeviceIsNoInitialLambda() {
    CommandRun run =
        train(
            "--corpus",
            "songs",
            "-k",
            2,
            "--output",
            folder.resolve("m"),
            "--initial-lambda",
            "/dev/zero");
    assertThat(run.exitCode()).isEqualTo(65);
    assertThat(run.message()).isEqualTo("/dev/zero: a device or a pipe found, a file expected.");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void textIsNoInputOfEveryRank() {
    TrainingConfig config =
        TypedSettings.of(
            TrainingConfig.class,
            "--corpus",
            "songs",
            "--topics",
            "3",
            "--output",
            "model",
            "--initial-model",
            "first");
    assertThat(TrainCommand.inputs(config, false)).containsExactly("songs", "first");
    assertThat(TrainCommand.inputs(config, true)).containsExactly("first");
  }
}
