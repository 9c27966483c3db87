package mpjlda.cluster.console;

import java.io.PrintStream;
import mpjlda.core.console.SafeText;
import mpjlda.core.console.UserConsole;

/**
 * Writes to two streams. On a terminal progress lines take one another's place and are cleared
 * before anything else is written; elsewhere every line stays. Text is shown as {@link SafeText}
 * has it.
 */
public final class TerminalConsole implements UserConsole {
  /** To the start of the line, then clear to its end (ECMA-48 EL). */
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintStream out;
  private final PrintStream err;
  private final boolean quiet;
  private final boolean terminal;
  private boolean progressShown;

  /**
   * @param out for results
   * @param err for everything else
   * @param quiet neither talk nor progress
   * @param terminal whether {@code err} is a terminal
   */
  public TerminalConsole(PrintStream out, PrintStream err, boolean quiet, boolean terminal) {
    this.out = out;
    this.err = err;
    this.quiet = quiet;
    this.terminal = terminal;
  }

  @Override
  public synchronized void result(String line) {
    clearProgress();
    out.println(SafeText.lines(line));
    out.flush();
  }

  @Override
  public synchronized void say(String line) {
    if (!quiet) {
      error(line);
    }
  }

  @Override
  public synchronized void error(String text) {
    clearProgress();
    err.println(SafeText.lines(text));
    err.flush();
  }

  @Override
  public synchronized void progress(String line) {
    if (quiet) {
      return;
    }
    if (!terminal) {
      err.println(SafeText.lines(line));
      err.flush();
      return;
    }
    err.print(CLEAR_LINE + SafeText.lines(line));
    err.flush();
    progressShown = true;
  }

  /** Not shown: the one who watches a process keeps its place. */
  @Override
  public void phase(String phase, int iteration) {}

  private void clearProgress() {
    if (progressShown) {
      err.print(CLEAR_LINE);
      err.flush();
      progressShown = false;
    }
  }
}
