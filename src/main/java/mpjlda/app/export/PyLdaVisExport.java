package mpjlda.app.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mpjlda.core.topics.TopicWeights;

/**
 * pyLDAvis: {@code prepare.json} has the arguments of {@code pyLDAvis.prepare(**...)}, which needs
 * documents; {@code prepared.json} is what that makes of them ({@link PreparedTopics}).
 */
final class PyLdaVisExport implements Exporter {
  @Override
  public List<Path> write(ExportSource source, Path folder) {
    TopicWeights weights = source.weights();
    List<Path> files = new ArrayList<>();
    source
        .documents()
        .ifPresent(
            documents ->
                files.add(
                    json(
                        folder.resolve("prepare.json"),
                        json -> arguments(source, weights, documents, json))));
    files.add(
        json(
            folder.resolve("prepared.json"),
            json -> new PreparedTopics(source, weights).write(json)));
    return files;
  }

  @FunctionalInterface
  private interface Content {
    void writeTo(JsonGenerator json) throws IOException;
  }

  private static Path json(Path file, Content content) {
    return Lines.write(
        file,
        out -> {
          JsonGenerator json = new JsonFactory().createGenerator(out);
          json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
          json.writeStartObject();
          content.writeTo(json);
          json.writeEndObject();
          json.flush();
        });
  }

  private static void arguments(
      ExportSource source, TopicWeights weights, DocumentProportions documents, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart("topic_term_dists");
    double[] row = new double[source.words()];
    for (int k = 0; k < source.topics(); k++) {
      int topic = k;
      Arrays.setAll(row, w -> weights.probability(w, topic));
      json.writeArray(row, 0, row.length);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("vocab");
    for (String word : source.model().vocabulary()) {
      json.writeString(word);
    }
    json.writeEndArray();
    List<Double> lengths = new ArrayList<>();
    double[] frequencies = new double[source.words()];
    json.writeArrayFieldStart("doc_topic_dists");
    documents.forEach(
        (d, words, gamma) -> {
          double[] theta = documents.proportions(gamma);
          json.writeArray(theta, 0, theta.length);
          lengths.add(words.tokens());
          for (int i = 0; i < words.size(); i++) {
            frequencies[words.ids()[i]] += words.counts()[i];
          }
        });
    json.writeEndArray();
    json.writeFieldName("doc_lengths");
    json.writeArray(lengths.stream().mapToDouble(Double::doubleValue).toArray(), 0, lengths.size());
    json.writeFieldName("term_frequency");
    json.writeArray(frequencies, 0, frequencies.length);
  }
}
