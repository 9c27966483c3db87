package mpjlda.app.evaluate;

import java.util.Arrays;
import mpjlda.core.kernel.DocumentSource;
import mpjlda.core.parallel.Communicator;

/**
 * Numbers of documents of a reference corpus that have each topic's top words, and each pair.
 *
 * <p>A document counts once however often it holds a word: the window is the document, as bags of
 * words have no order.
 */
final class CoOccurrences {
  private static final int[] NO_PLACES = {};

  /** (K × N) word numbers. */
  private final int[][] topWords;

  private final int width;

  /** (V) the places, k · N + i, at which a word stands among the top words. */
  private final int[][] places;

  /** (K × N × N): documents with both words, lower place first; on the diagonal with the word. */
  private final long[] counts;

  private long documents;

  private CoOccurrences(int[][] topWords, int words) {
    this.topWords = topWords;
    this.width = Arrays.stream(topWords).mapToInt(row -> row.length).max().orElse(0);
    this.places = new int[words][];
    Arrays.fill(places, NO_PLACES);
    for (int k = 0; k < topWords.length; k++) {
      for (int i = 0; i < topWords[k].length; i++) {
        int word = topWords[k][i];
        places[word] = Arrays.copyOf(places[word], places[word].length + 1);
        places[word][places[word].length - 1] = k * width + i;
      }
    }
    this.counts = new long[Math.multiplyExact(topWords.length * width, width)];
  }

  /**
   * Counts; called by all ranks, each with its documents.
   *
   * @param topWords (K × N)
   * @param words V
   */
  static CoOccurrences count(
      DocumentSource reference, int[][] topWords, int words, Communicator comm) {
    CoOccurrences result = new CoOccurrences(topWords, words);
    int[] ids = new int[reference.longest()];
    double[] times = new double[reference.longest()];
    boolean[] seen = new boolean[topWords.length * result.width];
    for (int d = 0; d < reference.count(); d++) {
      int size = reference.load(d, ids, times);
      int marked = 0;
      for (int i = 0; i < size; i++) {
        for (int place : result.places[ids[i]]) {
          seen[place] = true;
          marked++;
        }
      }
      if (marked > 0) {
        result.add(seen);
      }
    }
    long[] all = {reference.count()};
    comm.allreduceSum(all, 0, 1);
    comm.allreduceSum(result.counts, 0, result.counts.length);
    result.documents = all[0];
    return result;
  }

  /** Adds a document and forgets what was seen in it. */
  private void add(boolean[] seen) {
    int[] here = new int[width];
    for (int k = 0; k < topWords.length; k++) {
      int found = 0;
      for (int i = 0; i < width; i++) {
        if (seen[k * width + i]) {
          seen[k * width + i] = false;
          here[found++] = i;
        }
      }
      for (int a = 0; a < found; a++) {
        for (int b = a; b < found; b++) {
          counts[(k * width + here[a]) * width + here[b]]++;
        }
      }
    }
  }

  /** D of the reference corpus, all ranks'. */
  long documents() {
    return documents;
  }

  /** Number of top words of a topic. */
  int size(int topic) {
    return topWords[topic].length;
  }

  /** The part of the documents that holds the topic's i-th top word. */
  double probability(int topic, int i) {
    return probability(topic, i, i);
  }

  /** The part of the documents that holds both. */
  double probability(int topic, int i, int j) {
    int first = Math.min(i, j);
    int second = Math.max(i, j);
    return (double) counts[(topic * width + first) * width + second] / documents;
  }
}
