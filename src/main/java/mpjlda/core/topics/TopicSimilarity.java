package mpjlda.core.topics;

import java.util.ArrayList;
import java.util.List;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;
import org.ojalgo.OjAlgoUtils;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * The similarity of topics: the Hellinger affinity (Bhattacharyya's coefficient) Σ_w √(p_kw p_lw)
 * of their word distributions' posterior means: 1 for equal topics, 0 for topics without a common
 * word. The Hellinger distance is √(1 − affinity).
 *
 * <p>Bhattacharyya, "On a measure of divergence between two multinomial populations", Sankhyā 7
 * (1946).
 */
public final class TopicSimilarity {
  private TopicSimilarity() {}

  /**
   * A topic and the one most like it.
   *
   * @param topic from 0
   * @param other the most similar topic, not {@code topic} itself; of equal ones the lowest
   * @param affinity in 0..1
   */
  public record Nearest(int topic, int other, double affinity) {}

  /**
   * The affinities of all pairs: with B = √p (K × V), the product B·Bᵀ, one block of words at a
   * time.
   *
   * @param lambda (V × K), all entries finite and &gt; 0
   * @return (K × K), symmetric, entries in 0..1
   */
  public static double[][] affinities(BlockedDoubleMatrix lambda) {
    // ojAlgo starts threads for products larger than 8 × 8 unless it is told not to.
    OjAlgoUtils.limitThreadsTo(1);
    RowLayout layout = lambda.layout();
    int topics = layout.columns();
    double[] totals = TopicSummary.totals(lambda);
    double[][] sums = new double[topics][topics];
    for (int b = 0; b < layout.blocks(); b++) {
      double[] block = lambda.block(b);
      double[] roots = new double[block.length];
      for (int i = 0; i < block.length; i++) {
        roots[i] = Math.sqrt(block[i] / totals[i % topics]);
      }
      // Word by word with K entries each: in ojAlgo's column-major order that is K × words.
      R064Store rootsByTopic = R064Store.wrap(roots, topics);
      MatrixStore<Double> product = rootsByTopic.multiply(rootsByTopic.transpose());
      addUpperTriangle(product, sums);
    }
    mirror(sums);
    return sums;
  }

  /**
   * Each topic's most similar other one.
   *
   * @param affinities (K × K), symmetric
   * @return K entries in order of topics; none if K = 1
   */
  public static List<Nearest> nearest(double[][] affinities) {
    List<Nearest> nearest = new ArrayList<>();
    for (int k = 0; k < affinities.length && affinities.length > 1; k++) {
      int best = k == 0 ? 1 : 0;
      for (int other = best + 1; other < affinities.length; other++) {
        if (other != k && affinities[k][other] > affinities[k][best]) {
          best = other;
        }
      }
      nearest.add(new Nearest(k, best, affinities[k][best]));
    }
    return nearest;
  }

  private static void addUpperTriangle(MatrixStore<Double> product, double[][] sums) {
    for (int k = 0; k < sums.length; k++) {
      for (int l = k; l < sums.length; l++) {
        sums[k][l] += product.doubleValue(k, l);
      }
    }
  }

  private static void mirror(double[][] sums) {
    for (int k = 0; k < sums.length; k++) {
      for (int l = k; l < sums.length; l++) {
        // Rounding may leave an entry an ulp or so above 1.
        sums[k][l] = Math.min(sums[k][l], 1);
        sums[l][k] = sums[k][l];
      }
    }
  }
}
