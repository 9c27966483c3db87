package mpjlda.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mpjlda.core.inference.TopicModel;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.data.modelio.ModelInfo;
import mpjlda.data.modelio.ModelInfos;
import mpjlda.data.modelio.ModelWriter;

/**
 * A model of three topics over four words, with eta 1. Tokens: 4, 12 and 4. The words'
 * probabilities: topic 0 (1/2, 1/4, 1/8, 1/8), topic 1 (1/16, 5/16, 5/16, 5/16), topic 2 as 0.
 */
final class SmallModel {
  static final List<String> WORDS = List.of("love", "naïve", "恋", "you");

  private static final double[][] LAMBDA = {{4, 1, 4}, {2, 5, 2}, {1, 5, 1}, {1, 5, 1}};

  private SmallModel() {}

  static Path save(Path folder) {
    return save(folder, WORDS, Map.of("tolerance", 1e-5));
  }

  /**
   * The same model of other words, with other options.
   *
   * @param words four
   */
  static Path save(Path folder, List<String> words, Map<String, Object> options) {
    Path directory = folder.resolve("model");
    BlockedDoubleMatrix lambda = new BlockedDoubleMatrix(RowLayout.of(4, 3));
    for (int w = 0; w < 4; w++) {
      for (int k = 0; k < 3; k++) {
        lambda.set(w, k, LAMBDA[w][k]);
      }
    }
    ModelInfo info = ModelInfos.of(3, words, 1).options(options).build();
    ModelWriter.save(
        directory, info, new TopicModel(lambda, new double[] {0.1, 0.2, 0.3}, info.eta(), words));
    return directory;
  }
}
