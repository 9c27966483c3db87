package mpjlda.data.modelio;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import mpjlda.core.inference.TopicModel;
import mpjlda.data.corpus.Vocabulary;

/** Builds descriptions of models of which a test needs only some parts. */
public final class ModelInfos {
  private static final Provenance MADE =
      new Provenance("mpj-lda 0.1.0", "17", "node1", Instant.EPOCH, Instant.EPOCH);

  private final int topics;
  private final List<String> words;
  private final double eta;
  private long documents = 10;
  private long tokens = 20;
  private Map<String, Object> options = Map.of();
  private int iterations = 7;
  private double bound = -40.5;
  private boolean complete = true;

  private ModelInfos(int topics, List<String> words, double eta) {
    this.topics = topics;
    this.words = words;
    this.eta = eta;
  }

  /** A model of some topics and words. */
  public static ModelInfos of(int topics, List<String> words, double eta) {
    return new ModelInfos(topics, words, eta);
  }

  /** The description of a model in memory. */
  public static ModelInfo of(TopicModel model) {
    return of(model.alpha().length, model.vocabulary(), model.eta()).build();
  }

  public ModelInfos corpus(long newDocuments, long newTokens) {
    documents = newDocuments;
    tokens = newTokens;
    return this;
  }

  public ModelInfos options(Map<String, Object> newOptions) {
    options = newOptions;
    return this;
  }

  public ModelInfos iterations(int done, boolean isComplete) {
    iterations = done;
    complete = isComplete;
    return this;
  }

  public ModelInfos bound(double newBound) {
    bound = newBound;
    return this;
  }

  public ModelInfo build() {
    return new ModelInfo(
        topics,
        words.size(),
        documents,
        tokens,
        options,
        1,
        "c0ffee",
        Vocabulary.of(words).hash(),
        eta,
        iterations,
        bound,
        complete,
        MADE);
  }
}
