package mpjlda.cluster.launch.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import mpjlda.it.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to a remote shell must arrive, whatever the user's login shell is. */
class ShellQuoteTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash", "dash", "zsh", "ksh", "tcsh", "csh", "fish"})
  void everyWordArrivesThroughEveryLoginShell(String shell) throws Exception {
    Path program = find(shell);
    assumeThat(program).as(shell + " is not installed").exists();
    List<String> words =
        new ArrayList<>(
            List.of(
                "",
                " ",
                "a b",
                "it's",
                "\"quoted\"",
                "$HOME",
                "`id`",
                "$(id)",
                "back\\slash",
                "two\nlines",
                "ends\n",
                "\n",
                "!",
                "!!",
                "*",
                "~",
                "#no",
                "a;b",
                "a&b",
                "<in>",
                "tab\there",
                "Grüße",
                "--",
                "-n",
                "{a,b}",
                "%s",
                "\\n",
                "'",
                "''",
                "=",
                "[x]",
                "^",
                "\r"));
    words.addAll(random(20261121));

    assertThat(through(program, words)).isEqualTo(words);
  }

  @Test
  void plainWordsStayReadable() {
    assertThat(ShellQuote.join(List.of("/usr/bin/java", "-Xmx4g", "a b", "it's")))
        .isEqualTo("/usr/bin/java -Xmx4g 'a b' 'it'\\''s'");
  }

  @Test
  void lineIsOneLine() {
    HostCommand command =
        new HostCommand(Map.of("A", "x\ny"), Path.of("/two\nlines"), List.of("a\nb", "\n\n"));

    assertThat(command.line()).endsWith("\n").containsOnlyOnce("\n");
  }

  @Test
  void nullCharacterIsRefused() {
    assertThatThrownBy(() -> ShellQuote.quote("a\0b")).hasMessageContaining("null");
  }

  @Test
  void variablesFolderAndStatusArriveToo() throws Exception {
    Path there = Files.createDirectory(folder.resolve("it's a \"folder\""));
    HostCommand command =
        new HostCommand(
            Map.of("X_TEST", "a 'b' $c"),
            there,
            List.of("sh", "-c", "printf '%s|%s|' \"$X_TEST\" \"$PWD\"; cat; kill -9 $$"));
    Process process = new ProcessBuilder("/bin/sh", "-c", "/bin/sh").start();
    RankInput input = RankInput.remote(process.getOutputStream(), command.line());
    input.say("kept until it is open");
    Await.letPass(Duration.ofMillis(200));
    input.open();
    input.close();

    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("a 'b' $c|" + there + "|kept until it is open\n");
    assertThat(process.waitFor()).isEqualTo(137);
  }

  private List<String> through(Path loginShell, List<String> words) throws Exception {
    List<String> all = new ArrayList<>(List.of("printf", "%s\\0"));
    all.addAll(words);
    HostCommand command = new HostCommand(Map.of(), folder, all);
    Process process = new ProcessBuilder(loginShell.toString(), "-c", "/bin/sh").start();
    RankInput.remote(process.getOutputStream(), command.line()).close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return List.of(out.substring(0, Math.max(0, out.length() - 1)).split("\0", -1));
  }

  private static List<String> random(long seed) {
    Random random = new Random(seed);
    String alphabet = "ab '\"\\$`!\n\t*?;&|<>(){}[]~#%^=,äß";
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      StringBuilder word = new StringBuilder();
      for (int j = random.nextInt(10); j >= 0; j--) {
        word.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      words.add(word.toString());
    }
    return words;
  }

  private static Path find(String program) throws IOException {
    try (Stream<String> folders = Stream.of("/bin/", "/usr/bin/", "/usr/local/bin/")) {
      return folders
          .map(folder -> Path.of(folder + program))
          .filter(Files::isExecutable)
          .findFirst()
          .orElse(Path.of("/nowhere/" + program));
    }
  }
}
