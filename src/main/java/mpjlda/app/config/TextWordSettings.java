package mpjlda.app.config;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import mpjlda.core.errors.LdaException;
import mpjlda.data.text.DocumentShare;
import mpjlda.data.text.PhraseOptions;
import mpjlda.data.text.Pruning;
import mpjlda.data.text.TextImport;
import mpjlda.data.text.TextSource;
import mpjlda.data.text.WordOptions;

/**
 * How text becomes words, as typed: the same for every command that makes a vocabulary of text.
 *
 * @param tokens how tokens become words
 */
@SettingsGroup(heading = "Text")
public record TextWordSettings(
    @Setting(
            names = "--encoding",
            label = "NAME",
            help = "Encoding of the text, such as windows-1252. Default: UTF-8.")
        Optional<String> encoding,
    TokenSettings tokens,
    @Setting(
            names = "--min-df",
            label = "N|SHARE",
            defaultValue = "2",
            help = "Drop words in fewer documents: a number (5) or a share (0.001, 0.1%).")
        String minDocuments,
    @Setting(
            names = "--max-df",
            label = "N|SHARE",
            defaultValue = "50%",
            help = "Drop words in more documents.")
        String maxDocuments,
    @Setting(
            names = "--phrases",
            help = "Join pairs of words that often follow each other: new_york.")
        boolean phrases,
    @Setting(
            names = "--phrase-threshold",
            label = "X",
            defaultValue = "0.5",
            min = -1,
            max = 1,
            help = "Least normalised mutual information of a phrase.")
        double phraseThreshold,
    @Setting(
            names = "--phrase-min-count",
            label = "N",
            defaultValue = "10",
            min = 1,
            help = "Times that a phrase occurs, at least.")
        int phraseMinCount,
    @Setting(
            names = "--max-candidates",
            label = "N",
            defaultValue = "" + TextImport.Request.MOST_WORDS,
            min = 1,
            help =
                "Stop with an error at more distinct words than this, before any are dropped as"
                    + " rare.")
        int mostWords)
    implements CheckedSettings {
  /** How tokens become words, and what a token is. */
  public record TokenSettings(
      @Setting(
              names = "--tokenised",
              help =
                  "The text is cut into words already, with blanks between them: keep them as they"
                      + " are, but for stop words.")
          boolean tokenised,
      @Setting(
              names = "--language",
              label = "CODE",
              defaultValue = WordOptions.NONE,
              common = true,
              help =
                  "Stop words and normal forms of a language (en, de, fr, es, ru, zh, ...), or"
                      + " none: the rules of Unicode and lower case.")
          String language,
      @Setting(names = "--stem", help = "Cut words to their stems, as the language has them.")
          boolean stem,
      @Setting(
              names = "--stop-words",
              label = "FILE|CODE|none",
              commas = true,
              help =
                  "A file of one word per line, a language's list, or none; may be given several"
                      + " times. Default: the language's.")
          List<String> stopWords,
      @Setting(names = "--keep-case", help = "Do not change words to lower case.") boolean keepCase,
      @Setting(names = "--keep-numbers", help = "Keep tokens of digits alone.") boolean keepNumbers,
      @Setting(
              names = "--min-length",
              label = "N",
              defaultValue = "2",
              min = 1,
              help = "Drop shorter words, but not those of scripts that write no blanks.")
          int minLength) {
    private WordOptions options() {
      return new WordOptions(
          tokenised, language, stem, stopWords, keepCase, keepNumbers, minLength);
    }
  }

  @Override
  public void check(OptionProblems problems) {
    checkShare("--min-df", minDocuments, problems);
    checkShare("--max-df", maxDocuments, problems);
    problems.require(
        encoding.isEmpty() || isCharset(encoding.get()),
        "--encoding: there is no '"
            + encoding.orElse("")
            + "'; give one such as windows-1252, UTF-16, GB18030");
    try {
      tokens.options().check();
    } catch (LdaException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }

  private static void checkShare(String option, String typed, OptionProblems problems) {
    problems.require(
        DocumentShare.parse(typed).isPresent(),
        option + " must be a number of documents (5) or a share (0.5, 50%), found " + typed);
  }

  private static boolean isCharset(String name) {
    try {
      return Charset.isSupported(name);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The encoding of the text; empty: UTF-8. */
  public Optional<Charset> charset() {
    return encoding.map(Charset::forName);
  }

  /**
   * A text to import whose vocabulary is made of its words.
   *
   * @param mostVocabulary words that are kept, at most
   */
  public TextImport.Request request(TextSource source, int mostVocabulary) {
    return new TextImport.Request(
        source,
        tokens.options(),
        new Pruning(
            DocumentShare.parse(minDocuments).orElseThrow(),
            DocumentShare.parse(maxDocuments).orElseThrow(),
            mostVocabulary),
        new PhraseOptions(phrases, phraseThreshold, phraseMinCount),
        Optional.empty(),
        mostWords);
  }
}
