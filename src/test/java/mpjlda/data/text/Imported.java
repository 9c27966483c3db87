package mpjlda.data.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import mpjlda.cluster.console.TerminalConsole;
import mpjlda.core.parallel.Workers;
import mpjlda.data.store.Block;
import mpjlda.data.store.BlockReader;
import mpjlda.data.store.NameReader;
import mpjlda.data.store.Store;

/**
 * A store made of text, read back.
 *
 * @param names of the documents, in order
 * @param documents word → count, by word
 */
record Imported(
    List<String> vocabulary,
    List<String> names,
    List<Map<String, Integer>> documents,
    ImportReport report) {
  /** Drops no word for its frequency. */
  static final Pruning ALL =
      new Pruning(
          new DocumentShare(BigDecimal.ONE, false),
          new DocumentShare(BigDecimal.ONE, true),
          Integer.MAX_VALUE);

  static final WordOptions EVERY_LENGTH =
      new WordOptions(WordOptions.NONE, false, List.of(), false, false, 1);

  static TextImport.Request request(TextSource source) {
    return request(source, EVERY_LENGTH, ALL, PhraseOptions.NONE);
  }

  static TextImport.Request request(
      TextSource source, WordOptions words, Pruning pruning, PhraseOptions phrases) {
    return new TextImport.Request(source, words, pruning, phrases, Optional.empty(), 1_000_000);
  }

  static TextSource source(Path path, TextKind kind) {
    return TextSource.of(List.of(path.toString()), kind);
  }

  static TextSource source(Path path, TextSource.Fields fields) {
    return new TextSource(List.of(path.toString()), TextKind.AUTO, fields, false, Optional.empty());
  }

  /** Imports a file of one document a line, every word of it. */
  static Imported lines(Path folder, WordOptions words, String... lines) {
    Path file = write(folder.resolve("text.txt"), String.join("\n", lines) + "\n");
    return of(folder, request(source(file, TextKind.AUTO), words, ALL, PhraseOptions.NONE));
  }

  static Imported of(Path folder, TextImport.Request request) {
    Path store = folder.resolve("made.store");
    ImportReport report = make(store, request, 1);
    return read(store, report);
  }

  static ImportReport make(Path store, TextImport.Request request, int threads) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    try (Workers workers = new Workers(threads)) {
      return new TextImport(request, new TerminalConsole(nowhere, nowhere, true, false), workers)
          .run(store, true)
          .report();
    }
  }

  private static Imported read(Path folder, ImportReport report) {
    Store store = Store.open(folder);
    store.verify();
    List<String> vocabulary = store.vocabulary();
    List<String> names = new ArrayList<>();
    List<Map<String, Integer>> documents = new ArrayList<>();
    BlockReader reader = store.reader();
    NameReader nameReader = store.names();
    for (int b = 0; b < store.index().blocks(); b++) {
      Block block = reader.read(b);
      names.addAll(nameReader.read(b));
      for (int d = 0; d < block.documents(); d++) {
        Map<String, Integer> words = new TreeMap<>();
        for (int i = block.start(d); i < block.end(d); i++) {
          words.put(vocabulary.get(block.ids()[i]), block.counts()[i]);
        }
        documents.add(words);
      }
    }
    return new Imported(vocabulary, names, documents, report);
  }

  /** Words and counts as the tests write them: {@code "a a b"} is a twice and b once. */
  static Map<String, Integer> bag(String words) {
    Map<String, Integer> bag = new TreeMap<>();
    Arrays.stream(words.split(" ", -1))
        .filter(word -> !word.isEmpty())
        .forEach(word -> bag.merge(word, 1, Integer::sum));
    return bag;
  }

  static Path write(Path file, String text) {
    return write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  static Path write(Path file, String text, Charset encoding) {
    return write(file, text.getBytes(encoding));
  }

  static Path write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Every file of a store: name → bytes as hexadecimal digits' source, for comparison. */
  static Map<String, String> bytes(Path store) {
    Map<String, String> files = new LinkedHashMap<>();
    try (var list = Files.list(store)) {
      for (Path file : list.sorted().toList()) {
        files.put(
            file.getFileName().toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }
}
