package mpjlda.app.train;

import java.util.Arrays;
import mpjlda.core.kernel.DocumentSource;
import mpjlda.core.parallel.Communicator;
import mpjlda.oracle.Corpus;

/** Documents first .. end−1 of an in-memory corpus. */
public record Part(Corpus corpus, int first, int end) implements DocumentSource {
  /** A rank's, with about as many documents as any other's. */
  public static Part of(Corpus corpus, Communicator comm) {
    int documents = corpus.documents();
    return new Part(
        corpus, documents * comm.rank() / comm.size(), documents * (comm.rank() + 1) / comm.size());
  }

  @Override
  public int count() {
    return end - first;
  }

  @Override
  public int longest() {
    return Arrays.stream(corpus.words()).mapToInt(row -> row.length).max().orElse(0);
  }

  @Override
  public long firstDocument() {
    return first;
  }

  @Override
  public int load(int document, int[] words, double[] counts) {
    int[] from = corpus.words()[first + document];
    for (int i = 0; i < from.length; i++) {
      words[i] = from[i];
      counts[i] = corpus.counts()[first + document][i];
    }
    return from.length;
  }
}
