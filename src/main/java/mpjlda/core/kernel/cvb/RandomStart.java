package mpjlda.core.kernel.cvb;

import java.util.Arrays;
import mpjlda.core.kernel.DocumentSource;
import mpjlda.core.kernel.SufficientStatistics;
import mpjlda.core.math.KeyedRandom;
import mpjlda.core.matrix.BlockedFloatMatrix;
import mpjlda.core.parallel.Workers;

/**
 * The counts that a training starts from: every word of every document is given, with all its
 * tokens, to one topic, drawn evenly by (seed, document, word) alone.
 */
public final class RandomStart {
  /** Documents handed to a thread at a time. */
  private static final int CHUNK = 256;

  private final DocumentSource documents;
  private final BlockedFloatMatrix counts;
  private final SufficientStatistics target;

  /**
   * @param counts (D × K) receives N_dk of this rank's documents
   * @param target receives this rank's part of N_wk
   */
  public RandomStart(
      DocumentSource documents, BlockedFloatMatrix counts, SufficientStatistics target) {
    this.documents = documents;
    this.counts = counts;
    this.target = target;
  }

  /** Draws; both counts must be 0 before. */
  public void draw(long seed, Workers workers) {
    int chunks = (documents.count() + CHUNK - 1) / CHUNK;
    workers.forEach(
        chunks,
        (worker, chunk) -> {
          KeyedRandom random = new KeyedRandom(seed, "cvb0");
          int[] words = new int[documents.longest()];
          double[] tokens = new double[documents.longest()];
          int end = Math.min(documents.count(), (chunk + 1) * CHUNK);
          for (int d = chunk * CHUNK; d < end; d++) {
            int size = documents.load(d, words, tokens);
            for (int i = 0; i < size; i++) {
              random.seek(documents.firstDocument() + d, words[i]);
              give(d, words[i], (int) tokens[i], random.nextInt(counts.layout().columns()));
            }
          }
        });
  }

  /**
   * Gives every topic the same part of a document's tokens, for a start from topics that are known;
   * the words' counts stay 0.
   */
  public void spreadEvenly() {
    int[] words = new int[documents.longest()];
    double[] tokens = new double[documents.longest()];
    int topics = counts.layout().columns();
    for (int d = 0; d < documents.count(); d++) {
      int size = documents.load(d, words, tokens);
      double sum = Arrays.stream(tokens, 0, size).sum();
      int at = counts.layout().offsetOf(d);
      Arrays.fill(counts.blockOf(d), at, at + topics, (float) (sum / topics));
    }
  }

  private void give(int document, int word, int tokens, int topic) {
    counts.blockOf(document)[counts.layout().offsetOf(document) + topic] += tokens;
    target.add(word, topic, tokens);
  }
}
