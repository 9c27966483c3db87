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

  @Test
  void nothingSaidMovesTheCursor() {
    TerminalConsole console = console(false, true);
    console.result("a\u001b[2J\tb");
    console.say("c\u202ed");
    console.error("e\r\nf");
    console.progress("g\u009bh");

    assertThat(text(out)).isEqualTo("a\\u001b[2J\tb\n");
    assertThat(text(err)).isEqualTo("c\\u202ed\ne\\r\nf\n\r\u001b[Kg\\u009bh");
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
