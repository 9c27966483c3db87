package mpjlda.data.corpus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the documents between two positions, across the ends of files. */
final class FilePartReader {
  private final CorpusPlan plan;
  private final WordIds ids;
  private final DocumentParser parser;
  private final CorpusProblems problems;

  /**
   * @param problems receives what is wrong with the documents
   */
  FilePartReader(CorpusPlan plan, WordIds ids, CorpusProblems problems) {
    this(plan, ids, problems, plan.parser(ids));
  }

  private FilePartReader(
      CorpusPlan plan, WordIds ids, CorpusProblems problems, DocumentParser parser) {
    this.plan = plan;
    this.ids = ids;
    this.parser = parser;
    this.problems = problems;
  }

  /** A reader of the same that gives documents their names, too, if they have some. */
  FilePartReader naming() {
    return new FilePartReader(plan, ids, problems, plan.namingParser(ids));
  }

  CorpusProblems problems() {
    return problems;
  }

  /** Reads the documents that start from {@code from} on and before {@code to}. */
  void read(FilePosition from, FilePosition to, DocumentCollector out) {
    for (FilePart part : parts(plan.files(), from, to)) {
      if (!out.wantsMore()) {
        return;
      }
      try {
        parser.parse(part, out, problems);
      } catch (IOException e) {
        problems.addForFile(part.index(), IoFaults.explain(e));
      }
    }
  }

  /** Lists the files or parts of files between two positions. */
  static List<FilePart> parts(List<CorpusFile> files, FilePosition from, FilePosition to) {
    List<FilePart> parts = new ArrayList<>();
    for (int f = from.file(); f < files.size() && f <= to.file(); f++) {
      long start = f == from.file() ? from.offset() : 0;
      long end = f == to.file() ? to.offset() : Long.MAX_VALUE;
      if (start < end) {
        parts.add(new FilePart(f, files.get(f), start, end));
      }
    }
    return parts;
  }
}
