package mpjlda.app.jobscript;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words for a shell script that come out as they went in. */
final class ShellWords {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private ShellWords() {}

  /** In single quotes where the shell would see more than letters. */
  static String quote(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  static String quote(List<String> words) {
    return words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
  }
}
