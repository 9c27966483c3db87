package mpjlda.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mpjlda.core.errors.LdaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text as other programs and people make it: read as it is meant, or refused, or told. */
class WildTextTest {
  @TempDir private Path folder;

  private Imported imported(String name, String text) {
    return imported(Imported.source(Imported.write(folder.resolve(name), text), TextKind.AUTO));
  }

  private Imported imported(TextSource source) {
    return Imported.of(folder, Imported.request(source));
  }

  private static List<String> notices(Imported made) {
    return made.report().text().notices();
  }

  @Test
  void linesEndInReturnsAlone() {
    Imported made = imported("mac.txt", "one two\rthree\r\rfour\r\nfive\nsix\r");
    assertThat(made.names())
        .containsExactly("mac.txt:1", "mac.txt:2", "mac.txt:4", "mac.txt:5", "mac.txt:6");
    assertThat(made.report().text().blanks()).isEqualTo(1);
  }

  /** Lines of all lengths about the ends of batches, with ends of two bytes across them. */
  @Test
  void batchesAreCutAtWholeLineEnds() {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 3000; line++) {
      text.append("w".repeat(1 + line % 400)).append(" end\r\n");
    }
    Imported made = imported("crlf.txt", text.toString());
    assertThat(made.names()).hasSize(3000).endsWith("crlf.txt:3000");
    assertThat(made.report().text().blanks()).isZero();
    Imported mac = imported("crlf.txt", text.toString().replace("\r\n", "\r"));
    assertThat(mac.names()).isEqualTo(made.names());
    assertThat(mac.documents()).isEqualTo(made.documents());
  }

  @Test
  void persianIsCutAtNonJoiners() {
    WordOptions persian = new WordOptions("fa", false, List.of("none"), false, false, 1);
    String joined = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645";
    Imported made = Imported.lines(folder, persian, joined, joined.replace('\u200c', ' '));
    assertThat(made.documents().get(0)).hasSize(2).isEqualTo(made.documents().get(1));
  }

  @ParameterizedTest
  @CsvSource({
    "200b", "200c", "200d", "200e", "202e", "2060", "2066", "feff", "00ad", "fe0f", "034f"
  })
  void whatIsNotSeenMakesNoOtherWord(String hex) {
    String unseen = Character.toString(Integer.parseInt(hex, 16));
    Imported made = Imported.lines(folder, Imported.EVERY_LENGTH, "secret", "sec" + unseen + "ret");
    // A zero-width space parts words.
    assertThat(made.vocabulary()).allMatch(word -> word.matches("[a-z]+"));
    if (!hex.equals("200b")) {
      assertThat(made.vocabulary()).containsExactly("secret");
    }
  }

  @ParameterizedTest
  @CsvSource({"page.html", "page.htm.gz", "saved.txt", "noending"})
  void aPageIsOneDocument(String name) {
    String page =
        "\ufeff<?xml version='1.0'?>\n"
            + "<!-- a\n"
            + "b -->\n"
            + "<!DOCTYPE html>\n"
            + "<html>\n"
            + "<script>\n"
            + "var tracker;\n"
            + "</script>\n"
            + "<body>\n"
            + "<p>sailed\n"
            + "<p>across\n"
            + "</body></html>\n";
    byte[] bytes = page.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Path file =
        Imported.write(folder.resolve(name), name.endsWith("gz") ? Imported.gzip(bytes) : bytes);
    Imported made = imported(Imported.source(file, TextKind.AUTO));
    assertThat(made.documents()).containsExactly(Imported.bag("sailed across"));
    Path pages = folder.resolve("pages");
    Imported.write(pages.resolve("a.txt"), page);
    assertThat(imported(Imported.source(pages, TextKind.AUTO)).documents())
        .containsExactly(Imported.bag("sailed across"));
  }

  @Test
  void aColumnWithoutAHeader() {
    Imported made = imported("one.csv", "red cat\nblue dog\n");
    assertThat(made.documents()).hasSize(2);
    assertThat(notices(made)).singleElement().asString().contains(":1: taken for a document");
    made = imported("one.csv", "review\nred cat\nblue dog\n");
    assertThat(made.documents()).hasSize(2);
    assertThat(notices(made)).singleElement().asString().contains(":1: taken for the field's name");
  }

  @ParameterizedTest
  @CsvSource({"';', semicolons", "'|', vertical bars", "'\t', tabs"})
  void otherDelimiters(String delimiter, String name) {
    String text = "id;author;text\n1;anna;red cat, blue\n2;bert;dog\n".replace(";", delimiter);
    Imported made = imported("x.csv", text);
    assertThat(made.documents()).containsExactly(Imported.bag("red cat blue"), Imported.bag("dog"));
    assertThat(notices(made)).singleElement().asString().contains("separated by " + name);
  }

  @Test
  void doubtfulDelimitersAreAskedFor() {
    Path file = Imported.write(folder.resolve("x.csv"), "a;b|text\n1;2|red\n");
    assertThatThrownBy(() -> imported(Imported.source(file, TextKind.AUTO)))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("semicolons or by vertical bars")
        .hasMessageContaining("--delimiter");
    TextSource.Fields fields =
        new TextSource.Fields(List.of(), Optional.empty(), true, true, Optional.of('|'));
    assertThat(imported(Imported.source(file, fields)).documents())
        .containsExactly(Imported.bag("red"));
  }

  @Test
  void recordsOverSeveralLinesAreTold() {
    Imported made = imported("q.tsv", "id\ttext\n1\tone\n2\t\"two\n3\tthree\n4\tfour\"\n5\tfive\n");
    assertThat(made.documents()).hasSize(3);
    assertThat(notices(made))
        .singleElement()
        .asString()
        .contains(":3: found a record that goes over 3 lines")
        .contains("--no-quotes");
    assertThat(notices(imported("q.tsv", "id\ttext\n1\tone\n"))).isEmpty();
  }

  @Test
  void jsonInOtherArrangements() {
    String list = "[\n{\"text\":\"red cat\"},\n{\"text\":\"blue dog\"}\n]\n";
    assertThat(imported("arr.json", list).documents())
        .containsExactly(Imported.bag("red cat"), Imported.bag("blue dog"));
    assertThat(imported("arr.json", list).names()).containsExactly("arr.json:2", "arr.json:3");
    assertThat(
            imported("x.json", "{\n \"text\": \"red\"\n}\n{\n \"text\": \"blue\"\n}\n").documents())
        .containsExactly(Imported.bag("red"), Imported.bag("blue"));
    Path cut = Imported.write(folder.resolve("cut.json"), list.substring(0, 30));
    assertThatThrownBy(() -> imported(Imported.source(cut, TextKind.AUTO)))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("found broken JSON");
  }

  @Test
  void linksToNothingAreTold() throws IOException {
    Path texts = folder.resolve("texts");
    Imported.write(texts.resolve("a.txt"), "red cat");
    Path link = Files.createSymbolicLink(texts.resolve("b.txt"), folder.resolve("gone"));
    assertThatThrownBy(() -> imported(Imported.source(texts, TextKind.AUTO)))
        .isInstanceOf(LdaException.class)
        .hasMessageStartingWith(link + ": found a link to nothing");
  }
}
