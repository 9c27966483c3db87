package mpjlda.app.train;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import mpjlda.app.config.TrainingConfig;
import mpjlda.data.corpus.CorpusSummary;
import mpjlda.data.io.AtomicFile;
import mpjlda.data.io.Json;
import mpjlda.data.io.ProgramVersion;
import mpjlda.data.modelio.ModelDirectory;
import mpjlda.data.modelio.ModelInfo;
import mpjlda.data.modelio.ModelWriter;
import mpjlda.data.modelio.Provenance;

/** The model directory of a training: its description and its writing, on rank 0. */
public final class ModelSaving {
  private final TrainingConfig config;
  private final CorpusSummary corpus;
  private final Map<String, Object> options;
  private final Origin origin;

  /** The host and start of a training. */
  public record Origin(String host, Instant started) {}

  /**
   * @param options for {@code model.json}
   */
  public ModelSaving(
      TrainingConfig config, CorpusSummary corpus, Map<String, Object> options, Origin origin) {
    this.config = config;
    this.corpus = corpus;
    this.options = options;
    this.origin = origin;
  }

  /**
   * Writes the model; complete unless the run was stopped before its end.
   *
   * @param heldOut log-likelihood per held-out token, if held-out documents were given
   */
  TrainingSummary save(FittedModel fitted, OptionalDouble heldOut) {
    ModelInfo info = info(fitted).withHeldOut(heldOut);
    ModelWriter.save(config.output(), info, fitted.model());
    return TrainingSummary.of(info, fitted.model(), config.output());
  }

  /** The closing table, which is known only after the model was written. */
  void saveTiming(PhaseTable table) {
    Path path = config.output().resolve(ModelDirectory.TIMING);
    AtomicFile.writeText(path, Json.pretty(table.toMap()));
  }

  /** The description of a fitted model for {@code model.json}. */
  public ModelInfo info(FittedModel fitted) {
    Map<String, Object> all = new LinkedHashMap<>(options);
    all.putAll(corpus.origin().toMap());
    return new ModelInfo(
        config.topics(),
        corpus.vocabularySize(),
        corpus.documents(),
        corpus.tokens(),
        all,
        config.seed(),
        corpus.corpusHash(),
        corpus.vocabularyHash(),
        fitted.model().eta(),
        fitted.iterations(),
        fitted.bound(),
        !fitted.stopped(),
        new Provenance(
            "mpj-lda " + ProgramVersion.value(),
            Provenance.thisJava(),
            origin.host(),
            origin.started(),
            Instant.now()));
  }
}
