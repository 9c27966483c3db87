package mpjlda.app.api;

import java.util.Arrays;
import mpjlda.core.kernel.DocumentSource;

/**
 * A document as counts of the words of one model; words that the model does not have are left out.
 * See {@link LdaModel#document(String...)} and {@link LdaModel#documents}. Immutable.
 */
public final class Document {
  private final int[] words;
  private final double[] counts;

  /**
   * @param words distinct word numbers of the model
   * @param counts how often each occurs
   */
  Document(int[] words, double[] counts) {
    this.words = words;
    this.counts = counts;
  }

  /** The number of tokens that the model knows; with 0 the proportions are the prior's mean. */
  public long tokens() {
    return (long) Arrays.stream(counts).sum();
  }

  int distinctWords() {
    return words.length;
  }

  /** A source of this document alone. */
  DocumentSource asSource() {
    return new DocumentSource() {
      @Override
      public int count() {
        return 1;
      }

      @Override
      public int longest() {
        return words.length;
      }

      @Override
      public long firstDocument() {
        return 0;
      }

      @Override
      public int load(int document, int[] toWords, double[] toCounts) {
        System.arraycopy(words, 0, toWords, 0, words.length);
        System.arraycopy(counts, 0, toCounts, 0, words.length);
        return words.length;
      }
    };
  }
}
