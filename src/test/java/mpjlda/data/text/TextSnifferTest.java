package mpjlda.data.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import mpjlda.data.corpus.CorpusFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text is taken for text, and nothing else is. */
class TextSnifferTest {
  private static final String PROSE = "It was a dark and stormy night.\nThe rain fell, at 9.\n";

  @TempDir private Path folder;

  private static boolean isText(Path... paths) {
    return isText(StandardCharsets.UTF_8, paths);
  }

  private static boolean isText(Charset encoding, Path... paths) {
    return TextSniffer.isText(
        Arrays.stream(paths).map(Path::toString).toList(), encoding, CorpusFormat::recognises);
  }

  private static Optional<Path> otherEncoding(Path path) {
    return TextSniffer.otherEncoding(List.of(path.toString()), CorpusFormat::recognises);
  }

  private boolean isText(String name, String content) {
    return isText(Imported.write(folder.resolve(name), content));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.txt | It was a dark night, 12 of 13.",
        "a.csv | id,text\\n1,\"in the dark night\"\\n",
        "a.tsv | id\ttext\\n1\tin the dark night\\n",
        "a.jsonl | {\"id\": 5, \"text\": \"in the dark night\"}\\n",
        "a.NDJSON | {\"id\": 5, \"text\": \"in the dark night\"}\\n",
        "a.mallet | d1 en in the dark night\\n",
        "a.txt | caf\u00e9 na\u00efve \u0434\u043e\u043c \u0438 \u0441\u0430\u0434\\n",
      })
  void text(String name, String content) {
    assertThat(isText(name, content.replace("\\n", "\n"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Of no known ending.
        "a | It was a dark night.",
        "a.dat | It was a dark night.",
        // Corpora.
        "docword.a.txt | 2\\n3\\n1\\n1 1 1\\n",
        "a.txt | 2 0:1 4:2\\n1 3:1\\n",
        "a.txt | +1 1:0.5 # some words behind it\\n-1 3:1 # and more of them\\n",
        "a.txt | %i,the,you\\nTRAA,12,1:6,2:4\\n",
        // Damaged ones.
        "a.txt | 2 0:1 4:x\\nx 3:1\\n7 7 7 7\\n",
        "a.txt | 5 5 5 5 5\\n1 2 3 4 5\\n",
        // A vocabulary.
        "vocab.txt | the\\nof\\nand\\n",
        "a.txt | (empty)",
        "a.csv | 1,2,3\\n4,5,6\\n",
      })
  void notText(String name, String content) {
    String text = content.replace("(empty)", "").replace("\\n", "\n");
    assertThat(isText(name, text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 27})
  void controlCharactersAreNoText(int control) {
    assertThat(isText("a.txt", PROSE + (char) control)).isFalse();
  }

  @Test
  void bytesThatAreNotUtf8AreNoText() {
    byte[] latin = "caf\u00e9 in the night".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(isText(Imported.write(folder.resolve("a.txt"), latin))).isFalse();
    assertThat(isText(StandardCharsets.ISO_8859_1, folder.resolve("a.txt"))).isTrue();
    Path wide = Imported.write(folder.resolve("w.txt"), PROSE.getBytes(StandardCharsets.UTF_16));
    assertThat(isText(wide)).isFalse();
    assertThat(isText(StandardCharsets.UTF_16, wide)).isTrue();
    assertThat(otherEncoding(wide)).contains(wide);
    Path in = Imported.write(folder.resolve("in/x/1"), PROSE).getParent();
    assertThat(otherEncoding(in)).isEmpty();
    Path other = Imported.write(in.resolve("2"), latin);
    assertThat(otherEncoding(in.getParent())).contains(other);
    byte[] random = new byte[5000];
    new java.util.Random(3).nextBytes(random);
    Path noise = Imported.write(folder.resolve("b.txt"), random);
    assertThat(isText(noise)).isFalse();
    assertThat(otherEncoding(noise)).isEmpty();
    assertThat(otherEncoding(Imported.write(folder.resolve("c.txt"), "2 0:1 4:2\n1 3:1\n")))
        .isEmpty();
  }

  /** The beginning that is looked at may end within a character. */
  @Test
  void longTextAndCompressedText() {
    for (int shift = 0; shift < 3; shift++) {
      String text = "x".repeat(shift) + " \u20ac" + "der gro\u00dfe \u20ac und ".repeat(3000);
      assertThat(isText("long.txt", text)).as("shift %d", shift).isTrue();
    }
    byte[] packed = Imported.gzip(PROSE.getBytes(StandardCharsets.UTF_8));
    assertThat(isText(Imported.write(folder.resolve("p.txt.gz"), packed))).isTrue();
  }

  @Test
  void folders() {
    Path texts = folder.resolve("texts");
    Imported.write(texts.resolve("a.txt"), PROSE);
    Imported.write(texts.resolve("deeper/b.html"), "<p>" + PROSE);
    Imported.write(texts.resolve(".hidden"), new byte[] {0, 1});
    assertThat(isText(texts)).isTrue();
    Path more = Imported.write(folder.resolve("more.csv"), "text\nin the dark night\n");
    assertThat(isText(texts, more)).isTrue();
    Imported.write(texts.resolve("c.txt"), "2 0:1 4:2\n1 3:1\n");
    assertThat(isText(texts)).isFalse();
    Imported.write(texts.resolve("c.txt"), PROSE);
    Imported.write(texts.resolve("d.npy"), PROSE);
    assertThat(isText(texts)).isFalse();
    assertThat(isText(folder.resolve("missing.txt"))).isFalse();
    assertThat(isText(Imported.write(folder.resolve("page.html"), "<p>" + PROSE))).isTrue();
    assertThat(TextSniffer.isText(List.of("texts/*.txt"), StandardCharsets.UTF_8, path -> false))
        .isFalse();
    assertThat(TextSniffer.isText(List.of("a\0b.txt"), StandardCharsets.UTF_8, path -> false))
        .isFalse();
  }
}
