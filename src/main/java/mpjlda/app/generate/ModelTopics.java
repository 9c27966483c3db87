package mpjlda.app.generate;

import java.util.List;
import mpjlda.core.inference.TopicModel;
import mpjlda.core.matrix.BlockedDoubleMatrix;

/**
 * The topics of a trained model at their posterior means, lambda_kw / Σ_w lambda_kw.
 *
 * @param model the model
 */
public record ModelTopics(TopicModel model) implements TopicSource {
  @Override
  public int topics() {
    return model.topics();
  }

  @Override
  public List<String> vocabulary() {
    return model.vocabulary();
  }

  @Override
  public void topic(int topic, double[] probabilities) {
    BlockedDoubleMatrix lambda = model.lambda();
    double sum = 0;
    for (int w = 0; w < probabilities.length; w++) {
      probabilities[w] = lambda.get(w, topic);
      sum += probabilities[w];
    }
    for (int w = 0; w < probabilities.length; w++) {
      probabilities[w] /= sum;
    }
  }
}
