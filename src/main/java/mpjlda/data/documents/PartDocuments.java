package mpjlda.data.documents;

import mpjlda.core.kernel.DocumentSource;
import mpjlda.data.corpus.Documents;

/** A rank's part of the corpus as the E-step wants it: the E-step knows no corpora. */
public record PartDocuments(Documents documents) implements DocumentSource {
  @Override
  public int count() {
    return documents.count();
  }

  @Override
  public int longest() {
    return documents.longest();
  }

  @Override
  public long firstDocument() {
    return documents.firstDocument();
  }

  @Override
  public int load(int document, int[] words, double[] counts) {
    return documents.load(document, words, counts);
  }
}
