package mpjlda.app.evaluate;

import java.util.List;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.topics.TopicSummary;
import mpjlda.core.topics.TopicWord;

/**
 * Figures of the topics that need lambda only.
 *
 * @param summaries (K) share and top words
 * @param exclusivity (K) the mean over a topic's top words of phi_kw / Σ_j phi_jw: 1 if no other
 *     topic has them (Mallet's exclusivity)
 * @param effectiveWords (K) exp of the entropy of phi_k: over how many words it spreads
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TopicShape(List<TopicSummary> summaries, double[] exclusivity, double[] effectiveWords) {
  /**
   * @param lambda (V × K)
   * @param words top words of each topic
   */
  static TopicShape of(BlockedDoubleMatrix lambda, double eta, int words) {
    List<TopicSummary> summaries = TopicSummary.of(lambda, eta, words);
    double[] totals = TopicSummary.totals(lambda);
    double[] exclusivity = new double[totals.length];
    for (TopicSummary summary : summaries) {
      int k = summary.topic();
      for (TopicWord word : summary.words()) {
        double all = 0;
        for (int j = 0; j < totals.length; j++) {
          all += lambda.get(word.word(), j) / totals[j];
        }
        exclusivity[k] += word.probability() / all / summary.words().size();
      }
    }
    return new TopicShape(summaries, exclusivity, effectiveWords(lambda, totals));
  }

  /** (K × N) the numbers of the top words. */
  int[][] topWords() {
    return summaries.stream()
        .map(topic -> topic.words().stream().mapToInt(TopicWord::word).toArray())
        .toArray(int[][]::new);
  }

  private static double[] effectiveWords(BlockedDoubleMatrix lambda, double[] totals) {
    RowLayout layout = lambda.layout();
    double[] entropy = new double[totals.length];
    for (int w = 0; w < layout.rows(); w++) {
      for (int k = 0; k < entropy.length; k++) {
        double phi = lambda.get(w, k) / totals[k];
        entropy[k] -= phi > 0 ? phi * StrictMath.log(phi) : 0;
      }
    }
    for (int k = 0; k < entropy.length; k++) {
      entropy[k] = StrictMath.exp(entropy[k]);
    }
    return entropy;
  }
}
