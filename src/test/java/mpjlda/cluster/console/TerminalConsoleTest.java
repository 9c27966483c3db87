package mpjlda.cluster.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalConsoleTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void everyLineStaysWhereThereIsNoTerminal() {
    speak(console(false, false));

    assertThat(text(out)).isEqualTo("result\n");
    assertThat(text(err)).isEqualTo("1 of 2\n2 of 2\ntalk\nfailure\n");
  }

  @Test
  void progressIsOverwrittenAndClearedOnATerminal() {
    speak(console(false, true));

    assertThat(text(out)).isEqualTo("result\n");
    assertThat(text(err)).isEqualTo("\r\u001b[K1 of 2\r\u001b[K2 of 2\r\u001b[Ktalk\nfailure\n");
  }

  @Test
  void resultClearsProgressToo() {
    TerminalConsole console = console(false, true);
    console.progress("1 of 2");
    console.result("result");
    console.result("another");

    assertThat(text(err)).isEqualTo("\r\u001b[K1 of 2\r\u001b[K");
  }

  @Test
  void quietLeavesResultsAndFailures() {
    speak(console(true, true));

    assertThat(text(out)).isEqualTo("result\n");
    assertThat(text(err)).isEqualTo("failure\n");
  }

  private static void speak(TerminalConsole console) {
    console.progress("1 of 2");
    console.progress("2 of 2");
    console.say("talk");
    console.phase("E-step", 1);
    console.result("result");
    console.error("failure");
  }

  private TerminalConsole console(boolean quiet, boolean terminal) {
    return new TerminalConsole(
        new PrintStream(out, false, StandardCharsets.UTF_8),
        new PrintStream(err, false, StandardCharsets.UTF_8),
        quiet,
        terminal);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
