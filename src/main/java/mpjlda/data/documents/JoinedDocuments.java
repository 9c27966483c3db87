package mpjlda.data.documents;

import mpjlda.core.kernel.DocumentSource;

/**
 * Documents of which two sources have a part each. A word of both comes twice, which changes
 * neither a fit nor a bound.
 */
public record JoinedDocuments(DocumentSource first, DocumentSource second)
    implements DocumentSource {
  @Override
  public int count() {
    return first.count();
  }

  @Override
  public int longest() {
    return first.longest() + second.longest();
  }

  @Override
  public long firstDocument() {
    return first.firstDocument();
  }

  @Override
  public int load(int document, int[] words, double[] counts) {
    int size = first.load(document, words, counts);
    int[] more = new int[second.longest()];
    double[] moreCounts = new double[second.longest()];
    int moreSize = second.load(document, more, moreCounts);
    System.arraycopy(more, 0, words, size, moreSize);
    System.arraycopy(moreCounts, 0, counts, size, moreSize);
    return size + moreSize;
  }
}
