package mpjlda.app.train;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mpjlda.core.math.KeyedRandom;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.data.modelio.ModelDirectory;
import mpjlda.data.modelio.ModelInfo;
import mpjlda.data.modelio.Npy;
import mpjlda.data.modelio.TrainedModel;

/**
 * A model that a training starts from, its words matched by their text. A word that the model does
 * not have starts at eta + Gamma(100, 1/100), from (seed, word, topic) alone; a word that the
 * corpus does not have is dropped.
 */
public final class InitialModel {
  private InitialModel() {}

  /**
   * What a training takes from a model unless told otherwise.
   *
   * @param alpha (K)
   */
  public record Priors(double[] alpha, double eta) {}

  /**
   * Reads a model's priors alone.
   *
   * @throws mpjlda.core.errors.LdaException (65) if there is no model, or it is damaged
   */
  public static Priors priors(Path directory) {
    ModelInfo info = ModelDirectory.readInfo(directory);
    double[] alpha = Npy.readVector(directory.resolve(ModelDirectory.ALPHA), info.topics());
    return new Priors(alpha, info.eta());
  }

  /**
   * A start.
   *
   * @param lambda (V × K) in the corpus's words
   * @param matched words of the corpus that the model has
   * @param dropped words of the model that the corpus does not have
   */
  record Start(BlockedDoubleMatrix lambda, int matched, int dropped) {
    String describe(Path directory) {
      int words = lambda.layout().rows();
      return String.format(
          "start    from %s: %d of the corpus's %d words are its own, %d are new to it, %d of its words"
              + " are dropped",
          directory, matched, words, words - matched, dropped);
    }
  }

  /**
   * Reads a model as a start.
   *
   * @param words (V) of the corpus; the first of equal ones is the model's first, and so on
   * @param eta the topics' prior of the training
   * @throws mpjlda.core.errors.LdaException (65) if the model is damaged
   */
  static Start read(Path directory, List<String> words, double eta, long seed) {
    TrainedModel model = ModelDirectory.open(directory);
    Map<String, Deque<Integer>> numbers = new HashMap<>();
    for (int w = 0; w < model.vocabulary().size(); w++) {
      numbers.computeIfAbsent(model.vocabulary().get(w), word -> new ArrayDeque<>(1)).add(w);
    }
    RowLayout layout = RowLayout.of(words.size(), model.info().topics());
    BlockedDoubleMatrix lambda = new BlockedDoubleMatrix(layout);
    KeyedRandom random = new KeyedRandom(seed, "lambda");
    int matched = 0;
    for (int w = 0; w < layout.rows(); w++) {
      Deque<Integer> found = numbers.getOrDefault(words.get(w), new ArrayDeque<>(0));
      if (found.isEmpty()) {
        fill(lambda, w, eta, random);
      } else {
        int from = found.remove();
        System.arraycopy(
            model.lambda().blockOf(from),
            model.lambda().layout().offsetOf(from),
            lambda.blockOf(w),
            layout.offsetOf(w),
            layout.columns());
        matched++;
      }
    }
    return new Start(lambda, matched, model.vocabulary().size() - matched);
  }

  private static void fill(BlockedDoubleMatrix lambda, int word, double eta, KeyedRandom random) {
    for (int k = 0; k < lambda.layout().columns(); k++) {
      random.seek(word, k);
      lambda.set(word, k, eta + random.nextGamma(100) / 100);
    }
  }
}
