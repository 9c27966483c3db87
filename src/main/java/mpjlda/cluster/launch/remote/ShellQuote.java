package mpjlda.cluster.launch.remote;

import java.util.List;
import java.util.stream.Collectors;

/** Words for a POSIX shell that reads them from a line. */
public final class ShellQuote {
  private static final String PLAIN = "[A-Za-z0-9_@%+=:,./-]+";

  private ShellQuote() {}

  /**
   * The word as the shell must read it to get it back. A line feed within it is written as {@code
   * "$n"}: {@link #PREAMBLE} must stand before.
   */
  public static String quote(String word) {
    if (word.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("no shell takes a null character");
    }
    if (word.matches(PLAIN)) {
      return word;
    }
    return "'" + word.replace("'", "'\\''").replace("\n", "'\"$n\"'") + "'";
  }

  /** Defines n as a line feed; the shell's own substitution would cut it off. */
  static final String PREAMBLE = "n=$(printf '\\nx'); n=${n%x}; ";

  static String join(List<String> words) {
    return words.stream().map(ShellQuote::quote).collect(Collectors.joining(" "));
  }
}
