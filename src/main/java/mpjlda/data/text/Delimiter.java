package mpjlda.data.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The character between the fields of a table: as the user says, or as the file's name says, unless
 * that cuts its first records into nothing and another one into fields.
 *
 * @param character between fields
 * @param notice a remark if it is not the one that the file's name stands for
 */
record Delimiter(char character, Optional<String> notice) {
  private static final int BEGINNING = 1 << 14;
  private static final int RECORDS = 20;
  private static final Map<Character, String> NAMES =
      Map.of(',', "commas", ';', "semicolons", '|', "vertical bars", '\t', "tabs");

  /** Finds it. */
  static Delimiter of(TextFile file, TextSource source) throws IOException {
    if (source.fields().delimiter().isPresent()) {
      return new Delimiter(source.fields().delimiter().get(), Optional.empty());
    }
    char expected = file.kind() == TextKind.TSV ? '\t' : ',';
    String beginning = beginning(file, source);
    boolean quotes = source.fields().quotes();
    int fields = fields(beginning, expected, quotes);
    List<Character> others = new ArrayList<>();
    for (char other : new char[] {',', ';', '\t', '|'}) {
      if (other != expected && fields(beginning, other, quotes) > 1) {
        others.add(other);
      }
    }
    if (fields > 1 || others.isEmpty()) {
      return new Delimiter(expected, Optional.empty());
    }
    if (others.size() > 1) {
      throw new MalformedTextException(
          1,
          "found fields that may be separated by "
              + NAMES.get(others.get(0))
              + " or by "
              + NAMES.get(others.get(1))
              + ", expected "
              + NAMES.get(expected)
              + "; say which with --delimiter");
    }
    char found = others.get(0);
    return new Delimiter(
        found,
        Optional.of(
            "fields are separated by " + NAMES.get(found) + ", not by " + NAMES.get(expected)));
  }

  CSVFormat format(boolean quotes) {
    CSVFormat.Builder format = CSVFormat.RFC4180.builder().setDelimiter(character);
    if (!quotes) {
      format.setQuote(null);
    }
    return format.get();
  }

  private static String beginning(TextFile file, TextSource source) throws IOException {
    byte[] bytes;
    try (InputStream in = TextBytes.open(file.path(), source.charset())) {
      bytes = in.readNBytes(BEGINNING);
    }
    // What cannot be decoded is told by the reader that reads all.
    CharsetDecoder decoder =
        source
            .charset()
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    String text = decoder.decode(ByteBuffer.wrap(bytes)).toString();
    if (bytes.length < BEGINNING) {
      return text;
    }
    // The last line may be cut.
    return text.substring(0, Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1);
  }

  /** Number of fields of all of the first records; 0 if they differ. */
  private static int fields(String text, char delimiter, boolean quotes) {
    CSVFormat format = new Delimiter(delimiter, Optional.empty()).format(quotes);
    int fields = 0;
    try (CSVParser parser =
        CSVParser.builder().setReader(new StringReader(text)).setFormat(format).get()) {
      int records = 0;
      for (CSVRecord record : parser) {
        boolean blank = record.size() == 1 && record.get(0).isBlank();
        if (!blank && fields > 0 && record.size() != fields) {
          return 0;
        }
        fields = blank ? fields : record.size();
        records++;
        if (records == RECORDS) {
          break;
        }
      }
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      // A record that the beginning cuts, or a mark in a wrong place.
      return fields;
    }
    return fields;
  }
}
