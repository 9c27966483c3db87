package mpjlda.data.corpus;

import java.util.List;
import mpjlda.core.errors.LdaException;
import mpjlda.data.store.CorpusHash;

/** Builds a corpus from documents in memory, as one rank that has all of them. */
public final class CorpusBuilder {
  /** Name of the corpus in messages. */
  private static final String NAME = "the corpus in memory";

  private final Vocabulary vocabulary;
  private final SegmentWriter segments = new SegmentWriter();
  private final DocumentBuffer buffer = new DocumentBuffer();
  private long documents;

  public CorpusBuilder(List<String> vocabulary) {
    this.vocabulary = Vocabulary.of(vocabulary);
  }

  /**
   * Adds a document.
   *
   * @param words its distinct word numbers, from 0, below V
   * @param counts how often each occurs, ≥ 1
   * @throws LdaException (65) if a number or count is out of range, a word occurs twice, or the
   *     lengths differ
   */
  public void add(int[] words, int[] counts) {
    require(
        words.length == counts.length,
        "found " + words.length + " words and " + counts.length + " counts, expected as many");
    buffer.clear();
    for (int i = 0; i < words.length; i++) {
      require(
          words[i] >= 0 && words[i] < vocabulary.size(),
          "found word number " + words[i] + ", expected 0 to " + (vocabulary.size() - 1));
      require(counts[i] >= 1, "found count " + counts[i] + ", expected 1 or more");
      buffer.add(words[i], counts[i]);
    }
    int repeated = buffer.repeatedId();
    require(repeated < 0, "found word number " + repeated + " twice, expected one count for it");
    segments.add(buffer);
    documents++;
  }

  private void require(boolean condition, String problem) {
    if (!condition) {
      throw LdaException.badInput(NAME + ", document " + documents + ": " + problem + ".");
    }
  }

  /** The corpus of all documents that were added; the builder must not be used afterwards. */
  public Corpus build() {
    Documents all = new Documents(0, segments.finish());
    long[] hash = all.hash();
    CorpusSummary summary =
        new CorpusSummary(
            documents,
            vocabulary.size(),
            all.tokens(),
            all.nonZeros(),
            all.longest(),
            all.largestCount(),
            CorpusHash.toHex(hash[0], hash[1]),
            vocabulary.hash(),
            CorpusFormat.AUTO,
            List.of(NAME),
            CorpusOrigin.NONE);
    return new Corpus(summary, vocabulary, all);
  }
}
