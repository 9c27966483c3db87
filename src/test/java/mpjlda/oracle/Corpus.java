package mpjlda.oracle;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * A corpus as bare arrays.
 *
 * @param words D × distinct words of the document, ids from 0, increasing
 * @param counts how often each occurs, in the same shape
 * @param vocabulary V, above every id
 */
public record Corpus(int[][] words, int[][] counts, int vocabulary) {

  public int documents() {
    return words.length;
  }

  public TextbookLda.Document document(int d) {
    return new TextbookLda.Document(words[d], counts[d]);
  }

  public long tokens() {
    return Arrays.stream(counts).flatMapToInt(Arrays::stream).asLongStream().sum();
  }

  /** The entries, over all documents: NNZ of the UCI format. */
  public long nonZeros() {
    return Arrays.stream(words).mapToLong(row -> row.length).sum();
  }

  /** N_w = Σ_d n_dw, V. */
  public long[] wordTotals() {
    long[] totals = new long[vocabulary];
    for (int d = 0; d < words.length; d++) {
      for (int i = 0; i < words[d].length; i++) {
        totals[words[d][i]] += counts[d][i];
      }
    }
    return totals;
  }

  /** N_d, D. */
  public long[] documentTotals() {
    return LongStream.range(0, documents()).map(d -> document((int) d).tokens()).toArray();
  }

  /** This corpus's documents, then the other's; the larger of the vocabularies. */
  public Corpus followedBy(Corpus other) {
    return new Corpus(
        concatenated(words, other.words),
        concatenated(counts, other.counts),
        Math.max(vocabulary, other.vocabulary));
  }

  private static int[][] concatenated(int[][] first, int[][] second) {
    int[][] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
