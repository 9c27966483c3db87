package mpjlda.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import mpjlda.cluster.console.TerminalConsole;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.errors.LdaException;
import mpjlda.core.parallel.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with text is told with its file and line, and nothing is left behind. */
class FaultsTest {
  private static final byte[] LATIN = {'c', 'a', 'f', (byte) 0xe9, '\n'};

  @TempDir private Path folder;

  private String failure(TextSource source, int code) {
    LdaException failure = thrown(Imported.request(source));
    assertThat(failure.exitCode()).isEqualTo(code);
    assertThat(folder.resolve("made.store")).doesNotExist();
    return failure.getMessage();
  }

  private LdaException thrown(TextImport.Request request) {
    Path store = folder.resolve("made.store");
    return org.junit.jupiter.api.Assertions.assertThrows(
        LdaException.class, () -> Imported.make(store, request, 2));
  }

  private String inFile(String name, byte[] bytes) {
    Path file = Imported.write(folder.resolve("in").resolve(name), bytes);
    String message = failure(Imported.source(file, TextKind.AUTO), ExitCode.BAD_INPUT);
    assertThat(message).startsWith(file.toString());
    return message.substring(file.toString().length());
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void bytesOfAnotherEncoding() {
    assertThat(inFile("a.txt", joined(utf8("one\ntwo\n"), LATIN, utf8("four\n"))))
        .startsWith(":3: found bytes that are not UTF-8")
        .contains("--encoding");
    assertThat(inFile("a.csv", joined(utf8("text\n\"one\ntwo\"\n"), LATIN)))
        .startsWith(":4: found bytes that are not UTF-8");
    assertThat(inFile("a.mallet", joined(utf8("a b c\n"), LATIN)))
        .startsWith(":2: found bytes that are not UTF-8");
    assertThat(inFile("a.jsonl", joined(utf8("{\"text\":\"a\"}\n{\"text\":\""), LATIN)))
        .startsWith(":2: ");
    assertThat(inFile("cut.txt", new byte[] {'a', '\n', (byte) 0xe2, (byte) 0x82}))
        .startsWith(":2: found bytes that are not UTF-8");
    // An encoded surrogate and an overlong slash are no UTF-8.
    assertThat(inFile("s.txt", new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}))
        .startsWith(":1: ");
    assertThat(inFile("o.txt", new byte[] {(byte) 0xc0, (byte) 0xaf})).startsWith(":1: ");
  }

  @Test
  void severalFaultsOfAFileAtOnce() {
    String message = inFile("a.txt", joined(LATIN, utf8("two\n"), LATIN, LATIN));
    assertThat(message.lines()).hasSize(3);
    assertThat(message.lines().map(line -> line.replaceAll("^.*txt", "").substring(0, 3)))
        .containsExactly(":1:", ":3:", ":4:");
  }

  @Test
  void utf16WithoutBeingTold() {
    assertThat(inFile("a.txt", "one".getBytes(StandardCharsets.UTF_16)))
        .startsWith(":1: found the byte order mark of UTF-16")
        .contains("--encoding UTF-16");
  }

  @Test
  void anotherEncodingThanWasSaid() {
    Path file = Imported.write(folder.resolve("a.txt"), joined(utf8("one\n\u00e9\n")));
    TextSource source =
        new TextSource(
            List.of(file.toString()),
            TextKind.LINES,
            TextSource.Fields.DEFAULT,
            false,
            Optional.of(StandardCharsets.US_ASCII));
    assertThat(failure(source, ExitCode.BAD_INPUT))
        .startsWith(file + ":2: found bytes that are not US-ASCII");
  }

  @Test
  void binaryFiles() {
    assertThat(inFile("a.txt", new byte[] {'a', '\n', 'b', 0, 'c'}))
        .startsWith(":2: found a NUL character");
    Path texts = folder.resolve("texts");
    Imported.write(texts.resolve("a.txt"), "fine");
    Path picture = Imported.write(texts.resolve("b.png"), new byte[] {1, 2, 10, 0});
    assertThat(failure(Imported.source(texts, TextKind.FILES), ExitCode.BAD_INPUT))
        .startsWith(picture + ":2: found a NUL character");
  }

  @Test
  void gzipDataThatAreCutShort() {
    byte[] bytes = Imported.gzip(utf8("some words of text ".repeat(1000)));
    assertThat(inFile("a.txt.gz", Arrays.copyOf(bytes, bytes.length - 9)))
        .startsWith(": the gzip data are cut short or damaged");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.csv | id;text,x\\n1,2\\n | :1: found no field 'text'",
        "b.csv | id,text\\n1,a\\n2\\n | :3: found a record of 1 fields, expected 2",
        "c.csv | id,text\\n1,\"a\\nb\\n | :2: found a record that is no CSV",
        "d.csv | id,text\\n1,\"a\"b\\n | :2: found a record that is no CSV",
        "e.jsonl | {\"text\":\"a\"}\\n{\"text\":\\n | :2: found no JSON object",
        "f.jsonl | {\"text\":\"a\"} {}\\n | :1: found no JSON object",
        "g.json | [1,\\n2]\\n | :1: found no JSON object",
        "h.jsonl | [1]\\n | :1: found no JSON object",
        "i.jsonl | {\"body\":\"a\"}\\n | :1: found no field 'text'",
      })
  void malformedRecords(String name, String content, String message) {
    assertThat(inFile(name, utf8(content.replace("\\n", "\n")))).startsWith(message);
  }

  @Test
  void nothingToRead() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(failure(Imported.source(empty, TextKind.AUTO), ExitCode.BAD_INPUT))
        .contains("found no files in this folder");
    assertThat(inFile("no.txt", new byte[0])).contains("found no document");
    assertThat(inFile("blank.txt", utf8(" \n\n"))).contains("found no document");
    assertThat(inFile("no.csv", new byte[0])).contains("found no document");
    assertThat(inFile("numbers.txt", utf8("1 2 3\n"))).contains("no word is left");
    Path missing = folder.resolve("missing.txt");
    assertThat(failure(Imported.source(missing, TextKind.AUTO), ExitCode.BAD_INPUT))
        .contains("no such file or folder");
  }

  @Test
  void aFolderOfSeveralKinds() {
    Path mixed = folder.resolve("mixed");
    Imported.write(mixed.resolve("a.txt"), "a");
    Imported.write(mixed.resolve("b.csv"), "text\nb\n");
    assertThat(failure(Imported.source(mixed, TextKind.AUTO), ExitCode.BAD_INPUT))
        .contains("plain text, csv")
        .contains("--text-format");
    Files.isDirectory(mixed);
    assertThat(
            Imported.of(folder, Imported.request(Imported.source(mixed, TextKind.FILES))).names())
        .containsExactly("a.txt", "b.csv");
  }

  @Test
  void moreWordsThanTheLimit() {
    Path file = Imported.write(folder.resolve("a.txt"), "one two three\ntwo four five\n");
    TextImport.Request request = Imported.request(Imported.source(file, TextKind.LINES));
    TextImport.Request limited =
        new TextImport.Request(
            request.source(),
            request.words(),
            request.pruning(),
            request.phrases(),
            Optional.empty(),
            4);
    assertThat(thrown(limited))
        .hasMessageContaining("more than 4 distinct words")
        .hasMessageContaining("--max-candidates");
  }

  @Test
  void somethingThatIsNoStoreIsInTheWay() {
    Path file = Imported.write(folder.resolve("a.txt"), "one two\n");
    Path there = Imported.write(folder.resolve("made.store/precious"), "x");
    assertThatThrownBy(
            () ->
                Imported.make(
                    folder.resolve("made.store"),
                    Imported.request(Imported.source(file, TextKind.LINES)),
                    1))
        .isInstanceOf(LdaException.class);
    assertThat(there).exists();
  }

  private void firstPass(TextImport.Request request) {
    TextSource source = request.source();
    List<TextFile> files = TextPaths.resolve(source.paths(), source.kind());
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    try (Workers workers = new Workers(1);
        Spill spill = new Spill(folder);
        BatchFeed feed = new BatchFeed(FileGroup.of(files), source)) {
      new FirstPass(new TerminalConsole(nowhere, nowhere, true, false))
          .run(feed, spill, request, workers);
    }
  }

  /** Whatever a file holds, it is read or refused with a sentence. */
  @Test
  void damagedFilesOfEveryKind() {
    long seed = 20261121;
    Random random = new Random(seed);
    String[] whole = {
      "a.txt", "one two\nthree caf\u00e9 \ud83d\ude00\n",
      "b.csv", "name,text\n1,\"a \"\"b\"\", c\"\n2,\"x\ny\"\n",
      "c.jsonl", "{\"text\": \"a \\u00e9\"}\n{\"text\": [1, true, \"z\"], \"b\": {\"c\": null}}\n",
      "d.mallet", "n1 l1 some text\nn2 l2 more text\n",
      "e.html", "<p a='x'>caf&eacute; <!-- c --><script>s</script> &#x41; b</p>",
    };
    int refused = 0;
    int made = 0;
    for (int i = 0; i < 600; i++) {
      int kind = random.nextInt(whole.length / 2);
      byte[] bytes = utf8(whole[2 * kind + 1]);
      for (int change = random.nextInt(4); change >= 0 && bytes.length > 0; change--) {
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(4)) {
          case 0 -> bytes[at] = (byte) random.nextInt(256);
          case 1 -> bytes[at] = (byte) "\"\\\n\r\t,{}[]<>&;\0".charAt(random.nextInt(14));
          case 2 -> bytes = Arrays.copyOf(bytes, at);
          default -> bytes = joined(bytes, Arrays.copyOfRange(bytes, at, bytes.length));
        }
      }
      boolean packed = random.nextInt(8) == 0;
      Path file =
          Imported.write(
              folder.resolve(whole[2 * kind] + (packed ? ".gz" : "")),
              packed ? Imported.gzip(bytes) : bytes);
      boolean html = whole[2 * kind].equals("e.html");
      TextKind read = html ? TextKind.FILES : TextKind.AUTO;
      try {
        firstPass(Imported.request(Imported.source(file, read)));
        made++;
      } catch (LdaException e) {
        assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        refused++;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed + ", file " + i + ": " + Arrays.toString(bytes), e);
      }
    }
    assertThat(refused).isGreaterThan(100);
    assertThat(made).isGreaterThan(100);
  }
}
