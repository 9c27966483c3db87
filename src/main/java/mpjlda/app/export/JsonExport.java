package mpjlda.app.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import mpjlda.core.topics.TopicSummary;
import mpjlda.core.topics.TopicWord;

/** Topics for programs that want no matrices. */
final class JsonExport implements Exporter {
  @Override
  public List<Path> write(ExportSource source, Path folder) {
    return List.of(
        Lines.write(
            folder.resolve("topics.json"),
            out -> {
              JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter();
              json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
              write(source, json);
              json.flush();
              out.write('\n');
            }));
  }

  private static void write(ExportSource source, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("K", source.topics());
    json.writeNumberField("V", source.words());
    json.writeNumberField("eta", source.eta());
    json.writeArrayFieldStart("topics");
    for (TopicSummary topic :
        TopicSummary.of(source.model().lambda(), source.eta(), source.topWords())) {
      json.writeStartObject();
      json.writeNumberField("topic", topic.topic());
      json.writeNumberField("share", topic.share());
      json.writeNumberField("alpha", source.model().alpha()[topic.topic()]);
      json.writeArrayFieldStart("words");
      for (TopicWord word : topic.words()) {
        json.writeStartObject();
        json.writeStringField("word", source.word(word.word()));
        json.writeNumberField("probability", word.probability());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
