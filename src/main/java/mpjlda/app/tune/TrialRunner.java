package mpjlda.app.tune;

import java.util.List;
import java.util.Optional;
import mpjlda.app.config.TrainingConfig;
import mpjlda.app.evaluate.HeldOutDocuments;
import mpjlda.app.evaluate.HeldOutScore;
import mpjlda.app.train.FittedModel;
import mpjlda.app.train.InMemoryTraining;
import mpjlda.app.train.TrainingData;
import mpjlda.core.console.Console;
import mpjlda.core.errors.LdaException;
import mpjlda.core.kernel.DocumentSource;
import mpjlda.core.parallel.Communicator;
import mpjlda.core.parallel.Workers;
import mpjlda.data.corpus.Corpus;
import mpjlda.data.corpus.CorpusReader;
import mpjlda.data.documents.ModelDocuments;
import mpjlda.data.documents.SelectedDocuments;

/** Does trials, with all ranks of a group; its corpus is loaded once. */
final class TrialRunner {
  private final TuneConfig config;
  private final InMemoryTraining.Place place;
  private final StopRequest stop;
  private final Corpus corpus;
  private final Optional<HeldOutDocuments> given;

  /**
   * Loads the corpus; called by all ranks of the group.
   *
   * @param group the ranks that do a trial together
   * @throws LdaException (65) if there is not enough to train on and to score by
   */
  TrialRunner(
      TuneConfig config, Communicator group, Console console, Workers workers, StopRequest stop) {
    this.config = config;
    this.place = new InMemoryTraining.Place(group, console, workers);
    this.stop = stop;
    this.corpus = CorpusReader.read(config.training().corpus(), group);
    if (corpus.summary().documents() < config.holdOut().folds()) {
      throw LdaException.badInput(
          names()
              + ": found "
              + corpus.summary().documents()
              + " documents, expected at least one for each of the "
              + config.holdOut().folds()
              + " folds");
    }
    this.given =
        config
            .holdOut()
            .source()
            .map(source -> HeldOutDocuments.read(source, corpus.vocabulary().words(), group));
  }

  Corpus corpus() {
    return corpus;
  }

  /** A hash of the held-out documents, if they are given. */
  String givenHash() {
    return given.map(HeldOutDocuments::hash).orElse("");
  }

  /**
   * Trains and scores; called by all ranks of the group.
   *
   * @return empty if it was stopped
   */
  Optional<TrialResult> run(Trial trial) {
    long start = System.nanoTime();
    TrainingConfig training = trial.configuration().applyTo(config.training(), trial.iterations());
    FittedModel fit =
        new InMemoryTraining(training, place)
            .fit(trainingData(trial), new InMemoryTraining.Watch(stop::requested, stop::worked));
    if (fit.stopped()) {
      return Optional.empty();
    }
    HeldOutScore score = given.orElseGet(() -> heldOut(trial)).score(fit.model(), place.workers());
    double seconds = (System.nanoTime() - start) / 1e9;
    return Optional.of(TrialResult.of(trial, fit.iterations(), score, seconds));
  }

  private TrainingData trainingData(Trial trial) {
    DocumentSource documents = select(trial, false);
    long[] sums = {documents.count(), ModelDocuments.tokens(documents)};
    place.comm().allreduceSum(sums, 0, sums.length);
    if (sums[1] == 0) {
      throw LdaException.badInput(
          names()
              + ": found no word to train on besides the held-out documents ("
              + config.holdOut().describe()
              + "), expected some");
    }
    return new TrainingData(documents, corpus.vocabulary(), sums[0], sums[1]);
  }

  private HeldOutDocuments heldOut(Trial trial) {
    SelectedDocuments documents = select(trial, true);
    return HeldOutDocuments.split(
        documents, documents.documents(), seed(), List.of(names()), place.comm());
  }

  private SelectedDocuments select(Trial trial, boolean heldOut) {
    HoldOut holdOut = config.holdOut();
    return new SelectedDocuments(
        corpus.documents(), d -> holdOut.takes(d, trial.fold(), seed()) == heldOut, place.comm());
  }

  private long seed() {
    return config.training().seed();
  }

  private String names() {
    return String.join(" ", config.training().corpus().paths());
  }
}
