package mpjlda.app.export;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mpjlda.core.topics.TopicSummary;
import mpjlda.core.topics.TopicWeights;
import mpjlda.core.topics.TopicWord;

/**
 * Tables with a header line: a field with the separator, a quote or a line end stands in quotes,
 * and quotes in it are doubled (RFC 4180).
 */
final class TableExport implements Exporter {
  private final char separator;

  TableExport(char separator) {
    this.separator = separator;
  }

  @Override
  public List<Path> write(ExportSource source, Path folder) {
    String end = separator == ',' ? ".csv" : ".tsv";
    List<Path> files = new ArrayList<>();
    files.add(Lines.write(folder.resolve("top_words" + end), out -> topWords(source, out)));
    files.add(Lines.write(folder.resolve("topic_word" + end), out -> topicWord(source, out)));
    source
        .documents()
        .ifPresent(
            documents ->
                files.add(
                    Lines.write(
                        folder.resolve("doc_topic" + end),
                        out -> docTopic(documents, source.topics(), out))));
    return files;
  }

  private void topWords(ExportSource source, Writer out) throws IOException {
    row(out, List.of("topic", "share", "rank", "word", "probability"));
    for (TopicSummary topic :
        TopicSummary.of(source.model().lambda(), source.eta(), source.topWords())) {
      int rank = 1;
      for (TopicWord word : topic.words()) {
        row(
            out,
            List.of(
                "" + topic.topic(),
                "" + topic.share(),
                "" + rank++,
                source.word(word.word()),
                "" + word.probability()));
      }
    }
  }

  /** A word a row, a topic a column. */
  private void topicWord(ExportSource source, Writer out) throws IOException {
    row(out, header("word", source.topics()));
    TopicWeights weights = source.weights();
    List<String> fields = new ArrayList<>();
    for (int w = 0; w < source.words(); w++) {
      fields.clear();
      fields.add(source.word(w));
      for (int k = 0; k < source.topics(); k++) {
        fields.add(Double.toString(weights.probability(w, k)));
      }
      row(out, fields);
    }
  }

  private void docTopic(DocumentProportions documents, int topics, Writer out) throws IOException {
    row(out, header("document", topics));
    List<String> fields = new ArrayList<>();
    documents.forEach(
        (d, words, gamma) -> {
          fields.clear();
          fields.add(Long.toString(d));
          for (double share : documents.proportions(gamma)) {
            fields.add(Double.toString(share));
          }
          row(out, fields);
        });
  }

  private static List<String> header(String first, int topics) {
    List<String> names = new ArrayList<>(List.of(first));
    for (int k = 0; k < topics; k++) {
      names.add("topic_" + k);
    }
    return names;
  }

  private void row(Writer out, List<String> fields) throws IOException {
    for (int i = 0; i < fields.size(); i++) {
      if (i > 0) {
        out.write(separator);
      }
      out.write(quoted(fields.get(i)));
    }
    out.write('\n');
  }

  private String quoted(String field) {
    boolean plain =
        field.indexOf(separator) < 0
            && field.indexOf('"') < 0
            && field.indexOf('\n') < 0
            && field.indexOf('\r') < 0;
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
