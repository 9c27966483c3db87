package mpjlda.corpus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The first few problems of a part in file order, and the number of all. */
final class Problems {
  /** How many are shown. */
  static final int SHOWN = 10;

  static final Comparator<Problem> FILE_ORDER =
      Comparator.comparingInt(Problem::file).thenComparingLong(Problem::offset);

  private final List<Problem> first = new ArrayList<>();
  private long total;

  void add(int file, long offset, String text) {
    total++;
    if (first.size() < SHOWN) {
      first.add(new Problem(file, offset, text));
    }
  }

  /** A problem of a file as a whole. */
  void addForFile(int file, String text) {
    add(file, Long.MAX_VALUE, text);
  }

  List<Problem> first() {
    return List.copyOf(first);
  }

  long total() {
    return total;
  }
}
