package mpjlda.app.evaluate;

import java.util.Arrays;
import mpjlda.core.inference.TopicInference;
import mpjlda.core.inference.TopicModel;
import mpjlda.core.kernel.DocumentSource;
import mpjlda.core.math.ExactSum;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.parallel.Communicator;
import mpjlda.core.parallel.Workers;
import mpjlda.core.topics.TopicSummary;

/**
 * Figures of the topics on a reference corpus.
 *
 * @param uMass (K)
 * @param npmi (K)
 * @param documentEntropy (K) entropy, in nats, of how a topic's tokens spread over the documents:
 *     low for one of few documents (Mallet's document entropy)
 * @param corpusDistance (K) Hellinger distance of phi_k from the words' distribution in the corpus:
 *     near 0 for a topic of everything
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ReferenceFigures(
    double[] uMass, double[] npmi, double[] documentEntropy, double[] corpusDistance) {
  /**
   * The ranks and threads that compute figures.
   *
   * @param comm every rank has its own documents
   */
  record Place(Communicator comm, Workers workers) {}

  /** Called by all ranks, each with its documents. */
  static ReferenceFigures of(
      DocumentSource reference, TopicShape shape, TopicModel model, Place place) {
    int topics = model.topics();
    CoOccurrences counts =
        CoOccurrences.count(reference, shape.topWords(), model.words(), place.comm());
    double[] uMass = new double[topics];
    double[] npmi = new double[topics];
    for (int k = 0; k < topics; k++) {
      uMass[k] = Coherence.uMass(counts, k);
      npmi[k] = Coherence.npmi(counts, k);
    }
    return new ReferenceFigures(
        uMass,
        npmi,
        documentEntropy(reference, model, place),
        corpusDistance(reference, model.lambda(), place.comm()));
  }

  /**
   * With N_dk = gamma_dk − alpha_k and N_k = Σ_d N_dk: log N_k − Σ_d N_dk log N_dk / N_k, and 0 for
   * a topic without tokens.
   */
  private static double[] documentEntropy(DocumentSource reference, TopicModel model, Place place) {
    int topics = model.topics();
    ExactSum[][] sums = new ExactSum[place.workers().threads()][2 * topics];
    for (ExactSum[] row : sums) {
      Arrays.setAll(row, i -> new ExactSum());
    }
    new TopicInference(model, reference.longest(), place.workers())
        .forEach(
            reference,
            (worker, d, gamma) -> {
              for (int k = 0; k < topics; k++) {
                double tokens = Math.max(0, gamma[k] - model.alpha()[k]);
                if (tokens > 0) {
                  sums[worker][k].add(tokens);
                  sums[worker][topics + k].add(tokens * StrictMath.log(tokens));
                }
              }
            });
    long[] words = new long[2 * topics * ExactSum.WORDS];
    for (int i = 0; i < 2 * topics; i++) {
      ExactSum sum = new ExactSum();
      for (ExactSum[] row : sums) {
        sum.add(row[i]);
      }
      sum.store(words, i * ExactSum.WORDS);
    }
    place.comm().allreduceSum(words, 0, words.length);
    double[] entropy = new double[topics];
    for (int k = 0; k < topics; k++) {
      double all = ExactSum.load(words, k * ExactSum.WORDS).value();
      double logs = ExactSum.load(words, (topics + k) * ExactSum.WORDS).value();
      entropy[k] = all > 0 ? Math.max(0, StrictMath.log(all) - logs / all) : 0;
    }
    return entropy;
  }

  private static double[] corpusDistance(
      DocumentSource reference, BlockedDoubleMatrix lambda, Communicator comm) {
    int vocabulary = lambda.layout().rows();
    long[] tokens = new long[vocabulary];
    int[] words = new int[reference.longest()];
    double[] counts = new double[reference.longest()];
    for (int d = 0; d < reference.count(); d++) {
      int size = reference.load(d, words, counts);
      for (int i = 0; i < size; i++) {
        tokens[words[i]] += (long) counts[i];
      }
    }
    comm.allreduceSum(tokens, 0, vocabulary);
    double all = Math.max(1, Arrays.stream(tokens).sum());
    double[] totals = TopicSummary.totals(lambda);
    double[] affinity = new double[totals.length];
    for (int w = 0; w < vocabulary; w++) {
      for (int k = 0; k < totals.length && tokens[w] > 0; k++) {
        affinity[k] += Math.sqrt(tokens[w] / all * (lambda.get(w, k) / totals[k]));
      }
    }
    // Rounding may leave the affinity of equal distributions a little above 1.
    return Arrays.stream(affinity).map(a -> Math.sqrt(Math.max(0, 1 - a))).toArray();
  }
}
