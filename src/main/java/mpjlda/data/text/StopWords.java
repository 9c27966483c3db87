package mpjlda.data.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mpjlda.core.errors.LdaException;
import org.apache.lucene.analysis.CharArraySet;

/** The stop words that the user asks for. */
final class StopWords {
  private final List<String> words = new ArrayList<>();
  private final Languages languages;

  /**
   * Gathers them.
   *
   * @throws LdaException (2) if one is no language and no file; (65) if a file cannot be read
   */
  StopWords(WordOptions options, Languages languages) {
    this.languages = languages;
    boolean silent = options.stopWords().isEmpty();
    for (String asked : silent ? List.of(options.language()) : options.stopWords()) {
      add(asked);
    }
  }

  List<String> words() {
    return words;
  }

  private void add(String asked) {
    if (asked.equals(WordOptions.NONE)) {
      return;
    }
    if (languages.has(asked)) {
      CharArraySet set = languages.get(asked).stopWords().get();
      set.forEach(word -> words.add(new String((char[]) word)));
      return;
    }
    Path file = file(asked);
    try (InputStream in = TextBytes.open(file, StandardCharsets.UTF_8)) {
      StrictReader reader = new StrictReader(StandardCharsets.UTF_8);
      reader.open(in);
      new BufferedReader(reader)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .forEach(words::add);
    } catch (UncheckedIOException e) {
      throw TextBytes.failure(file, e);
    } catch (IOException e) {
      throw TextBytes.failure(file, e);
    }
  }

  private Path file(String asked) {
    try {
      Path file = Path.of(asked);
      if (Files.isRegularFile(file)) {
        return file;
      }
    } catch (InvalidPathException e) {
      // Told below.
    }
    throw LdaException.usage(
        "--stop-words: found no file '"
            + asked
            + "', expected a file of one word a line, none, or one of the languages "
            + languages.codes());
  }
}
