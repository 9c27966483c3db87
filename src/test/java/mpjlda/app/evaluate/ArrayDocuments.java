package mpjlda.app.evaluate;

import java.util.Arrays;
import mpjlda.core.kernel.DocumentSource;
import mpjlda.oracle.Corpus;

/** An in-memory corpus as the program reads documents. */
record ArrayDocuments(Corpus corpus) implements DocumentSource {
  @Override
  public int count() {
    return corpus.documents();
  }

  @Override
  public int longest() {
    return Arrays.stream(corpus.words()).mapToInt(row -> row.length).max().orElse(0);
  }

  @Override
  public long firstDocument() {
    return 0;
  }

  @Override
  public int load(int document, int[] words, double[] counts) {
    int[] from = corpus.words()[document];
    for (int i = 0; i < from.length; i++) {
      words[i] = from[i];
      counts[i] = corpus.counts()[document][i];
    }
    return from.length;
  }
}
