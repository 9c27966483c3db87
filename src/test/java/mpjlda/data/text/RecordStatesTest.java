package mpjlda.data.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records begin where the parser says that they begin, from whatever byte one looks. */
class RecordStatesTest {
  private static final long SEED = 77_031;

  /** Where records begin and the parser's line ends before each; what it refuses ends the list. */
  private static List<RecordStates.Start> parsed(String text, char delimiter, boolean quotes) {
    List<RecordStates.Start> starts = new ArrayList<>();
    CSVFormat.Builder format = CSVFormat.RFC4180.builder().setDelimiter(delimiter);
    if (!quotes) {
      format.setQuote(null);
    }
    try (CSVParser parser =
        CSVParser.builder().setReader(new StringReader(text)).setFormat(format.get()).get()) {
      long lines = 0;
      for (CSVRecord record : parser) {
        starts.add(new RecordStates.Start(record.getCharacterPosition(), lines));
        lines = parser.getCurrentLineNumber();
      }
      starts.add(new RecordStates.Start(text.length(), lines));
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      // The records before are known, and that one begins after the last of them.
    }
    return starts;
  }

  private static String random(Random random, char delimiter) {
    String[] likely = {
      "\"", "\"\"", "\",\"", "\r", "\n", "\r\n", "a", "bc", " ", "\"x\"", "" + delimiter, "\t", ","
    };
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(24); i >= 0; i--) {
      text.append(likely[random.nextInt(likely.length)]);
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({"CSV,true", "CSV,false", "TSV,true", "TSV,false"})
  void fromEveryByteOfAnyText(TextKind kind, boolean quotes) throws IOException {
    Random random = new Random(SEED);
    char delimiter = kind == TextKind.TSV ? '\t' : ',';
    RecordStates states = new RecordStates(kind, quotes);
    int checked = 0;
    for (int round = 0; round < 20_000; round++) {
      String text = random(random, delimiter);
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      List<RecordStates.Start> starts = parsed(text, delimiter, quotes);
      for (int from = 1; from < bytes.length; from++) {
        int at = from;
        List<RecordStates.Start> next = starts.stream().filter(s -> s.at() >= at).toList();
        if (next.isEmpty()) {
          break;
        }
        String as = "seed " + SEED + ", round " + round + ", from " + from + " of " + text;
        // What the ranks before do: two looks, cut anywhere.
        int cut = random.nextInt(from + 1);
        RecordStates.Look first = states.new Look(-1);
        first.read(bytes, cut);
        RecordStates.Look second = states.new Look(cut > 0 ? bytes[cut - 1] : -1);
        second.read(Arrays.copyOfRange(bytes, cut, from), from - cut);
        int state = RecordStates.after(first.states(), RecordStates.RECORD);
        state = RecordStates.after(second.states(), state);
        RecordStates.Start found =
            states.firstRecord(
                new ByteArrayInputStream(bytes, from - 1, bytes.length - from + 1), from, state);
        assertThat(found.at()).as(as).isEqualTo(next.get(0).at());
        if (found.at() < bytes.length) {
          assertThat(first.lineEnds() + second.lineEnds() + found.lineEnds())
              .as(as)
              .isEqualTo(next.get(0).lineEnds());
        }
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(100_000);
  }

  @Test
  void lineEndsBetweenQuotationMarksAreNone() throws IOException {
    byte[] bytes = "a,\"b\n5\"\" disk\r\n\"\nc".getBytes(StandardCharsets.US_ASCII);
    RecordStates states = new RecordStates(TextKind.CSV, true);
    RecordStates.Look look = states.new Look(-1);
    look.read(bytes, 5);
    int state = RecordStates.after(look.states(), RecordStates.RECORD);
    assertThat(states.firstRecord(new ByteArrayInputStream(bytes, 4, 100), 5, state))
        .isEqualTo(new RecordStates.Start(17, 2));
    assertThat(look.lineEnds()).isOne();
  }
}
