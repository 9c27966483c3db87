package mpjlda.data.corpus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The first few problems of a part in file order, and the number of all. */
final class CorpusProblems {
  /** Number of problems that are shown. */
  static final int SHOWN = 10;

  static final Comparator<CorpusProblem> FILE_ORDER =
      Comparator.comparingInt(CorpusProblem::file).thenComparingLong(CorpusProblem::offset);

  private final List<CorpusProblem> first = new ArrayList<>();
  private long total;

  void add(int file, long offset, String text) {
    total++;
    if (first.size() < SHOWN) {
      first.add(new CorpusProblem(file, offset, text));
    }
  }

  /** A problem of a file as a whole. */
  void addForFile(int file, String text) {
    add(file, Long.MAX_VALUE, text);
  }

  List<CorpusProblem> first() {
    return List.copyOf(first);
  }

  long total() {
    return total;
  }
}
