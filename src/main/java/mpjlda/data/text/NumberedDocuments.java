package mpjlda.data.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import mpjlda.core.parallel.Workers;
import mpjlda.data.store.StoreWriter;

/** The documents as numbered words, in order, after the first pass. */
final class NumberedDocuments {
  /** Takes one document after another. */
  @FunctionalInterface
  interface Visitor {
    /**
     * A document.
     *
     * @param words common numbers of {@link Candidates}; only the first {@code count} are used
     */
    void visit(int[] words, int count);
  }

  private final Spill spill;
  private final Candidates candidates;
  private final List<Spill.Part> parts;
  private Optional<Phrases> phrases = Optional.empty();

  NumberedDocuments(Spill spill, Candidates candidates) {
    this.spill = spill;
    this.candidates = candidates;
    this.parts = spill.parts();
  }

  Candidates candidates() {
    return candidates;
  }

  long count() {
    return parts.stream().mapToLong(Spill.Part::documents).sum();
  }

  /** From now on these are joined. */
  void join(Phrases found) {
    phrases = Optional.of(found);
  }

  void forEach(Visitor visitor) {
    for (Spill.Part part : parts) {
      visit(part, visitor);
    }
  }

  private void visit(Spill.Part part, Visitor visitor) {
    DocumentBytes.Cursor cursor = spill.read(part);
    for (int d = 0; d < part.documents(); d++) {
      int count = next(part, cursor);
      visitor.visit(cursor.words(), count);
    }
  }

  private int next(Spill.Part part, DocumentBytes.Cursor cursor) {
    int count = cursor.next();
    candidates.translate(part.worker(), cursor.words(), count);
    return phrases.isPresent() ? phrases.get().join(cursor.words(), count) : count;
  }

  /** Counts all words again. */
  VocabularyCounts recount(Workers workers) {
    WordTable words = candidates.counts().words();
    List<VocabularyCounts> own = new ArrayList<>();
    for (int w = 0; w < workers.threads(); w++) {
      own.add(new VocabularyCounts(words));
    }
    workers.forEach(
        parts.size(),
        (worker, part) ->
            visit(
                parts.get(part),
                (document, count) -> {
                  VocabularyCounts counts = own.get(worker);
                  counts.beginDocument();
                  for (int i = 0; i < count; i++) {
                    if (document[i] >= 0) {
                      counts.count(document[i]);
                    }
                  }
                }));
    VocabularyCounts all = own.get(0);
    for (VocabularyCounts more : own.subList(1, own.size())) {
      for (int w = 0; w < words.size(); w++) {
        all.addCounts(w, more.tokens(w), more.documents(w));
      }
    }
    return all;
  }

  /**
   * Gives all documents as counted words.
   *
   * @param ids common number → id, or negative for words that are dropped
   * @return how many are empty
   */
  long write(int[] ids, StoreWriter output, Workers workers) {
    int together = 4 * workers.threads();
    long empty = 0;
    for (int from = 0; from < parts.size(); from += together) {
      int number = Math.min(together, parts.size() - from);
      CountedPart[] counted = new CountedPart[number];
      int first = from;
      workers.forEach(number, (worker, p) -> counted[p] = count(parts.get(first + p), ids));
      for (CountedPart part : counted) {
        empty += part.write(output);
      }
    }
    return empty;
  }

  private CountedPart count(Spill.Part part, int[] ids) {
    CountedPart counted = new CountedPart(part.documents());
    DocumentBytes.Cursor cursor = spill.read(part);
    for (int d = 0; d < part.documents(); d++) {
      int count = next(part, cursor);
      int[] words = cursor.words();
      int kept = 0;
      for (int i = 0; i < count; i++) {
        int id = words[i] >= 0 ? ids[words[i]] : -1;
        if (id >= 0) {
          words[kept++] = id;
        }
      }
      Arrays.sort(words, 0, kept);
      counted.add(cursor.name(), words, kept);
    }
    return counted;
  }

  /** A part's documents as ids and counts, one after another. */
  private static final class CountedPart {
    private final List<String> names = new ArrayList<>();
    private final int[] ends;
    private int[] ids = new int[1 << 12];
    private int[] counts = new int[1 << 12];
    private int size;

    CountedPart(int documents) {
      ends = new int[documents];
    }

    void add(String name, int[] sorted, int length) {
      if (size + length > ids.length) {
        ids = Arrays.copyOf(ids, Math.max(size + length, 2 * size));
        counts = Arrays.copyOf(counts, ids.length);
      }
      for (int i = 0; i < length; i++) {
        if (i > 0 && sorted[i] == sorted[i - 1]) {
          counts[size - 1]++;
        } else {
          ids[size] = sorted[i];
          counts[size] = 1;
          size++;
        }
      }
      ends[names.size()] = size;
      names.add(name);
    }

    /** Returns how many are empty. */
    long write(StoreWriter output) {
      long empty = 0;
      int start = 0;
      for (int d = 0; d < ends.length; d++) {
        int length = ends[d] - start;
        output.add(
            names.get(d),
            Arrays.copyOfRange(ids, start, ends[d]),
            Arrays.copyOfRange(counts, start, ends[d]),
            length);
        empty += length == 0 ? 1 : 0;
        start = ends[d];
      }
      return empty;
    }
  }
}
