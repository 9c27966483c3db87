package mpjlda.app.train;

import java.util.Optional;
import mpjlda.app.config.HeldOutSource;
import mpjlda.app.config.TrainingConfig;
import mpjlda.app.evaluate.HeldOutDocuments;
import mpjlda.core.inference.TopicModel;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.parallel.Communicator;
import mpjlda.core.parallel.Workers;
import mpjlda.core.priors.DirichletPriors;
import mpjlda.data.corpus.Corpus;
import mpjlda.data.corpus.Vocabulary;

/** Scores held-out documents every so many iterations, and the last one. All ranks take part. */
final class HeldOutTracker {
  private final HeldOutDocuments documents;
  private final Vocabulary vocabulary;
  private final int every;
  private final Workers workers;
  private Optional<TrainingState> scored = Optional.empty();
  private double score = Double.NaN;

  private HeldOutTracker(
      HeldOutDocuments documents, Vocabulary vocabulary, int every, Workers workers) {
    this.documents = documents;
    this.vocabulary = vocabulary;
    this.every = every;
    this.workers = workers;
  }

  /**
   * Reads the documents; called by all ranks.
   *
   * @param corpus of the training
   */
  static HeldOutTracker read(
      TrainingConfig.HeldOut wanted, Corpus corpus, Communicator comm, Workers workers) {
    HeldOutSource source = wanted.source().fitting(corpus.summary().origin());
    return new HeldOutTracker(
        HeldOutDocuments.read(source, corpus.vocabulary().words(), comm),
        corpus.vocabulary(),
        wanted.every(),
        workers);
  }

  /** Whether an iteration is one of those that are scored, whether or not it is the last. */
  boolean isDue(int iteration) {
    return iteration % every == 0;
  }

  /**
   * Scores; called by all ranks. What was scored last is remembered.
   *
   * @param lambda (V × K) after this iteration
   * @return log-likelihood per held-out token, in nats
   */
  double score(TrainingState state, BlockedDoubleMatrix lambda) {
    if (scored.filter(state::isAt).isEmpty()) {
      DirichletPriors priors = state.priors();
      TopicModel model = new TopicModel(lambda, priors.alpha(), priors.eta(), vocabulary.words());
      score = documents.score(model, workers).perToken();
      scored = Optional.of(state);
    }
    return score;
  }
}
