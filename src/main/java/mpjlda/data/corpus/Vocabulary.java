package mpjlda.data.corpus;

import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import mpjlda.core.errors.LdaException;

/**
 * The words of a corpus by number, from 0. A word may occur twice; numbers identify words.
 * Immutable.
 */
public final class Vocabulary {
  private final List<String> words;
  private final String hash;

  private Vocabulary(List<String> words) {
    this.words = words;
    this.hash = mpjlda.data.modelio.VocabularyFile.hash(words);
  }

  public static Vocabulary of(List<String> words) {
    return new Vocabulary(List.copyOf(words));
  }

  /** The words w0, w1, … for a corpus without a vocabulary. Takes no memory for them. */
  public static Vocabulary numbered(int size) {
    return new Vocabulary(new Numbered(size));
  }

  /**
   * Reads a file of one word a line in UTF-8, plain or gzip-compressed. Empty lines at its end are
   * skipped.
   *
   * @throws LdaException (65) naming file and line
   */
  public static Vocabulary read(Path file) {
    return of(VocabularyFinder.read(file));
  }

  public List<String> words() {
    return words;
  }

  public String word(int id) {
    return words.get(id);
  }

  public int size() {
    return words.size();
  }

  /** SHA-256 of the words joined by line feeds, in UTF-8; 64 hexadecimal digits. */
  public String hash() {
    return hash;
  }

  /** The vocabulary cut to its first {@code limit} words, or itself if it has no more. */
  public Vocabulary firstWords(int limit) {
    return limit >= size() ? this : new Vocabulary(words.subList(0, limit));
  }

  private static final class Numbered extends AbstractList<String> implements RandomAccess {
    private final int size;

    Numbered(int size) {
      this.size = size;
    }

    @Override
    public String get(int index) {
      if (index < 0 || index >= size) {
        throw new IndexOutOfBoundsException("word " + index + " of " + size);
      }
      return "w" + index;
    }

    @Override
    public int size() {
      return size;
    }
  }
}
