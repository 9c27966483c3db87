package mpjlda.data.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents and names of hand-written files of every kind. */
class KindsTest {
  @TempDir private Path folder;

  private Imported imported(TextSource source) {
    return Imported.of(folder, Imported.request(source));
  }

  @Test
  void linesMayEndAsOnAnySystemAndBeginWithAByteOrderMark() {
    Path file = Imported.write(folder.resolve("a.txt"), "\ufeffone two\r\n\r\n \t \nthree\n\nfour");
    Imported made = imported(Imported.source(file, TextKind.AUTO));
    assertThat(made.names()).containsExactly("a.txt:1", "a.txt:4", "a.txt:6");
    assertThat(made.documents())
        .containsExactly(Imported.bag("one two"), Imported.bag("three"), Imported.bag("four"));
    assertThat(made.report().text().blanks()).isEqualTo(3);
  }

  @Test
  void aFoldersFilesAreDocumentsInOrderOfTheirPaths() {
    Path texts = folder.resolve("texts");
    Imported.write(texts.resolve("b.txt"), "bee\nbee");
    Imported.write(texts.resolve("a/z.txt"), "zed");
    Imported.write(texts.resolve("B.txt"), "\ufeffcapital");
    Imported.write(texts.resolve("empty.txt"), "");
    Imported.write(texts.resolve("page.html"), "<p class=x>web</p>");
    Imported.write(
        texts.resolve("packed.txt.gz"), Imported.gzip("packed".getBytes(StandardCharsets.UTF_8)));
    Imported.write(texts.resolve(".hidden"), "hidden");
    Imported.write(texts.resolve(".git/config"), "hidden");
    Imported made = imported(Imported.source(texts, TextKind.AUTO));
    assertThat(made.names())
        .containsExactly("B.txt", "a/z.txt", "b.txt", "empty.txt", "packed.txt.gz", "page.html");
    assertThat(made.documents())
        .containsExactly(
            Imported.bag("capital"),
            Imported.bag("zed"),
            Imported.bag("bee bee"),
            Imported.bag(""),
            Imported.bag("packed"),
            Imported.bag("web"));
  }

  @Test
  void commaSeparatedValues() {
    Path file =
        Imported.write(
            folder.resolve("t.csv"),
            "\ufeffid,title,body\r\n"
                + "7,\"Hello, world\",\"two\nlines \"\"quoted\"\"\"\r\n"
                + ",plain,text\n"
                + "x,y,z");
    TextSource.Fields fields =
        new TextSource.Fields(List.of("body", "title"), Optional.of("id"), true, true);
    Imported made = imported(Imported.source(file, fields));
    assertThat(made.names()).containsExactly("7", "t.csv:4", "x");
    assertThat(made.documents())
        .containsExactly(
            Imported.bag("two lines quoted hello world"),
            Imported.bag("text plain"),
            Imported.bag("z y"));
  }

  @Test
  void aTableWithoutHeaderOrQuotes() {
    Path file =
        Imported.write(
            folder.resolve("t.tsv.gz"),
            Imported.gzip("d1\t5\" of \"rain\nd2\tsun\n".getBytes(StandardCharsets.UTF_8)));
    TextSource.Fields fields = new TextSource.Fields(List.of("2"), Optional.of("1"), false, false);
    Imported made = imported(Imported.source(file, fields));
    assertThat(made.names()).containsExactly("d1", "d2");
    assertThat(made.documents()).containsExactly(Imported.bag("of rain"), Imported.bag("sun"));
  }

  @Test
  void jsonLines() {
    Path file =
        Imported.write(
            folder.resolve("t.jsonl"),
            "{\"id\": 5, \"text\": \"caf\\u00e9 \\ud83d\\ude00\", \"more\": {\"tags\": [\"red\", \"blue\"]}}\n"
                + "\n"
                + "{\"text\": null, \"id\": \"\", \"more.tags\": \"green\"}\r\n");
    TextSource.Fields fields =
        new TextSource.Fields(List.of("text", "more.tags"), Optional.of("id"), true, true);
    Imported made = imported(Imported.source(file, fields));
    assertThat(made.names()).containsExactly("5", "t.jsonl:3");
    assertThat(made.documents())
        .containsExactly(Imported.bag("caf\u00e9 \ud83d\ude00 red blue"), Imported.bag("green"));
  }

  @Test
  void malletsForm() {
    Path file =
        Imported.write(
            folder.resolve("t.mallet"), "doc-1 en, the cat\n  doc-2\tx\tthe dog\nname\nn l\n");
    Imported made = imported(Imported.source(file, TextKind.AUTO));
    assertThat(made.names()).containsExactly("doc-1", "doc-2", "name", "n");
    assertThat(made.documents())
        .containsExactly(
            Imported.bag("the cat"), Imported.bag("the dog"), Imported.bag(""), Imported.bag(""));
  }

  @Test
  void webPages() {
    String page =
        "<!DOCTYPE html><html><head><title>Title</title><style>p { color: red }</style>"
            + "<script>var x = '<b>code</b>';</script></head><!-- comment --><body>"
            + "<p>caf&eacute; &amp; cr&#232;me<br>next</p><p>b<b>ol</b>d &lt;tag&gt;</p></body></html>";
    Path file = Imported.write(folder.resolve("page.txt"), page);
    TextSource source =
        new TextSource(
            List.of(file.toString()),
            TextKind.FILES,
            TextSource.Fields.DEFAULT,
            true,
            Optional.empty());
    assertThat(imported(source).documents())
        .containsExactly(Imported.bag("title caf\u00e9 cr\u00e8me next bold tag"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"windows-1252", "UTF-16", "UTF-16LE", "GB18030", "UTF-8"})
  void encodingsByName(String encoding) {
    Charset charset = Charset.forName(encoding);
    String text = "caf\u00e9 au lait\ncr\u00e8me\n";
    Path lines = Imported.write(folder.resolve("a.txt"), text, charset);
    Path table = Imported.write(folder.resolve("b.csv"), "text\n" + text, charset);
    Path whole = Imported.write(folder.resolve("d/c.txt"), text, charset);
    TextSource source =
        new TextSource(
            List.of(lines.toString(), table.toString(), whole.getParent().toString()),
            TextKind.AUTO,
            TextSource.Fields.DEFAULT,
            false,
            Optional.of(charset));
    Imported made = imported(source);
    assertThat(made.names()).containsExactly("a.txt:1", "a.txt:2", "b.csv:2", "b.csv:3", "c.txt");
    assertThat(made.documents())
        .containsExactly(
            Imported.bag("caf\u00e9 au lait"),
            Imported.bag("cr\u00e8me"),
            Imported.bag("caf\u00e9 au lait"),
            Imported.bag("cr\u00e8me"),
            Imported.bag("caf\u00e9 au lait cr\u00e8me"));
  }

  @Test
  void linesLongerThanABatchAndBatchesOfManyLines() {
    StringBuilder text = new StringBuilder();
    text.append("long ".repeat(700_000)).append('\n');
    for (int i = 0; i < 50_000; i++) {
      text.append("word").append(i % 7).append(" \u00e9t\u00e9 line\n");
    }
    Path file = Imported.write(folder.resolve("big.txt"), text.toString());
    Imported made = imported(Imported.source(file, TextKind.AUTO));
    assertThat(made.documents()).hasSize(50_001);
    assertThat(made.documents().get(0)).isEqualTo(java.util.Map.of("long", 700_000));
    for (int i = 0; i < 50_000; i += 997) {
      assertThat(made.names().get(i + 1)).isEqualTo("big.txt:" + (i + 2));
      assertThat(made.documents().get(i + 1))
          .isEqualTo(Imported.bag("word" + i % 7 + " \u00e9t\u00e9 line"));
    }
    assertThat(made.report().text().bytes())
        .isEqualTo(text.toString().getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void namesAreOnOneLine() {
    assertThat(Batch.name(" r\u00e9c 1 ")).isEqualTo("r\u00e9c 1");
    assertThat(Batch.name("a\r\n\tb\u007fc\0")).isEqualTo("a b c");
    assertThat(Batch.name("\u0085a\u2028b")).isEqualTo("\u0085a\u2028b");
    assertThat(Batch.name("")).isEmpty();
  }
}
