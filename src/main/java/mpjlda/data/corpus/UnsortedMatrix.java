package mpjlda.data.corpus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import mpjlda.core.errors.LdaException;
import mpjlda.core.parallel.Communicator;

/**
 * Documents of matrices whose entries are not sorted by document, such as rows of a matrix that is
 * written by columns. The ranks first count the entries of each document, each in its share of the
 * bytes; then each rank goes through all files and takes the entries of its own documents, as many
 * at once as there is memory for.
 */
final class UnsortedMatrix {
  private static final int COUNT_BITS = 32;

  /** Bytes of an entry that waits for its document. */
  private static final int BYTES_EACH = 8;

  private final CorpusPlan plan;
  private final EntryLine entry;
  private final CorpusProblems problems;
  private final long mostEntries;
  private final List<String> names;
  private final LineReader lines = new LineReader();

  /** (files + 1) Documents of the files before each. */
  private final long[] before;

  /** (documents + 1) Entries of the documents before each. */
  private long[] entriesBefore = {};

  /**
   * @param bytes of the heap for entries
   */
  UnsortedMatrix(CorpusPlan plan, WordIds ids, CorpusProblems problems, long bytes) {
    this.plan = plan;
    this.entry = new EntryLine(ids);
    this.problems = problems;
    this.mostEntries = Math.max(1 << 16, Math.min(1 << 28, bytes / BYTES_EACH));
    this.names = new ArrayList<>();
    this.before = new long[plan.files().size() + 1];
    for (int f = 0; f < plan.files().size(); f++) {
      before[f + 1] = before[f] + plan.files().get(f).header().documents();
    }
    if (documents() > Integer.MAX_VALUE - 8) {
      throw LdaException.badInput(
          plan.names().get(0)
              + ": found "
              + documents()
              + " documents whose entries are not sorted by document, expected less than 2^31");
    }
  }

  /** Number of all documents. */
  long documents() {
    return before[before.length - 1];
  }

  /** Receives an entry. */
  private interface Visitor {
    void entry(int document, int word, int count);
  }

  /**
   * Counts the entries of all documents; called by all ranks, each with its own parts.
   *
   * @return (files) entries in this rank's parts
   */
  long[] count(List<FilePart> parts, Communicator comm) {
    long[] counts = new long[(int) documents() + 1];
    long[] ofFiles = new long[plan.files().size()];
    for (FilePart part : parts) {
      visit(
          part,
          (document, word, count) -> {
            counts[document + 1]++;
            ofFiles[part.index()]++;
          });
    }
    comm.allreduceSum(counts, 0, counts.length);
    for (int d = 1; d < counts.length; d++) {
      counts[d] += counts[d - 1];
    }
    entriesBefore = counts;
    return ofFiles;
  }

  /** Most entries of a document from {@code from} on and before {@code to}. */
  int longest(long from, long to) {
    long longest = 0;
    for (int d = (int) from; d < to; d++) {
      longest = Math.max(longest, entriesBefore[d + 1] - entriesBefore[d]);
    }
    return (int) Math.min(longest, Integer.MAX_VALUE);
  }

  /** (ranks + 1) The first documents of parts of about equal numbers of entries and documents. */
  long[] cuts(int ranks) {
    long[] cuts = new long[ranks + 1];
    long total = entriesBefore[(int) documents()] + documents();
    int d = 0;
    for (int r = 1; r < ranks; r++) {
      long target = total / ranks * r + total % ranks * r / ranks;
      while (d < documents() && entriesBefore[d] + d < target) {
        d++;
      }
      cuts[r] = d;
    }
    cuts[ranks] = documents();
    return cuts;
  }

  /** Passes on documents, in order, with names if a file has them. */
  void read(long from, long to, Consumer<DocumentBuffer> sink) {
    if (names.isEmpty()) {
      plan.documentNames().ifPresent(file -> names.addAll(MatrixNames.documents(file)));
    }
    int start = (int) from;
    while (start < to) {
      int end = start + 1;
      while (end < to && entriesBefore[end + 1] - entriesBefore[start] <= mostEntries) {
        end++;
      }
      readTogether(start, end, sink);
      start = end;
    }
  }

  private void readTogether(int from, int to, Consumer<DocumentBuffer> sink) {
    long first = entriesBefore[from];
    long[] entries = new long[Math.toIntExact(entriesBefore[to] - first)];
    int[] filled = new int[to - from];
    for (FilePart part :
        FilePartReader.parts(
            plan.files(), new FilePosition(0, 0), new FilePosition(plan.files().size(), 0))) {
      if (before[part.index()] < to && before[part.index() + 1] > from) {
        visit(
            part,
            (document, word, count) -> {
              if (document >= from && document < to) {
                long place = entriesBefore[document] + filled[document - from]++;
                if (place >= entriesBefore[document + 1]) {
                  throw CorpusStream.changed(plan.names().get(0));
                }
                entries[(int) (place - first)] = (long) word << COUNT_BITS | count;
              }
            });
      }
    }
    DocumentBuffer document = new DocumentBuffer();
    for (int d = from; d < to; d++) {
      document.clear();
      for (int i = 0; i < filled[d - from]; i++) {
        long packed = entries[(int) (entriesBefore[d] - first) + i];
        if ((int) packed > 0) {
          document.add((int) (packed >>> COUNT_BITS), (int) packed);
        }
      }
      checkOnce(document, d);
      if (!names.isEmpty()) {
        String name = names.get(d);
        document.nameBy(() -> name);
      }
      sink.accept(document);
    }
  }

  private void checkOnce(DocumentBuffer document, int number) {
    int repeated = document.repeatedId();
    if (repeated >= 0) {
      int file = 0;
      while (before[file + 1] <= number) {
        file++;
      }
      problems.addForFile(
          file,
          "found word "
              + (repeated + 1)
              + " more than once in document "
              + (number - before[file] + 1)
              + ", expected each word of a document once");
    }
  }

  /** Goes through the entries of a part of a file. */
  private void visit(FilePart part, Visitor visitor) {
    CorpusHeader header = part.file().header();
    entry.setHeader(header);
    try (lines) {
      lines.open(part.file().bytes(), Math.max(part.from(), header.bodyStart()));
      while (lines.next() && lines.offset() < part.to()) {
        if (!lines.isEmpty()) {
          visitLine(part, visitor);
        }
      }
    } catch (IOException e) {
      problems.addForFile(part.index(), IoFaults.explain(e));
    }
  }

  private void visitLine(FilePart part, Visitor visitor) {
    entry.split(lines);
    try {
      entry.checkDocument();
      entry.checkEntry();
    } catch (MalformedLineException e) {
      problems.add(part.index(), lines.offset(), e.text());
      return;
    }
    visitor.entry((int) (before[part.index()] + entry.document() - 1), entry.word(), entry.count());
  }
}
