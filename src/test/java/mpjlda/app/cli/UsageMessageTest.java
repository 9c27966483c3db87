package mpjlda.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What the program says of a command line that it does not understand. */
class UsageMessageTest {
  private static String said(String line) {
    String[] words = line.isEmpty() ? new String[0] : line.split(" ");
    StringWriter err = new StringWriter();
    CommandLine program = Main.commandLine(words);
    program.setErr(new PrintWriter(err));
    program.getSubcommands().values().forEach(command -> command.setErr(new PrintWriter(err)));
    assertThat(program.execute(words)).isEqualTo(2);
    return err.toString();
  }

  @Test
  void aMisspeltOptionIsNamedWithWhatItMakesMissing() {
    assertThat(said("train --corpus c -k 5 --ouput m").lines())
        .containsExactly(
            "mpj-lda: there is no option --ouput of train; did you mean --output?",
            "mpj-lda: --output is missing",
            "Try: mpj-lda train --help");
  }

  @Test
  void theNearestCommandsAreNamed() {
    assertThat(said("trian --corpus c").lines())
        .containsExactly(
            "mpj-lda: there is no command trian; did you mean train?", "Try: mpj-lda --help");
    assertThat(said("--verison"))
        .startsWith("mpj-lda: there is no option --verison; did you mean --version?\n");
    assertThat(said("quux")).startsWith("mpj-lda: there is no command quux\n");
  }

  @Test
  void anEmptyPathIsNotTheCurrentFolder() {
    assertThat(said("topics  --words 3")).contains("(MODEL)", "a path is expected, found \"\"");
  }

  @Test
  void messagesAreSafeForTerminals() {
    assertThat(said("topics m\u001b[2J --words 0")).contains("--words must be");
    assertThat(said("topics m --sort \u001b[2J\u202e")).contains("found \"\\u001b[2J\\u202e\"");
    assertThat(said("topics m \u001b[2J")).contains("found \"\\u001b[2J\"");
  }

  @Test
  void outOfMemoryIsASentence() {
    StringWriter err = new StringWriter();
    CommandLine program = new CommandLine(new Greedy()).setErr(new PrintWriter(err));
    assertThat(Main.execute(program)).isEqualTo(70);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("mpj-lda: out of memory: Java heap space. Give this command more");
  }

  @Command
  private static final class Greedy implements Runnable {
    @Override
    public void run() {
      throw new OutOfMemoryError("Java heap space");
    }
  }

  @Test
  void aWordTooManyIsNamed() {
    assertThat(said("export m --to npz more"))
        .startsWith("mpj-lda: found \"more\", expected an option of export\n");
  }

  @ParameterizedTest
  @CsvSource({
    "train, --output is missing, mpj-lda train --corpus songs.txt -k 20 --output model",
    "infer, MODEL is missing, mpj-lda infer model -np 4 --corpus new.txt --output proportions.npy",
    "evaluate, MODEL is missing, mpj-lda evaluate model --corpus test.txt",
    "topics, MODEL is missing, mpj-lda topics model",
    "export, MODEL is missing, mpj-lda export model --to numpy",
    "import, --output is missing, mpj-lda import --corpus docword.kos.txt --output kos.store",
    "status, OUTPUT is missing, mpj-lda status model",
  })
  void aCommandAloneSaysItsShortestUsefulForm(String command, String problem, String example) {
    assertThat(said(command).lines())
        .contains("mpj-lda: " + problem)
        .endsWith("For example: " + example);
  }

  @Test
  void everyCommandThatNeedsMoreHasAnExample() {
    for (CommandPage page : CommandPage.all()) {
      assertThat(page.shortestExample()).as(page.name()).startsWith("mpj-lda " + page.name());
    }
  }

  @Test
  void withoutACommandTheFirstOneIsShown() {
    assertThat(said("")).contains("a command is missing. For example: mpj-lda train --corpus");
  }

  @Test
  void aSynopsisHasRequiredOptionsAndParametersInTheirOrder() {
    assertThat(CommandPage.all())
        .extracting(CommandPage::synopsis)
        .contains(
            "mpj-lda train --corpus PATH -k K --output DIR [OPTION]...",
            "mpj-lda infer MODEL --corpus PATH --output FILE [OPTION]...",
            "mpj-lda hosts [FILE] [OPTION]...",
            "mpj-lda job-script SYSTEM [OPTION]... -- COMMAND ARGS",
            "mpj-lda dump OUTPUT [OPTION]...");
  }

  /** The script has to know before Java starts: it takes the signals of a run until Java can. */
  @Test
  void theScriptKnowsTheCommandsOnRanks() throws IOException {
    assertThat(Files.readString(Path.of("bin/mpj-lda")))
        .contains("\n  " + String.join(" | ", Main.commandsOnRanks()) + ") is_run=true ;;\n");
  }
}
