package mpjlda.data.text;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;

/**
 * What becomes of a token: its word, or why it is dropped. It depends on the token alone, so that
 * callers may remember it. Not thread-safe.
 *
 * <p>In this order: marks that are not seen are removed and ’ becomes ', canonical composition
 * (NFC), the language's normal form (lower case, elision), length, stop words, stem. Of text that
 * is tokenised already only the stop words are dropped.
 *
 * <p>The tables of case and composition are the JDK's. All their later changes are for characters
 * that Unicode 12.1 does not have, and Lucene's tokeniser makes words of those of 12.1 only: so all
 * JDKs give the same.
 */
final class WordRules {
  /**
   * What became of a token.
   *
   * @param word empty if it was dropped
   * @param dropped why
   */
  record Outcome(String word, Optional<Dropped> dropped) {
    static Outcome kept(String word) {
      return new Outcome(word, Optional.empty());
    }

    static Outcome of(Dropped why) {
      return new Outcome("", Optional.of(why));
    }
  }

  /** Below, there is nothing to compose. */
  private static final char FIRST_COMBINING = '\u0300';

  private final WordOptions options;
  private final WordChain normal;
  private final Optional<WordChain> stem;
  private final Set<String> stopWords;

  WordRules(WordOptions options) {
    this.options = options;
    Languages languages = new Languages();
    Optional<Languages.Language> language =
        options.language().equals(WordOptions.NONE)
            ? Optional.empty()
            : Optional.of(languages.get(options.language()));
    this.normal =
        new WordChain(
            keepsCase()
                ? in -> keepingCase(in, language.isPresent())
                : language.map(Languages.Language::normal).orElse(Languages::lower));
    this.stem =
        options.stem()
            ? language.flatMap(Languages.Language::stem).map(WordChain::new)
            : Optional.empty();
    this.stopWords = new HashSet<>();
    for (String word : new StopWords(options, languages).words()) {
      stopWords.add(folded(normal.apply(form(word))));
    }
  }

  private static TokenStream keepingCase(TokenStream in, boolean english) {
    return english ? new EnglishPossessiveFilter(in) : in;
  }

  /**
   * Applies the rules.
   *
   * @param anyLength whether even one character is a word, as of ideographs
   */
  Outcome apply(String token, boolean anyLength) {
    String word = normal.apply(form(token));
    boolean tooShort = !anyLength && word.codePointCount(0, word.length()) < options.minLength();
    if (word.isEmpty() || tooShort) {
      return Outcome.of(Dropped.SHORT);
    }
    if (stopWords.contains(folded(word))) {
      return Outcome.of(Dropped.STOP_WORD);
    }
    String made = stem.isPresent() ? stem.get().apply(word) : word;
    return made.isEmpty() ? Outcome.of(Dropped.SHORT) : Outcome.kept(made);
  }

  private boolean keepsCase() {
    return options.keepCase() || options.tokenised();
  }

  private String form(String token) {
    return options.tokenised() ? token : visible(token);
  }

  private String folded(String word) {
    return keepsCase() ? word.toLowerCase(Locale.ROOT) : word;
  }

  /** Soft hyphens, marks of direction, word joiners, the byte order mark and the like. */
  private static boolean isUnseen(char c) {
    return c == '\u00ad'
        || c == '\u034f'
        || c == '\u061c'
        || c == '\u180e'
        || c == '\u200b'
        || c == '\u200e'
        || c == '\u200f'
        || (c >= '\u202a' && c <= '\u202e')
        || (c >= '\u2060' && c <= '\u206f')
        || c == '\ufeff';
  }

  /** Joiners and selectors of variants: they mean something in pictures, but not after letters. */
  private static boolean isJoiner(char c) {
    return c == '\u200c' || c == '\u200d' || (c >= '\ufe00' && c <= '\ufe0f');
  }

  private static boolean followsLetter(StringBuilder text) {
    if (text.isEmpty()) {
      return true;
    }
    int last = text.codePointBefore(text.length());
    return Character.isLetter(last) || Character.getType(last) == Character.NON_SPACING_MARK;
  }

  private static boolean isIdeographVariant(char high, char low) {
    return high == '\udb40' && low >= '\udd00' && low <= '\uddef';
  }

  /** One way to write what looks the same: é is one character, an apostrophe is '. */
  private static String visible(String token) {
    StringBuilder text = new StringBuilder(token.length());
    boolean composed = true;
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      composed &= c < FIRST_COMBINING;
      switch (c) {
        case '\u2019', '\uff07' -> text.append('\'');
        default -> {
          if (i > 0 && isIdeographVariant(token.charAt(i - 1), c)) {
            text.setLength(text.length() - 1);
          } else if (!isUnseen(c) && !(isJoiner(c) && followsLetter(text))) {
            text.append(c);
          }
        }
      }
    }
    return composed ? text.toString() : Normalizer.normalize(text, Normalizer.Form.NFC);
  }
}
