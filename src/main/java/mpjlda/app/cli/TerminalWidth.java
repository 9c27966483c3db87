package mpjlda.app.cli;

import java.util.Map;

/** Width of the lines that a command prints. */
final class TerminalWidth {
  private static final int DEFAULT = 100;
  private static final int NARROWEST = 40;

  private TerminalWidth() {}

  /**
   * Number of columns.
   *
   * @param environment with the shell's {@code COLUMNS}, if it has exported it
   */
  static int of(Map<String, String> environment) {
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("\\d{1,6}") ? Math.max(Integer.parseInt(columns), NARROWEST) : DEFAULT;
  }
}
