package mpjlda.app.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import mpjlda.core.errors.LdaException;
import mpjlda.core.inference.TopicModel;
import mpjlda.core.topics.TopicWeights;
import mpjlda.data.corpus.CorpusOrigin;
import mpjlda.data.io.AtomicFile;
import mpjlda.data.io.IoFailure;
import mpjlda.data.modelio.ModelDirectory;
import mpjlda.data.modelio.ModelInfo;

/**
 * One HTML page of a model: its topics, its training, where it comes from. It holds all that it
 * needs and asks the network for nothing.
 */
public final class Report {
  /** For each topic. */
  private static final int TOP_DOCUMENTS = 5;

  private final ModelInfo info;
  private final TopicModel model;
  private final TopicWeights topics;
  private final ReportInputs inputs;
  private final Optional<DocumentTopics> documents;
  private final Consumer<String> progress;

  private Report(TopicModel model, ReportInputs inputs, Consumer<String> progress) {
    this.info = ModelDirectory.readInfo(inputs.model());
    this.model = model;
    this.inputs = inputs;
    this.topics = TopicWeights.of(model.lambda(), model.eta());
    this.documents =
        inputs
            .corpus()
            .map(corpus -> corpus.fitting(CorpusOrigin.of(info)))
            .map(corpus -> DocumentTopics.fit(model, corpus, TOP_DOCUMENTS, progress));
    this.progress = progress;
  }

  /**
   * Writes the page, atomically and piece by piece: it is never in memory as a whole.
   *
   * @param progress receives a line for each step
   * @throws LdaException (65) if the model, its logs, the corpus or {@code tune.csv} are damaged,
   *     (70) if the page cannot be written
   */
  public static void write(ReportInputs inputs, Path output, Consumer<String> progress) {
    progress.accept("reading the model " + inputs.model());
    Report report = new Report(ModelDirectory.open(inputs.model()), inputs, progress);
    // Before the file is begun, so that faults of the input are reported first.
    TrainingHistory history = TrainingHistory.read(inputs.model());
    Optional<TuneCsv> tune = inputs.tune().map(TuneCsv::read);
    AtomicFile.writeStream(output, out -> report.page(out, history, tune));
  }

  /**
   * Prints the page.
   *
   * @throws LdaException as {@link #write} does
   */
  public static void print(ReportInputs inputs, OutputStream to, Consumer<String> progress) {
    progress.accept("reading the model " + inputs.model());
    Report report = new Report(ModelDirectory.open(inputs.model()), inputs, progress);
    TrainingHistory history = TrainingHistory.read(inputs.model());
    Optional<TuneCsv> tune = inputs.tune().map(TuneCsv::read);
    OutputStream out = new BufferedOutputStream(to);
    try {
      report.page(out, history, tune);
      out.flush();
    } catch (IOException e) {
      throw LdaException.failed("cannot write to standard output: " + IoFailure.reason(e) + ".", e);
    }
  }

  private void page(OutputStream out, TrainingHistory history, Optional<TuneCsv> tune)
      throws IOException {
    PageTemplate.load(name()).write(out, data -> data(new ScriptJson(data), history, tune));
  }

  private void data(ScriptJson json, TrainingHistory history, Optional<TuneCsv> tune)
      throws IOException {
    json.object(
        () -> {
          json.text("name", name());
          new Overview(info, documents).write(json);
          progress.accept("comparing " + topics.topics() + " topics");
          json.object("map", () -> TopicMap.of(topics).write(json));
          progress.accept("ranking words");
          new TopicWords(topics, model.vocabulary()).write(json);
          if (documents.isPresent()) {
            documents(json, documents.get());
          }
          history.write(json);
          if (tune.isPresent()) {
            json.object("tune", () -> tune.get().write(json));
          }
        });
    json.flush();
  }

  private void documents(ScriptJson json, DocumentTopics fitted) throws IOException {
    json.array(
        "documents",
        () -> {
          for (int k = 0; k < topics.topics(); k++) {
            int topic = k;
            json.array(
                () -> {
                  for (DocumentTopics.Entry entry : fitted.of(topic)) {
                    json.array(
                        () -> {
                          json.integer(entry.document());
                          json.number(entry.proportion());
                          json.integer(entry.tokens());
                          json.text(String.join(" ", entry.words()));
                        });
                  }
                });
          }
        });
  }

  private String name() {
    Path folder = inputs.model().toAbsolutePath().normalize().getFileName();
    return folder == null ? inputs.model().toString() : folder.toString();
  }
}
