package mpjlda.data.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mpjlda.core.errors.LdaException;

/**
 * How text becomes words.
 *
 * @param tokenised whether words are what is between blanks, as it is; all other options but the
 *     stop words are the defaults then
 * @param language code of {@link Languages}; {@code none} for the rules of Unicode alone
 * @param stem whether words are cut to their stems
 * @param stopWords each a file of one word a line, a language's code, or {@code none}; empty: the
 *     language's
 * @param keepCase whether upper case is kept
 * @param keepNumbers whether tokens of digits alone are kept
 * @param minLength characters that a word has at least, unless its script writes no blanks
 */
public record WordOptions(
    boolean tokenised,
    String language,
    boolean stem,
    List<String> stopWords,
    boolean keepCase,
    boolean keepNumbers,
    int minLength) {
  /** No language. */
  public static final String NONE = "none";

  /** The defaults. */
  public static final WordOptions DEFAULT =
      new WordOptions(NONE, false, List.of(), false, false, 2);

  /** Words between the breaks that Unicode finds. */
  public WordOptions(
      String language,
      boolean stem,
      List<String> stopWords,
      boolean keepCase,
      boolean keepNumbers,
      int minLength) {
    this(false, language, stem, stopWords, keepCase, keepNumbers, minLength);
  }

  public WordOptions {
    stopWords = List.copyOf(stopWords);
    if (minLength < 1) {
      throw new IllegalArgumentException("minLength >= 1 expected, found " + minLength);
    }
  }

  /**
   * Looks whether they go together; does not read files.
   *
   * @throws LdaException (2) if not
   */
  public void check() {
    if (tokenised && !withoutStopWords().equals(DEFAULT)) {
      throw LdaException.usage(
          "--tokenised keeps words as they are: leave out --language, --stem, --keep-case,"
              + " --keep-numbers and --min-length");
    }
    Languages languages = new Languages();
    boolean known = !language.equals(NONE);
    if (stem && !known) {
      throw LdaException.usage("--stem needs --language: one of " + languages.codes());
    }
    if (keepCase && known && !language.equals("en")) {
      throw LdaException.usage(
          "--keep-case goes with --language none or en: other languages' rules are for lower case");
    }
    if (stem && keepCase) {
      throw LdaException.usage(
          "--stem and --keep-case exclude each other: stems are in lower case");
    }
    Optional<Languages.Language> found =
        known ? Optional.of(languages.get(language)) : Optional.empty();
    if (stem && found.flatMap(Languages.Language::stem).isEmpty()) {
      throw LdaException.usage("--stem: there are no stems for --language " + language);
    }
  }

  private WordOptions withoutStopWords() {
    return new WordOptions(language, stem, List.of(), keepCase, keepNumbers, minLength);
  }

  /** Name → value. */
  Map<String, String> options() {
    Map<String, String> map = new LinkedHashMap<>();
    if (tokenised) {
      map.put("tokenised", "true");
    }
    map.put("language", language);
    map.put("stem", String.valueOf(stem));
    map.put("stop_words", String.join(",", stopWords));
    map.put("keep_case", String.valueOf(keepCase));
    map.put("keep_numbers", String.valueOf(keepNumbers));
    map.put("min_length", String.valueOf(minLength));
    return map;
  }
}
