package mpjlda.app.train;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import mpjlda.app.config.TrainingConfig;
import mpjlda.data.corpus.Corpus;
import mpjlda.data.corpus.CorpusSummary;
import mpjlda.data.io.AtomicFile;
import mpjlda.data.io.Json;
import mpjlda.data.io.ProgramVersion;
import mpjlda.data.modelio.ModelContent;
import mpjlda.data.modelio.ModelDirectory;
import mpjlda.data.modelio.ModelInfo;
import mpjlda.data.modelio.ModelWriter;
import mpjlda.data.modelio.Provenance;
import mpjlda.data.modelio.TrainedModel;

/** Writes a run's model directory, on rank 0. */
final class ModelSaving {
  private final TrainingConfig config;
  private final Corpus corpus;
  private final Map<String, Object> options;
  private final Origin origin;

  /** Where and when the model is made. */
  record Origin(String host, Instant started) {}

  /**
   * @param options for {@code model.json}
   */
  ModelSaving(TrainingConfig config, Corpus corpus, Map<String, Object> options, Origin origin) {
    this.config = config;
    this.corpus = corpus;
    this.options = options;
    this.origin = origin;
  }

  /**
   * The model as it is written; complete unless the run was stopped before its end.
   *
   * @param heldOut log-likelihood per held-out token, if held-out documents were given
   */
  TrainedModel save(Trainer.Outcome outcome, OptionalDouble heldOut) {
    TrainedModel model =
        new TrainedModel(
            info(outcome).withHeldOut(heldOut),
            outcome.lambda(),
            outcome.state().priors().alpha(),
            corpus.vocabulary().words());
    ModelWriter.save(
        config.output(),
        new ModelContent(
            model.info(), model.lambda(), model.alpha(), model.vocabulary(), Map.of()));
    return model;
  }

  /** The closing table, which is known only after the model was written. */
  void saveTiming(PhaseTable table) {
    Path path = config.output().resolve(ModelDirectory.TIMING);
    AtomicFile.writeText(path, Json.pretty(table.toMap()));
  }

  private ModelInfo info(Trainer.Outcome outcome) {
    CorpusSummary summary = corpus.summary();
    return new ModelInfo(
        config.topics(),
        summary.vocabularySize(),
        summary.documents(),
        summary.tokens(),
        options,
        config.seed(),
        summary.corpusHash(),
        summary.vocabularyHash(),
        outcome.state().priors().eta(),
        outcome.state().iteration(),
        outcome.state().bound(),
        !outcome.stopped(),
        new Provenance(
            "mpj-lda " + ProgramVersion.value(),
            Provenance.thisJava(),
            origin.host(),
            origin.started(),
            Instant.now()));
  }
}
