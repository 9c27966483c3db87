package mpjlda.data.documents;

import mpjlda.core.kernel.DocumentSource;

/** Documents {@code first .. first+count} of a source. */
public record DocumentRange(DocumentSource all, int first, int count) implements DocumentSource {
  @Override
  public int longest() {
    return all.longest();
  }

  @Override
  public long firstDocument() {
    return all.firstDocument() + first;
  }

  @Override
  public int load(int document, int[] words, double[] counts) {
    return all.load(first + document, words, counts);
  }
}
