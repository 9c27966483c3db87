package mpjlda.data.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mpjlda.core.errors.LdaException;

/** Vocabulary files: reading them, and finding them next to a corpus. */
final class VocabularyFinder {
  private VocabularyFinder() {}

  /**
   * Reads a file of one word a line.
   *
   * @throws LdaException (65) naming file and line
   */
  static List<String> read(Path file) {
    List<String> words = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    long faulty = 0;
    try (LineReader lines = new LineReader(endsByReturns(file))) {
      lines.open(ByteSource.of(file), 0);
      StrictText text = new StrictText();
      long empty = 0;
      for (long line = 1; lines.next(); line++) {
        if (lines.isEmpty()) {
          empty++;
          continue;
        }
        try {
          checkNoneEmpty(empty, line);
          words.add(text.word(lines.buffer(), lines.from(), lines.to()));
        } catch (MalformedLineException e) {
          faulty++;
          if (faulty <= CorpusProblems.SHOWN) {
            faults.add(file + ":" + line + ": " + e.text());
          }
        }
        empty = 0;
      }
    } catch (IOException e) {
      faulty++;
      faults.add(file + ": " + IoFaults.explain(e));
    }
    if (words.isEmpty() && faulty == 0) {
      throw LdaException.badInput(file + ": found no words in this file, expected one a line");
    }
    if (faulty > 0) {
      throw LdaException.badInput(MergedProblems.message(faults, faulty, ""));
    }
    return words;
  }

  /**
   * Whether carriage returns alone end the lines of a file. One within a line that ends otherwise
   * belongs to a word: as an end it would give all later words other numbers.
   */
  private static boolean endsByReturns(Path file) throws IOException {
    long feeds = 0;
    long returns = 0;
    int before = 0;
    byte[] some = new byte[1 << 16];
    try (InputStream in = ByteSource.of(file).openAt(0)) {
      for (int read = in.read(some); read >= 0; read = in.read(some)) {
        for (int i = 0; i < read; i++) {
          returns += before == '\r' && some[i] != '\n' ? 1 : 0;
          feeds += some[i] == '\n' ? 1 : 0;
          before = some[i];
        }
      }
    }
    if (feeds > 0 && returns >= feeds) {
      throw new IOException(
          "found "
              + returns
              + " carriage returns without a line feed and "
              + feeds
              + " line feeds, expected one kind of line ends; convert the file, such as with 'tr"
              + " \"\\\\r\" \"\\\\n\"'");
    }
    return feeds == 0;
  }

  private static void checkNoneEmpty(long empty, long line) throws MalformedLineException {
    if (empty > 0) {
      throw new MalformedLineException(
          "found words after an empty line (line "
              + (line - 1)
              + "), expected a word on every line");
    }
  }

  /** Whether a file of that name is a vocabulary rather than a corpus. */
  static boolean isName(String name) {
    String plain = withoutGzip(name.toLowerCase(Locale.ROOT));
    return plain.startsWith("vocab")
        || plain.endsWith(".vocab")
        || plain.endsWith("-vocab.txt")
        || plain.endsWith(".vocab.txt");
  }

  static Optional<Path> findBeside(Path corpus, CorpusFormat format) {
    return candidates(corpus, format).stream().filter(Files::isRegularFile).findFirst();
  }

  /** Paths at which the vocabulary of a corpus file may lie, the likeliest first. */
  static List<Path> candidates(Path corpus, CorpusFormat format) {
    String name = withoutGzip(String.valueOf(corpus.getFileName()));
    List<String> names = new ArrayList<>();
    if (format == CorpusFormat.UCI) {
      if (name.startsWith("docword")) {
        names.add("vocab" + name.substring("docword".length()));
      }
    } else {
      int dot = name.lastIndexOf('.');
      String stem = dot > 0 ? name.substring(0, dot) : name;
      names.add(stem + ".vocab");
      names.add(stem + "-vocab.txt");
    }
    names.add(name + ".vocab");
    names.add("vocab.txt");
    List<Path> paths = new ArrayList<>();
    for (String candidate : names) {
      paths.add(corpus.resolveSibling(candidate));
      paths.add(corpus.resolveSibling(candidate + ".gz"));
    }
    return paths;
  }

  private static String withoutGzip(String name) {
    return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
  }
}
