package mpjlda.app.train;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import mpjlda.core.inference.TopicModel;
import mpjlda.core.math.KeyedRandom;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.data.modelio.ModelDirectory;
import mpjlda.data.modelio.ModelInfo;
import mpjlda.data.modelio.Npy;

/**
 * A model that a training starts from, its words matched by their text. A word that the model does
 * not have starts at eta + Gamma(100, 1/100), from (seed, word, topic) alone; a word that the
 * corpus does not have is dropped.
 */
public final class InitialModel {
  private final String name;
  private final Supplier<TopicModel> model;

  private InitialModel(String name, Supplier<TopicModel> model) {
    this.name = name;
    this.model = model;
  }

  /** The model of a directory, which is read when a training starts. */
  static InitialModel at(Path directory) {
    return new InitialModel(directory.toString(), () -> ModelDirectory.open(directory));
  }

  /** A model in memory. */
  static InitialModel of(TopicModel model) {
    return new InitialModel("a model in memory", () -> model);
  }

  /**
   * The priors that a training takes from a model unless they are given.
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
   * @param name of the model
   * @param lambda (V × K) in the corpus's words
   * @param matched words of the corpus that the model has
   * @param dropped words of the model that the corpus does not have
   */
  record Start(String name, BlockedDoubleMatrix lambda, int matched, int dropped) {
    String description() {
      int words = lambda.layout().rows();
      return String.format(
          "start    from %s: %d of the corpus's %d words are its own, %d are new to it, %d of its"
              + " words are dropped",
          name, matched, words, words - matched, dropped);
    }
  }

  /**
   * The start of a training.
   *
   * @param words (V) of the corpus; the first of equal ones is the model's first, and so on
   * @param eta the topics' prior of the training
   * @throws mpjlda.core.errors.LdaException (65) if the model is damaged
   */
  Start start(List<String> words, double eta, long seed) {
    TopicModel from = model.get();
    Map<String, Deque<Integer>> numbers = new HashMap<>();
    for (int w = 0; w < from.words(); w++) {
      numbers.computeIfAbsent(from.vocabulary().get(w), word -> new ArrayDeque<>(1)).add(w);
    }
    RowLayout layout = RowLayout.of(words.size(), from.topics());
    BlockedDoubleMatrix lambda = new BlockedDoubleMatrix(layout);
    KeyedRandom random = new KeyedRandom(seed, "lambda");
    int matched = 0;
    for (int w = 0; w < layout.rows(); w++) {
      Deque<Integer> found = numbers.getOrDefault(words.get(w), new ArrayDeque<>(0));
      if (found.isEmpty()) {
        fill(lambda, w, eta, random);
      } else {
        int number = found.remove();
        System.arraycopy(
            from.lambda().blockOf(number),
            from.lambda().layout().offsetOf(number),
            lambda.blockOf(w),
            layout.offsetOf(w),
            layout.columns());
        matched++;
      }
    }
    return new Start(name, lambda, matched, from.words() - matched);
  }

  private static void fill(BlockedDoubleMatrix lambda, int word, double eta, KeyedRandom random) {
    for (int k = 0; k < lambda.layout().columns(); k++) {
      random.seek(word, k);
      lambda.set(word, k, eta + random.nextGamma(100) / 100);
    }
  }
}
