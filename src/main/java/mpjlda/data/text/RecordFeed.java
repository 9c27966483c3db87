package mpjlda.data.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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
  private final List<String> notices = new ArrayList<>();
  private @Nullable RecordFields fields;
  private long longRecords;
  private String longRecord = "";

  RecordFeed(TextFile file, TextSource source) throws IOException {
    this.file = file;
    this.source = source;
    this.in = TextBytes.open(file.path(), source.charset());
    StrictReader reader = new StrictReader(source.charset());
    reader.open(in);
    Delimiter delimiter = Delimiter.of(file, source);
    delimiter.notice().ifPresent(notice -> notices.add(file.path() + ": " + notice));
    this.parser =
        CSVParser.builder()
            .setReader(reader)
            .setFormat(delimiter.format(source.fields().quotes()))
            .get();
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
        noticeLongRecords();
        break;
      }
      noteLines(line, values);
      boolean blank = values.size() == 1 && values.get(0).isBlank();
      RecordFields known = fields;
      if (known == null) {
        boolean header = isHeader(values);
        known = RecordFields.of(header ? values : numbers(values), source.fields());
        fields = known;
        noticeHeader(values, header);
        if (header) {
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
    if (items.isEmpty() && notices.isEmpty()) {
      return Optional.empty();
    }
    List<String> said = List.copyOf(notices);
    notices.clear();
    return Optional.of(new RecordBatch(items, source.html() || file.html(), characters, said));
  }

  /** A single field with several words is a text, and no field's name. */
  private boolean isHeader(List<String> first) {
    boolean text = first.size() == 1 && first.get(0).strip().matches("(?s)\\S+\\s.*");
    return source.fields().header() && (!text || !source.fields().text().isEmpty());
  }

  private void noticeHeader(List<String> first, boolean header) {
    if (!source.fields().header() || first.size() > 1) {
      return;
    }
    notices.add(
        header
            ? file.path()
                + ":1: taken for the field's name, not for a document; if it is one, add"
                + " --no-header"
            : file.path()
                + ":1: taken for a document, as it has several words; if it is the field's name,"
                + " give it with --text-field");
  }

  private static List<String> numbers(List<String> first) {
    return IntStream.rangeClosed(1, first.size()).mapToObj(String::valueOf).toList();
  }

  /** Remembers the first record that goes over several lines. */
  private void noteLines(long line, List<String> values) {
    long ends = 0;
    for (String value : values) {
      ends += value.lines().count() > 1 ? 1 : 0;
    }
    if (ends > 0) {
      longRecords++;
      if (longRecord.isEmpty()) {
        longRecord =
            file.path()
                + ":"
                + line
                + ": found a record that goes over "
                + (parser.getCurrentLineNumber() - line + 1)
                + " lines";
      }
    }
  }

  private void noticeLongRecords() {
    if (!longRecord.isEmpty()) {
      String others = longRecords > 1 ? ", and " + (longRecords - 1) + " more such records" : "";
      notices.add(
          longRecord
              + others
              + "; if quotation marks have no meaning in this file, add --no-quotes");
      longRecord = "";
    }
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
              + ": a quotation mark is not closed, or closed before the field's end; expected"
              + " \"...\" around the whole field and \"\" for a mark within. If quotation marks"
              + " have no meaning in this file, add --no-quotes");
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
