package mpjlda.report;

import java.util.Arrays;
import mpjlda.estep.DocumentWorkspace;
import mpjlda.estep.EStepKernel;
import mpjlda.estep.ScalarKernel;
import mpjlda.topics.TopicWeights;

/**
 * One document's topic proportions with the topics held at their posterior mean, by the E-step's
 * kernel. One per thread.
 */
final class TopicProportions {
  private static final double TOLERANCE = 1e-5;
  private static final int MOST_SWEEPS = 1000;

  private final TopicWeights topics;
  private final double[] alpha;
  private final double[] paddedAlpha;
  private final DocumentWorkspace workspace;
  private final EStepKernel kernel = new ScalarKernel();

  /**
   * @param alpha (K)
   * @param longest distinct words of the longest document
   */
  TopicProportions(TopicWeights topics, double[] alpha, int longest) {
    this.topics = topics;
    this.alpha = alpha.clone();
    this.paddedAlpha = DocumentWorkspace.pad(alpha);
    this.workspace = new DocumentWorkspace(alpha.length, longest);
  }

  /**
   * Fits a document.
   *
   * @param words numbers of its distinct words
   * @param counts how often each occurs
   * @return (K) E[theta], sums to 1; the prior's mean for a document without words
   */
  double[] of(int[] words, double[] counts) {
    System.arraycopy(words, 0, workspace.words, 0, words.length);
    System.arraycopy(counts, 0, workspace.counts, 0, words.length);
    workspace.size = words.length;
    workspace.tokens = Arrays.stream(counts).sum();
    for (int i = 0; i < words.length; i++) {
      fillRow(words[i], i * workspace.stride);
    }
    double start = workspace.tokens / alpha.length;
    Arrays.setAll(workspace.gamma, k -> paddedAlpha[k] + (k < alpha.length ? start : 0));
    kernel.infer(workspace, paddedAlpha, TOLERANCE, MOST_SWEEPS);
    double[] proportions = Arrays.copyOf(workspace.gamma, alpha.length);
    double sum = Arrays.stream(proportions).sum();
    Arrays.setAll(proportions, k -> proportions[k] / sum);
    return proportions;
  }

  /** The word's row divided by its largest entry, which phi does not feel: no underflow then. */
  private void fillRow(int word, int at) {
    double largest = 0;
    for (int k = 0; k < alpha.length; k++) {
      double probability = topics.probability(word, k);
      workspace.rows[at + k] = probability;
      largest = Math.max(largest, probability);
    }
    for (int k = 0; k < alpha.length; k++) {
      workspace.rows[at + k] /= largest;
    }
  }
}
