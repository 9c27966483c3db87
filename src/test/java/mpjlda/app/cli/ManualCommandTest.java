package mpjlda.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Man pages as {@code man} shows them, and completion in a real shell. */
class ManualCommandTest {
  @TempDir private Path folder;

  @BeforeEach
  void write() {
    CommandRun run = CommandRun.of(new ManualCommand(), "--output", folder);
    assertThat(run.exitCode()).as(run.message()).isZero();
    assertThat(run.out().lines())
        .contains(folder.resolve("man/man1/mpj-lda-train.1").toString())
        .allMatch(file -> Files.isRegularFile(Path.of(file)));
  }

  private static String run(String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(Map.of("MANWIDTH", "100", "LC_ALL", "C.UTF-8"));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private static boolean hasMan() {
    try {
      // A small image has a program of that name that only says how to get the real one.
      return run("man", "--version").startsWith("man ");
    } catch (Exception | AssertionError e) {
      return false;
    }
  }

  @Test
  void manShowsEveryPageWithoutAWarning() throws Exception {
    assumeTrue(hasMan(), "skipped: no man on this machine");
    for (CommandPage page : CommandPage.all()) {
      String file = folder.resolve("man/man1/mpj-lda-" + page.name() + ".1").toString();
      String shown = run("man", "--warnings=w", "-P", "cat", "-l", file);
      assertThat(shown)
          .doesNotContain("warning")
          .contains("NAME", "mpj-lda-" + page.name() + " - ", "SYNOPSIS", "OPTIONS");
      String words = shown.replaceAll("\\s+", " ");
      assertThat(words).contains("SYNOPSIS " + page.synopsis() + " DESCRIPTION");
      page.sections().values().stream()
          .flatMap(List::stream)
          .forEach(
              entry ->
                  assertThat(words)
                      .as(page.name())
                      .contains(entry.usage(), entry.help().replaceAll("\\s+", " ")));
    }
    assertThat(run("man", "-P", "cat", "-l", folder.resolve("man/man1/mpj-lda.1").toString()))
        .contains("mpj-lda-train(1)", "EXIT STATUS", "75 stopped early");
  }

  /** What bash offers for the last word of each line, with blanks between. */
  private List<String> completed(List<String> lines) throws Exception {
    StringBuilder script = new StringBuilder();
    // It is for a shell that is completing.
    script.append("compopt() { :; }\n");
    script.append("source '%s'\n".formatted(folder.resolve("completion/mpj-lda.bash")));
    for (String line : lines) {
      script.append(
          """
          COMP_WORDS=(%s)
          COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
          COMPREPLY=()
          _complete_mpj-lda || true
          echo ${COMPREPLY[*]}
          """
              .formatted(line.endsWith(" ") ? line + "''" : line));
    }
    return run("bash", "--norc", "-c", script.toString()).lines().toList();
  }

  @Test
  void bashCompletesCommandsAndOptions() throws Exception {
    assertThat(completed(List.of("mpj-lda tr", "mpj-lda train --alg", "mpj-lda topics --sort n")))
        .containsExactly("train", "--algorithm", "number");
  }

  /** picocli's script keeps the words by the label of the value, which must be its own. */
  @Test
  void bashCompletesTheValuesOfEachOptionThatHasWords() throws Exception {
    List<String> lines = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (CommandPage page : CommandPage.all()) {
      for (List<CommandPage.Entry> entries : page.sections().values()) {
        for (CommandPage.Entry entry : entries) {
          if (!entry.words().isEmpty()) {
            lines.add("mpj-lda " + page.name() + " " + entry.names().get(0) + " ");
            expected.add(String.join(" ", entry.words()));
          }
        }
      }
    }
    assertThat(completed(lines)).isEqualTo(expected).hasSizeGreaterThan(20);
  }

  @Test
  void zshReadsItsFile() throws Exception {
    Path file = folder.resolve("completion/_mpj-lda");
    assertThat(Files.readString(file))
        .startsWith("#compdef mpj-lda\n")
        .contains("'*--sort[Order of the topics", "(share number)'");
    assumeTrue(hasZsh(), "skipped: no zsh on this machine");
    assertThat(run("zsh", "-n", file.toString())).isEmpty();
  }

  private static boolean hasZsh() throws IOException {
    return Files.isExecutable(Path.of("/bin/zsh")) || Files.isExecutable(Path.of("/usr/bin/zsh"));
  }
}
