package mpjlda.data.documents;

import mpjlda.core.kernel.DocumentSource;

/** Documents {@code first .. first+count-1} of a source. */
public record DocumentRange(DocumentSource whole, int first, int count) implements DocumentView {
  @Override
  public long firstDocument() {
    return whole.firstDocument() + first;
  }

  @Override
  public int load(int document, int[] words, double[] counts) {
    return whole.load(first + document, words, counts);
  }
}
