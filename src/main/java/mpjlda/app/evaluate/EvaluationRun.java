package mpjlda.app.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mpjlda.app.config.EvaluationConfig;
import mpjlda.app.config.HeldOutSource;
import mpjlda.core.console.Console;
import mpjlda.core.inference.TopicModel;
import mpjlda.core.kernel.DocumentSource;
import mpjlda.core.parallel.Communicator;
import mpjlda.core.parallel.Workers;
import mpjlda.data.corpus.CorpusOrigin;
import mpjlda.data.corpus.CorpusReader;
import mpjlda.data.corpus.CorpusSource;
import mpjlda.data.documents.ModelDocuments;
import mpjlda.data.io.AtomicFile;
import mpjlda.data.io.Json;
import mpjlda.data.modelio.ModelDirectory;

/** {@code evaluate} on one rank; rank 0 prints the result. */
public final class EvaluationRun {
  private final EvaluationConfig config;
  private final Communicator comm;
  private final Console console;
  private final boolean first;

  public EvaluationRun(EvaluationConfig config, Communicator comm, Console console) {
    this.config = config;
    this.comm = comm;
    this.console = console;
    this.first = comm.rank() == 0;
  }

  /**
   * Evaluates; called by all ranks.
   *
   * @throws mpjlda.core.errors.LdaException (65) if model or corpora are not sound or do not fit
   */
  public void run() {
    console.phase("loading", 0);
    TopicModel model = ModelDirectory.open(config.model());
    Map<String, Object> figures = new LinkedHashMap<>();
    Optional<TopicFigures> topics;
    try (Workers workers = new Workers(config.threads())) {
      config.heldOut().ifPresent(source -> heldOut(source, model, workers, figures));
      topics = config.topics().map(wanted -> topics(wanted, model, workers));
    }
    if (first) {
      topics.ifPresent(found -> figures.putAll(found.means()));
      print(figures, topics);
    }
  }

  private CorpusOrigin origin() {
    return CorpusOrigin.of(ModelDirectory.readInfo(config.model()));
  }

  private void heldOut(
      HeldOutSource source, TopicModel model, Workers workers, Map<String, Object> figures) {
    HeldOutDocuments documents =
        HeldOutDocuments.read(source.fitting(origin()), model.vocabulary(), comm);
    sayDropped(source.heldOut(), documents.droppedTokens());
    console.phase("scoring", 0);
    figures.putAll(documents.score(model, workers).toMap());
    if (config.bound()) {
      console.phase("bound", 0);
      figures.putAll(DocumentsBound.of(documents.whole(), model, comm, workers).toMap());
    }
  }

  private TopicFigures topics(EvaluationConfig.Topics wanted, TopicModel model, Workers workers) {
    console.phase("topics", 0);
    TopicShape shape = TopicShape.of(model.lambda(), model.eta(), wanted.words());
    Optional<ReferenceFigures> figures =
        wanted
            .reference()
            .map(
                source ->
                    ReferenceFigures.of(
                        reference(source, model.vocabulary(), wanted.mapWords()),
                        shape,
                        model,
                        new ReferenceFigures.Place(comm, workers)));
    return new TopicFigures(shape, figures, model.vocabulary());
  }

  private DocumentSource reference(CorpusSource source, List<String> vocabulary, boolean mapWords) {
    ModelDocuments documents =
        ModelDocuments.of(CorpusReader.read(source.fitting(origin()), comm), vocabulary, mapWords);
    long[] dropped = {documents.droppedTokens()};
    comm.allreduceSum(dropped, 0, 1);
    sayDropped(source, dropped[0]);
    return documents;
  }

  private void sayDropped(CorpusSource source, long tokens) {
    if (first && tokens > 0) {
      console.say(
          String.join(" ", source.paths())
              + ": left out "
              + tokens
              + " tokens of words that the model does not have");
    }
  }

  private void print(Map<String, Object> figures, Optional<TopicFigures> topics) {
    // First: what is printed cannot be taken back.
    config
        .topics()
        .flatMap(EvaluationConfig.Topics::csv)
        .ifPresent(path -> topics.ifPresent(found -> AtomicFile.writeText(path, found.csv())));
    if (config.json()) {
      topics.ifPresent(found -> figures.put("topics", found.toMaps()));
      console.result(Json.line(figures));
    } else {
      figures.forEach((name, value) -> console.result(name + " " + value));
      config
          .topics()
          .ifPresent(
              wanted ->
                  topics.ifPresent(found -> found.table(wanted.width()).forEach(console::result)));
    }
  }
}
