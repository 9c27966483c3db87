package mpjlda.data.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same text gives the same bytes, on any number of threads and any JDK. */
class SameImportTest {
  /** Beyond, there are only ideographs, which have no case and no marks. */
  private static final int LAST = 0x20000;

  private static final String EVERY_CHARACTER =
      "38f770d340d942ddac16c01a74522fbc18f76758bb4916663e9a193f4d426367";

  @TempDir private Path folder;

  @Test
  void onAnyNumberOfThreads() {
    long seed = 7;
    Path texts = folder.resolve("texts");
    Random random = new Random(seed);
    for (int file = 0; file < 150; file++) {
      Imported.write(texts.resolve(file + ".txt"), text(random, 1 + random.nextInt(30), " "));
    }
    Path lines = Imported.write(folder.resolve("lines.txt"), text(random, 30_000, "\n"));
    TextImport.Request request =
        Imported.request(
            TextSource.of(List.of(lines.toString(), texts.toString()), TextKind.AUTO),
            new WordOptions("en", true, List.of(), false, false, 2),
            new Pruning(
                DocumentShare.parse("3").orElseThrow(),
                DocumentShare.parse("20%").orElseThrow(),
                700),
            new PhraseOptions(true, 0.1, 5));
    Path store = folder.resolve("x.store");
    ImportReport one = Imported.make(store, request, 1);
    Map<String, String> expected = Imported.bytes(store);
    assertThat(one.documents()).isEqualTo(30_150);
    assertThat(one.words()).isEqualTo(700);
    assertThat(one.phrases().orElse(0)).isGreaterThan(10);
    for (int threads : new int[] {2, 5}) {
      assertThat(Imported.make(store, request, threads).toMap())
          .as("seed %d, %d threads", seed, threads)
          .isEqualTo(one.toMap());
      assertThat(Imported.bytes(store))
          .as("seed %d, %d threads", seed, threads)
          .isEqualTo(expected);
    }
  }

  /** Lines of common and rare words; some follow each other more often than by chance. */
  private static String text(Random random, int lines, String end) {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < lines; line++) {
      for (int i = random.nextInt(12); i >= 0; i--) {
        int word = (int) (2000 * random.nextDouble() * random.nextDouble());
        text.append(word % 3 == 0 ? "Wort" : "w\u00f6rd").append(word).append("ing ");
        if (word % 5 == 0 && random.nextInt(3) > 0) {
          text.append("next").append(word / 5).append(' ');
        }
        if (random.nextInt(9) == 0) {
          text.append("the 12 ");
        }
      }
      text.append(end);
    }
    return text.toString();
  }

  @Test
  void theFirstFaultIsTheSameOnAnyNumberOfThreads() {
    StringBuilder text = new StringBuilder();
    for (int line = 1; line <= 300_000; line++) {
      text.append(line % 100_000 == 77 ? "b\0d\n" : "some words to read\n");
    }
    Path file = Imported.write(folder.resolve("t.txt"), text.toString());
    for (int threads : new int[] {1, 2, 5}) {
      int number = threads;
      assertThat(
              org.junit.jupiter.api.Assertions.assertThrows(
                  mpjlda.core.errors.LdaException.class,
                  () ->
                      Imported.make(
                          folder.resolve("x.store"),
                          Imported.request(Imported.source(file, TextKind.AUTO)),
                          number)))
          .hasMessageStartingWith(file + ":77: found a NUL character");
    }
  }

  /**
   * Case, composition and word breaks of every character but the rarer ideographs. Newer JDKs know
   * more characters: the words must be those of JDK 17 still. The digest was made on JDK 17.
   */
  @Test
  void onAnyJdk() throws Exception {
    TokenCounter counter = new TokenCounter(Imported.EVERY_LENGTH, 10_000_000);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    StringBuilder text = new StringBuilder();
    for (int c = 1; c < LAST; c++) {
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        continue;
      }
      String s = Character.toString(c);
      text.append(s).append(" A").append(s).append("B e").append(s).append("\u0301\u0323 ");
      if (c % 4096 == 0 || c == LAST - 1) {
        counter.output().clear();
        counter.begin("");
        counter.text(new java.io.StringReader(text.toString()));
        counter.end();
        DocumentBytes.Cursor cursor = new DocumentBytes.Cursor(counter.output().bytes());
        int count = cursor.next();
        for (int i = 0; i < count; i++) {
          int word = cursor.words()[i];
          String made = word == 0 ? "-" : counter.counts().word(word - 1);
          digest.update((made + "\n").getBytes(StandardCharsets.UTF_8));
        }
        text.setLength(0);
      }
    }
    assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(EVERY_CHARACTER);
  }

  /** A run that is continued compares the digest with that of an earlier version's store. */
  @Test
  void theDigestOfText() {
    Path large =
        Imported.write(folder.resolve("a.txt"), "\ufeff" + "some words to read\n".repeat(40_000));
    Path small = Imported.write(folder.resolve("b.csv"), "id,text\n1,\"one two\"\n");
    List<String> paths = List.of(large.toString(), small.toString());
    List<TextFile> files = TextPaths.resolve(paths, TextKind.AUTO);
    assertThat(TextDigest.of(FileGroup.of(files), true))
        .isEqualTo("4f0ece2caf6e64414919214a20b0ffd7e734cc585246f6895cff72c7cedf6e96");
  }

  @Test
  void aVocabularyThatIsGiven() {
    Path file = Imported.write(folder.resolve("t.txt"), "dog cat dog bird\ncow\n");
    TextImport.Request all = Imported.request(Imported.source(file, TextKind.LINES));
    TextImport.Request request =
        new TextImport.Request(
            all.source(),
            all.words(),
            all.pruning(),
            all.phrases(),
            Optional.of(List.of("horse", "dog", "cat")),
            1000);
    Imported made = Imported.of(folder, request);
    assertThat(made.vocabulary()).containsExactly("horse", "dog", "cat");
    assertThat(made.documents()).containsExactly(Imported.bag("dog dog cat"), Imported.bag(""));
    assertThat(made.report().dropped().get(Dropped.UNKNOWN).examples())
        .containsExactly("bird", "cow");
  }
}
