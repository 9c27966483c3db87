package mpjlda.data.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts {@code file:line:} in front of problems. Lines are only counted now, from the file's start:
 * a rank that began in the middle does not know them, and a good corpus does not need them.
 */
final class ProblemLocator {
  private final List<CorpusFile> files;
  private final byte[] buffer = new byte[1 << 16];

  ProblemLocator(List<CorpusFile> files) {
    this.files = files;
  }

  List<CorpusProblem> locate(List<CorpusProblem> problems) {
    List<CorpusProblem> ordered = new ArrayList<>(problems);
    ordered.sort(CorpusProblems.FILE_ORDER);
    List<CorpusProblem> located = new ArrayList<>();
    int from = 0;
    while (from < ordered.size()) {
      int to = from;
      while (to < ordered.size() && ordered.get(to).file() == ordered.get(from).file()) {
        to++;
      }
      locateInOneFile(ordered.subList(from, to), located);
      from = to;
    }
    return located;
  }

  private void locateInOneFile(List<CorpusProblem> problems, List<CorpusProblem> located) {
    CorpusFile file = files.get(problems.get(0).file());
    try (InputStream in = file.bytes().openAt(0)) {
      long offset = 0;
      long line = 1;
      for (CorpusProblem problem : problems) {
        String place = file.name() + ": ";
        if (problem.hasLine()) {
          line += countLineEnds(in, problem.offset() - offset);
          offset = problem.offset();
          place = file.name() + ":" + line + ": ";
        }
        located.add(withPlace(place, problem));
      }
    } catch (IOException e) {
      // The file can no longer be read up to there: name it without a line.
      for (CorpusProblem problem : problems.subList(located(located, problems), problems.size())) {
        located.add(withPlace(file.name() + ": ", problem));
      }
    }
  }

  private static int located(List<CorpusProblem> located, List<CorpusProblem> problems) {
    int file = problems.get(0).file();
    return (int) located.stream().filter(p -> p.file() == file).count();
  }

  private static CorpusProblem withPlace(String place, CorpusProblem problem) {
    return new CorpusProblem(problem.file(), problem.offset(), place + problem.text());
  }

  private long countLineEnds(InputStream in, long bytes) throws IOException {
    long left = bytes;
    long lines = 0;
    boolean afterReturn = false;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        break;
      }
      for (int i = 0; i < read; i++) {
        // A carriage return and a line feed are one end.
        if (buffer[i] == '\r' || (buffer[i] == '\n' && !afterReturn)) {
          lines++;
        }
        afterReturn = buffer[i] == '\r';
      }
      left -= read;
    }
    return lines;
  }
}
