package mpjlda.app.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Words in lines that fit a terminal. */
final class Wrapping {
  private Wrapping() {}

  /**
   * Prints {@code head} and then words, those that do not fit in further lines below the first.
   *
   * @param head ends where the words begin
   * @param width characters of a line
   */
  static void print(PrintWriter out, String head, List<String> words, int width) {
    String start = head;
    for (String line : lines(words, Math.max(width - head.length(), 1))) {
      out.println(start + line);
      start = " ".repeat(head.length());
    }
  }

  /** Lines of at most {@code room} characters, a longer word in a line of its own. */
  private static List<String> lines(List<String> words, int room) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int used = 0;
    for (String word : words) {
      int length = word.codePointCount(0, word.length());
      if (used > 0 && used + 1 + length > room) {
        lines.add(line.toString());
        line = new StringBuilder();
        used = 0;
      }
      if (used > 0) {
        line.append(' ');
        used++;
      }
      line.append(word);
      used += length;
    }
    lines.add(line.toString());
    return lines;
  }
}
