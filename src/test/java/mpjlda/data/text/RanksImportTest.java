package mpjlda.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import mpjlda.cluster.comm.InProcessRanks;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.errors.LdaException;
import mpjlda.data.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same text gives the same store on any number of ranks. */
class RanksImportTest {
  private static final long SEED = 20261122;

  @TempDir private Path folder;

  private final Random random = new Random(SEED);
  private final List<String> names = new ArrayList<>();
  private final List<Map<String, Integer>> documents = new ArrayList<>();

  private ImportReport make(Path store, TextImport.Request request, int ranks, int threads) {
    List<Optional<ImportReport>> reports =
        InProcessRanks.run(ranks, comm -> Imported.make(store, request, comm, threads));
    assertThat(reports.subList(1, ranks)).allMatch(Optional::isEmpty);
    return reports.get(0).orElseThrow();
  }

  private void assertSameOnRanks(TextImport.Request request, int... numbers) {
    Path store = folder.resolve("x.store");
    ImportReport one = make(store, request, 1, 1);
    Map<String, String> expected = Imported.bytes(store);
    for (int ranks : numbers) {
      String as = "seed " + SEED + ", " + ranks + " ranks";
      assertThat(make(store, request, ranks, 1 + ranks % 2).toMap()).as(as).isEqualTo(one.toMap());
      assertThat(Imported.bytes(store)).as(as).isEqualTo(expected);
    }
  }

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

  private Path files(int number) {
    Path texts = folder.resolve("texts");
    for (int f = 10_000; f < 10_000 + number; f++) {
      String name = f % 5 == 0 ? f / 50 % 3 + "/" + f + ".txt" : "t" + f + ".html";
      Imported.write(texts.resolve(name), "w" + f % 13 + " alle <b>new</b> york " + f);
    }
    return texts;
  }

  private TextImport.Request request(List<Path> paths, PhraseOptions phrases, Pruning pruning) {
    return Imported.request(
        new TextSource(
            paths.stream().map(Path::toString).toList(),
            TextKind.AUTO,
            new TextSource.Fields(List.of("text"), Optional.of("id"), true, true),
            false,
            Optional.empty()),
        new WordOptions("none", false, List.of(), false, false, 2),
        pruning,
        phrases);
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
    Pruning all = Imported.ALL;
    TextImport.Request request = request(paths, PhraseOptions.NONE, all);
    Imported made = Imported.of(folder, request);
    assertThat(made.names()).as("seed %d", SEED).isEqualTo(names);
    assertThat(made.documents()).as("seed %d", SEED).isEqualTo(documents);
    assertSameOnRanks(request, 2, 3, 5, 16);
  }

  @Test
  void phrasesPruningAndAFolder() {
    List<Path> paths = List.of(files(400), lines("a.txt", 4000, false), table("b.csv", 2000));
    Pruning pruning =
        new Pruning(
            DocumentShare.parse("3").orElseThrow(), DocumentShare.parse("90%").orElseThrow(), 200);
    TextImport.Request request = request(paths, new PhraseOptions(true, 0.3, 5), pruning);
    assertSameOnRanks(request, 2, 3, 5);
    assertThat(Store.open(folder.resolve("x.store")).vocabulary())
        .contains("new_york")
        .hasSize(200);
  }

  @Test
  void moreRanksThanText() {
    Path few = Imported.write(folder.resolve("few.txt"), "one two\n\nthree two\n");
    Path none = Imported.write(folder.resolve("none.txt"), "");
    assertSameOnRanks(request(List.of(few), PhraseOptions.NONE, Imported.ALL), 2, 7);
    TextImport.Request nothing = request(List.of(none), PhraseOptions.NONE, Imported.ALL);
    for (int ranks : new int[] {1, 3}) {
      assertThatThrownBy(() -> make(folder.resolve("y.store"), nothing, ranks, 1))
          .hasMessageContaining("found no document");
    }
  }

  @Test
  void aGivenVocabulary() {
    Path file = lines("a.txt", 9000, false);
    TextImport.Request all = request(List.of(file), new PhraseOptions(true, 0.5, 2), Imported.ALL);
    assertSameOnRanks(
        new TextImport.Request(
            all.source(),
            all.words(),
            all.pruning(),
            all.phrases(),
            Optional.of(List.of("absent", "new_york", "wort5", "wort8_wort9", "alle")),
            1000),
        2,
        3);
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
    TextImport.Request request =
        request(List.of(first, table("b.csv", 10)), PhraseOptions.NONE, Imported.ALL);
    String expected = failure(request, 1, 1).getMessage();
    assertThat(expected.lines())
        .as("seed %d", SEED)
        .hasSize(10)
        .first()
        .asString()
        .startsWith(first + ":" + line + ": found a NUL character");
    for (int ranks : new int[] {2, 3, 5, 16}) {
      LdaException failure = failure(request, ranks, 1 + ranks % 2);
      assertThat(failure).as("%d ranks", ranks).hasMessage(expected);
      assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("a.txt", "b.csv");
    }
  }

  /** Records with quoted commas, quotes, line ends of all kinds, some longer than a unit. */
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

  private TextImport.Request table(Path file, Optional<String> name, boolean quotes) {
    return Imported.request(
        new TextSource(
            List.of(file.toString()),
            TextKind.AUTO,
            new TextSource.Fields(List.of("text"), name, true, quotes),
            false,
            Optional.empty()),
        Imported.EVERY_LENGTH,
        Imported.ALL,
        PhraseOptions.NONE);
  }

  @Test
  void tablesAreCutBetweenRecords() {
    Path quoted = Imported.write(folder.resolve("q.csv"), "\ufeff" + records(4000, ',', true));
    assertThat(quoted.toFile().length()).isGreaterThan(8L * TextShares.UNIT);
    TextImport.Request request = table(quoted, Optional.of("id"), true);
    Imported made = Imported.of(folder, request);
    assertThat(made.names()).as("seed %d", SEED).isEqualTo(names);
    assertThat(made.documents()).as("seed %d", SEED).isEqualTo(documents);
    assertSameOnRanks(request, 2, 3, 5, 16);
    // The names are file and line then.
    assertSameOnRanks(table(quoted, Optional.empty(), true), 2, 7);
    Path plain = Imported.write(folder.resolve("p.tsv"), records(6000, '\t', false));
    assertSameOnRanks(table(plain, Optional.empty(), false), 2, 3, 16);
  }

  @Test
  void severalTablesAndOneWithAMarkInAPlainField() {
    Path first = Imported.write(folder.resolve("a.csv"), records(3000, ',', true));
    // Marks that do not begin a field have no meaning, so counting them would be wrong.
    String plain = "id,text\n" + "x,a 5\" disk\ny,\"b\nc\"\n".repeat(40_000);
    Path second = Imported.write(folder.resolve("b.csv"), plain);
    Path third = Imported.write(folder.resolve("c.csv"), records(3000, ',', true));
    // Without a field for names: they are file and line.
    TextSource source =
        new TextSource(
            Stream.of(first, second, third).map(Path::toString).toList(),
            TextKind.AUTO,
            TextSource.Fields.DEFAULT,
            false,
            Optional.empty());
    assertSameOnRanks(Imported.request(source), 2, 3, 5, 16);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x,\"a\"b\n",
        "x\n",
        "x,y,z\n",
        "x,\"a\n",
        "x,\0\n",
        "x,\ud800\n",
        "x,\"a\" \u00a0\n"
      })
  void theFirstFaultOfATable(String fault) {
    String good = records(5000, ',', true);
    int[] places = {good.length() / 5, good.length() - 10_000};
    for (int place : places) {
      int at = good.indexOf("\nr\u00e9c", place) + 1;
      // A second one later must not be told instead.
      String later = good.substring(at) + "x\n";
      byte[] bytes = (good.substring(0, at) + fault + later).getBytes(StandardCharsets.UTF_8);
      if (fault.contains("\ud800")) {
        bytes[good.substring(0, at).getBytes(StandardCharsets.UTF_8).length + 2] = (byte) 0xff;
      }
      Path file = Imported.write(folder.resolve("q.csv"), bytes);
      TextImport.Request request = table(file, Optional.empty(), true);
      String expected = failure(request, 1, 1).getMessage();
      for (int ranks : new int[] {2, 5}) {
        assertThat(failure(request, ranks, 1 + ranks % 2))
            .as("seed %d, %d ranks, at %d", SEED, ranks, at)
            .hasMessage(expected);
      }
    }
  }

  private LdaException failure(TextImport.Request request, int ranks, int threads) {
    return org.junit.jupiter.api.Assertions.assertThrows(
        LdaException.class, () -> make(folder.resolve("x.store"), request, ranks, threads));
  }

  @Test
  void faultsOfManySmallFiles() {
    Path texts = files(300);
    for (int f : new int[] {10_003, 10_131, 10_132, 10_289}) {
      Imported.write(texts.resolve("t" + f + ".html"), "b\0d");
    }
    TextImport.Request request = request(List.of(texts), PhraseOptions.NONE, Imported.ALL);
    String expected = failure(request, 1, 1).getMessage();
    for (int ranks : new int[] {2, 3, 5}) {
      assertThat(failure(request, ranks, 1)).hasMessage(expected);
    }
  }

  @Test
  void moreWordsThanTheLimitOnAllRanksTogether() {
    Path file = lines("a.txt", 30_000, false);
    TextImport.Request all = request(List.of(file), PhraseOptions.NONE, Imported.ALL);
    TextImport.Request limited =
        new TextImport.Request(
            all.source(), all.words(), all.pruning(), all.phrases(), Optional.empty(), 200);
    String expected = failure(limited, 1, 1).getMessage();
    assertThat(expected).contains("more than 200 distinct words");
    assertThat(failure(limited, 3, 2)).hasMessage(expected);
  }

  @Test
  void whatKilledRanksHaveLeftIsRemoved() {
    Path left = Imported.write(folder.resolve(".x.store.part-0004.tmp"), "x");
    Path others = Imported.write(folder.resolve(".x.part-0004.tmp"), "x");
    assertSameOnRanks(request(List.of(table("b.csv", 20)), PhraseOptions.NONE, Imported.ALL), 2);
    assertThat(left).doesNotExist();
    assertThat(others).exists();
  }

  /** The rank that cannot see the others' files says so. */
  @Test
  void otherFilesOnAnotherHost() {
    Path one = Imported.write(folder.resolve("one.txt"), "one two\n");
    Path two = Imported.write(folder.resolve("two.txt"), "one two three\n");
    assertThatThrownBy(
            () ->
                InProcessRanks.run(
                    3,
                    comm ->
                        Imported.make(
                            folder.resolve("x.store"),
                            request(
                                List.of(comm.rank() == 2 ? two : one),
                                PhraseOptions.NONE,
                                Imported.ALL),
                            comm,
                            1)))
        .hasMessageContaining("found other files or sizes on rank 2 than on rank 0");
  }
}
