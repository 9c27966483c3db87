package mpjlda.data.documents;

import mpjlda.core.kernel.DocumentSource;

/**
 * Documents of which two sources have a part each. A word of both parts occurs twice, which changes
 * neither a fit nor a bound.
 *
 * @param whole has the first part of each document
 * @param rest has the second part of the same documents
 */
public record JoinedDocuments(DocumentSource whole, DocumentSource rest) implements DocumentView {
  @Override
  public int longest() {
    return whole.longest() + rest.longest();
  }

  @Override
  public int load(int document, int[] words, double[] counts) {
    int size = whole.load(document, words, counts);
    int[] more = new int[rest.longest()];
    double[] moreCounts = new double[rest.longest()];
    int moreSize = rest.load(document, more, moreCounts);
    System.arraycopy(more, 0, words, size, moreSize);
    System.arraycopy(moreCounts, 0, counts, size, moreSize);
    return size + moreSize;
  }
}
