package mpjlda.data.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** A file of comma- or tab-separated values, as batches of records. */
final class RecordFeed implements BatchFeed.FileFeed {
  private static final long BATCH_CHARACTERS = 1 << 18;

  private final TextFile file;
  private final TextSource source;
  private final InputStream in;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private @Nullable RecordFields fields;

  RecordFeed(TextFile file, TextSource source) throws IOException {
    this.file = file;
    this.source = source;
    this.in = TextBytes.open(file.path(), source.charset());
    StrictReader reader = new StrictReader(source.charset());
    reader.open(in);
    CSVFormat.Builder format =
        CSVFormat.RFC4180.builder().setDelimiter(file.kind() == TextKind.TSV ? '\t' : ',');
    if (!source.fields().quotes()) {
      format.setQuote(null);
    }
    this.parser = CSVParser.builder().setReader(reader).setFormat(format.get()).get();
    this.records = parser.iterator();
  }

  @Override
  public Optional<Batch> next() throws IOException {
    List<RecordBatch.Item> items = new ArrayList<>();
    long characters = 0;
    while (characters < BATCH_CHARACTERS) {
      long line = parser.getCurrentLineNumber() + 1;
      List<String> values = nextRecord(line);
      if (values.isEmpty()) {
        break;
      }
      boolean blank = values.size() == 1 && values.get(0).isBlank();
      RecordFields known = fields;
      if (known == null) {
        known = RecordFields.of(header(values), source.fields());
        fields = known;
        if (source.fields().header()) {
          continue;
        }
      }
      if (blank) {
        items.add(RecordBatch.Item.BLANK);
        characters++;
        continue;
      }
      RecordBatch.Item item = item(values, known, line);
      items.add(item);
      characters += item.characters();
    }
    return items.isEmpty()
        ? Optional.empty()
        : Optional.of(new RecordBatch(items, source.html() || file.html(), characters));
  }

  private List<String> header(List<String> first) {
    return source.fields().header()
        ? first
        : IntStream.rangeClosed(1, first.size()).mapToObj(String::valueOf).toList();
  }

  private RecordBatch.Item item(List<String> values, RecordFields known, long line)
      throws MalformedTextException {
    if (values.size() != known.fields()) {
      throw new MalformedTextException(
          line,
          "found a record of "
              + values.size()
              + " fields, expected "
              + known.fields()
              + " as in the first one"
              + (source.fields().quotes()
                  ? "; if quotation marks have no meaning in this file, add --no-quotes"
                  : ""));
    }
    List<String> pieces = known.text().stream().map(values::get).toList();
    String name = known.name().map(values::get).filter(n -> !n.isBlank()).orElse("");
    return new RecordBatch.Item(name.isEmpty() ? file.name() + ":" + line : name, pieces);
  }

  /** Empty at the end of the file. */
  private List<String> nextRecord(long line) throws IOException {
    try {
      return records.hasNext() ? records.next().toList() : List.of();
    } catch (UncheckedIOException | IllegalStateException e) {
      Throwable cause = e;
      while (cause != null && !(cause instanceof MalformedTextException)) {
        cause = cause.getCause();
      }
      if (cause instanceof MalformedTextException malformed) {
        throw malformed;
      }
      throw new MalformedTextException(
          line,
          "found a record that is no "
              + file.kind().name()
              + ": "
              + e.getMessage()
              + "; if quotation marks have no meaning in this file, add --no-quotes");
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
