package mpjlda.data.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A file of one list of JSON objects, or of objects that go over several lines, as batches. */
final class JsonFeed implements BatchFeed.FileFeed {
  private static final long BATCH_CHARACTERS = 1 << 18;
  private static final int BEGINNING = 1 << 13;

  private final TextFile file;
  private final TextSource source;
  private final InputStream in;
  private final StrictReader reader;
  private final JsonParser parser;
  private boolean inList;

  JsonFeed(TextFile file, TextSource source) throws IOException {
    this.file = file;
    this.source = source;
    this.in = TextBytes.open(file.path(), source.charset());
    this.reader = new StrictReader(source.charset());
    reader.open(in);
    this.parser = new JsonMapper().createParser(reader);
    parser.setCodec(new JsonMapper(JsonDocument.READER.getFactory()));
  }

  /** Whether a file is not of one object a line: it begins with a list, or a line is no object. */
  static boolean isOf(TextFile file, TextSource source) throws IOException {
    byte[] first;
    try (InputStream in = TextBytes.open(file.path(), source.charset())) {
      first = in.readNBytes(BEGINNING);
    }
    String text = new String(first, source.charset()).stripLeading();
    if (text.startsWith("[")) {
      return true;
    }
    int end = LineEnds.next(text.getBytes(StandardCharsets.UTF_8), 0, text.length());
    String line = text.substring(0, Math.min(end, text.length())).strip();
    // The first line of an object that is printed for people.
    return line.equals("{") && end < text.length();
  }

  @Override
  public Optional<Batch> next() throws IOException {
    List<RecordBatch.Item> items = new ArrayList<>();
    long characters = 0;
    try {
      while (characters < BATCH_CHARACTERS) {
        Optional<RecordBatch.Item> item = nextItem();
        if (item.isEmpty()) {
          break;
        }
        items.add(item.get());
        characters += item.get().characters();
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new MalformedTextException(
          line, "found broken JSON, expected a list of objects [{...}, ...] or an object a line");
    }
    return items.isEmpty()
        ? Optional.empty()
        : Optional.of(new RecordBatch(items, source.html() || file.html(), characters, List.of()));
  }

  private Optional<RecordBatch.Item> nextItem() throws IOException {
    JsonToken token = parser.nextToken();
    while ((token == JsonToken.START_ARRAY && !inList)
        || (token == JsonToken.END_ARRAY && inList)) {
      inList = token == JsonToken.START_ARRAY;
      token = parser.nextToken();
    }
    if (token == null) {
      return Optional.empty();
    }
    int line = parser.currentTokenLocation().getLineNr();
    if (token != JsonToken.START_OBJECT) {
      throw new MalformedTextException(
          line, "found no JSON object, expected a list of objects [{...}, ...]");
    }
    JsonNode object = parser.readValueAsTree();
    JsonDocument document = JsonDocument.of(object, source.fields(), line);
    String name = document.name().orElseGet(() -> file.name() + ":" + line);
    return Optional.of(new RecordBatch.Item(name, document.pieces()));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
