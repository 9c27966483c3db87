package mpjlda.app.export;

import java.util.Optional;
import mpjlda.core.inference.TopicModel;
import mpjlda.core.topics.TopicWeights;
import mpjlda.data.corpus.CorpusSource;
import mpjlda.data.modelio.ModelInfo;

/**
 * A model to export, and how.
 *
 * @param corpus documents for what needs some
 * @param mapWords whether the corpus's words may be matched with the model's by their text
 * @param topWords words of each topic where a form wants only the most probable
 * @param threads that fit the documents
 */
public record ExportSource(
    ModelInfo info,
    TopicModel model,
    Optional<CorpusSource> corpus,
    boolean mapWords,
    int topWords,
    int threads) {
  int topics() {
    return model.topics();
  }

  int words() {
    return model.words();
  }

  double eta() {
    return model.eta();
  }

  String word(int number) {
    return model.vocabulary().get(number);
  }

  TopicWeights weights() {
    return TopicWeights.of(model.lambda(), eta());
  }

  Optional<DocumentProportions> documents() {
    return corpus.map(source -> new DocumentProportions(this, source));
  }
}
