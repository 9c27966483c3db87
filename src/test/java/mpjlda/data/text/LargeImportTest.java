package mpjlda.data.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.errors.LdaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text of several megabytes and of every kind against the documents that it was made of. */
class LargeImportTest {
  private static final long SEED = 20261122;

  @TempDir private Path folder;

  private final Random random = new Random(SEED);
  private final List<String> names = new ArrayList<>();
  private final List<Map<String, Integer>> documents = new ArrayList<>();

  /** Words of a document, which it also notes. */
  private String document(String name, int most) {
    StringBuilder words = new StringBuilder("alle");
    for (int i = random.nextInt(most); i > 0; i--) {
      int word = (int) (300 * random.nextDouble() * random.nextDouble());
      words.append(' ').append(word % 7 == 0 ? "new york" : "wort" + word);
    }
    names.add(name);
    documents.add(Imported.bag(words.toString()));
    return words.toString();
  }

  private Path lines(String name, int number, boolean mark) {
    StringBuilder text = new StringBuilder(mark ? "\ufeff" : "");
    for (int line = 1; line <= number; line++) {
      if (random.nextInt(9) == 0) {
        text.append(line % 2 == 0 ? " \t" : "").append('\n');
      } else {
        // Now and then a line as long as several units.
        boolean long0 = line == number / 3;
        text.append(document(name + ":" + line, long0 ? 200_000 : 30));
        text.append(random.nextInt(3) == 0 ? "\r\n" : "\n");
      }
    }
    return Imported.write(folder.resolve(name), text.toString());
  }

  private Path table(String name, int number) {
    StringBuilder text = new StringBuilder("id,text\n");
    for (int record = 0; record < number; record++) {
      String words = document("r\u00e9c" + record, 20).replace(" new york", ",\n\"\"new york\"\"");
      text.append("r\u00e9c").append(record).append(",\"").append(words).append("\"\r\n");
    }
    return Imported.write(folder.resolve(name), text.toString());
  }

  private Path objects(String name, int number, boolean packed) {
    StringBuilder text = new StringBuilder();
    for (int line = 1; line <= number; line++) {
      boolean named = random.nextBoolean();
      String words = document(named ? "j" + line : name + ":" + line, 25);
      text.append(named ? "{\"id\": \"j" + line + "\", " : "{").append("\"text\": \"");
      text.append(words.replace(" new york", "\\nnew york")).append("\"}\n");
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return Imported.write(folder.resolve(name), packed ? Imported.gzip(bytes) : bytes);
  }

  private static TextImport.Request request(List<Path> paths) {
    return Imported.request(
        new TextSource(
            paths.stream().map(Path::toString).toList(),
            TextKind.AUTO,
            new TextSource.Fields(List.of("text"), Optional.of("id"), true, true),
            false,
            Optional.empty()),
        new WordOptions("none", false, List.of(), false, false, 2),
        Imported.ALL,
        PhraseOptions.NONE);
  }

  @Test
  void documentsNamesAndCountsOfEveryKind() {
    List<Path> paths =
        List.of(
            lines("a.txt", 9000, true),
            table("b.csv", 900),
            objects("c.jsonl", 8000, false),
            objects("d.jsonl.gz", 700, true),
            lines("e.txt", 5000, false));
    assertDocuments(request(paths));
  }

  private void assertDocuments(TextImport.Request request) {
    Imported made = Imported.of(folder, request);
    assertThat(made.names()).as("seed %d", SEED).isEqualTo(names);
    assertThat(made.documents()).as("seed %d", SEED).isEqualTo(documents);
  }

  @Test
  void theFirstFaultsOfTheWholeText() throws IOException {
    Path first = lines("a.txt", 30_000, false);
    byte[] bytes = Files.readAllBytes(first);
    List<Integer> bad = new ArrayList<>();
    for (int i = 2 * bytes.length / 3; i < bytes.length; i += bytes.length / 3000) {
      if (bytes[i] != '\n') {
        bytes[i] = 0;
        bad.add(i);
      }
    }
    Files.write(first, bytes);
    String before = new String(bytes, 0, bad.get(0), StandardCharsets.ISO_8859_1);
    long line = 1 + before.chars().filter(c -> c == '\n').count();
    TextImport.Request request = request(List.of(first, table("b.csv", 10)));
    LdaException failure = failure(request, 1);
    assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(failure.getMessage().lines())
        .as("seed %d", SEED)
        .hasSize(10)
        .first()
        .asString()
        .startsWith(first + ":" + line + ": found a NUL character");
    assertThat(failure(request, 3)).hasMessage(failure.getMessage());
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("a.txt", "b.csv");
    }
  }

  /** Records with quoted commas, quotes, line ends of all kinds, some of 90,000 words. */
  private String records(int number, char delimiter, boolean quotes) {
    StringBuilder text = new StringBuilder("id" + delimiter + "text\n");
    for (int record = 0; record < number; record++) {
      String words = document("r\u00e9c" + record, record % 700 == 350 ? 90_000 : 30);
      String inside = quotes ? List.of(",\n\"\"", "\r\n\t", "\r").get(record % 3) : " \" ";
      words = words.replace(" new york", inside + "new york").replace(" wort9 ", " wort9\u00b7");
      String quote = quotes ? "\"" : "";
      text.append("r\u00e9c").append(record).append(delimiter).append(quote).append(words);
      text.append(quote).append(List.of("\n", "\r\n", "\r").get(random.nextInt(3)));
    }
    return text.toString();
  }

  private TextImport.Request table(Path file, boolean quotes) {
    return Imported.request(
        new TextSource(
            List.of(file.toString()),
            TextKind.AUTO,
            new TextSource.Fields(List.of("text"), Optional.of("id"), true, quotes),
            false,
            Optional.empty()),
        Imported.EVERY_LENGTH,
        Imported.ALL,
        PhraseOptions.NONE);
  }

  @Test
  void aTableWithLineEndsBetweenQuotationMarks() {
    Path quoted = Imported.write(folder.resolve("q.csv"), "\ufeff" + records(4000, ',', true));
    assertDocuments(table(quoted, true));
  }

  @Test
  void aTableWithoutQuotationMarks() {
    Path plain = Imported.write(folder.resolve("p.tsv"), records(6000, '\t', false));
    assertDocuments(table(plain, false));
  }

  private LdaException failure(TextImport.Request request, int threads) {
    return org.junit.jupiter.api.Assertions.assertThrows(
        LdaException.class, () -> Imported.make(folder.resolve("x.store"), request, threads));
  }

  @Test
  void moreWordsThanTheLimitOnAllThreadsTogether() {
    Path file = lines("a.txt", 30_000, false);
    TextImport.Request all = request(List.of(file));
    TextImport.Request limited =
        new TextImport.Request(
            all.source(), all.words(), all.pruning(), all.phrases(), Optional.empty(), 200);
    for (int threads : new int[] {1, 3}) {
      assertThat(failure(limited, threads)).hasMessageContaining("more than 200 distinct words");
    }
  }
}
