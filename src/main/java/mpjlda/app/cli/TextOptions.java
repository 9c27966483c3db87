package mpjlda.app.cli;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mpjlda.app.config.OptionProblems;
import mpjlda.core.errors.LdaException;
import mpjlda.data.corpus.Vocabulary;
import mpjlda.data.text.DocumentShare;
import mpjlda.data.text.PhraseOptions;
import mpjlda.data.text.Pruning;
import mpjlda.data.text.TextImport;
import mpjlda.data.text.TextKind;
import mpjlda.data.text.TextSource;
import mpjlda.data.text.WordOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How {@code import} reads text. */
final class TextOptions {
  @Option(
      names = "--text",
      paramLabel = "PATH",
      arity = "1..*",
      description = {
        "Makes a corpus store of text: files (a document a line, or as their ending .csv, .tsv,"
            + " .jsonl, .mallet says) and folders (a document a file). Each also as .gz."
      })
  private List<String> paths = new ArrayList<>();

  @Option(
      names = "--text-format",
      paramLabel = "KIND",
      defaultValue = "auto",
      description =
          "lines (a document a line), files (a document a file), csv, tsv, jsonl, mallet (name label"
              + " text) or auto. Default: auto.")
  private String kind = "auto";

  @Option(
      names = "--text-field",
      paramLabel = "NAME",
      split = ",",
      description =
          "csv, tsv, jsonl: the field with the text, or several to be joined. Default: text.")
  private List<String> textFields = new ArrayList<>();

  @Option(
      names = "--name-field",
      paramLabel = "NAME",
      description = "csv, tsv, jsonl: the field with the document's name. Default: file and line.")
  private @Nullable String nameField;

  @Option(
      names = "--no-header",
      description = "csv, tsv: the first record has no names; fields are numbered from 1.")
  private boolean noHeader;

  @Option(names = "--no-quotes", description = "csv, tsv: quotation marks have no meaning.")
  private boolean noQuotes;

  @Option(
      names = "--html",
      description =
          "Strip tags, comments, scripts and styles, resolve entities. Files named .html are stripped"
              + " anyway.")
  private boolean html;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description = "Encoding of the text, such as windows-1252. Default: UTF-8.")
  private @Nullable String encoding;

  @Option(
      names = "--language",
      paramLabel = "CODE",
      defaultValue = WordOptions.NONE,
      description =
          "Stop words and normal forms of a language (en, de, fr, es, ru, zh, ...), or none: the"
              + " rules of Unicode and lower case. Default: none.")
  private String language = WordOptions.NONE;

  @Option(names = "--stem", description = "Cut words to their stems, as the language has them.")
  private boolean stem;

  @Option(
      names = "--stop-words",
      paramLabel = "FILE|CODE|none",
      split = ",",
      description =
          "A file of one word a line, a language's list, or none; may be given several times."
              + " Default: the language's.")
  private List<String> stopWords = new ArrayList<>();

  @Option(names = "--keep-case", description = "Do not change words to lower case.")
  private boolean keepCase;

  @Option(names = "--keep-numbers", description = "Keep tokens of digits alone.")
  private boolean keepNumbers;

  @Option(
      names = "--min-length",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "Drop shorter words, but not those of scripts that write no blanks. Default:"
              + " ${DEFAULT-VALUE}.")
  private int minLength;

  @Option(
      names = "--min-df",
      paramLabel = "N|SHARE",
      defaultValue = "2",
      description =
          "Drop words in fewer documents: a number (5) or a share (0.001, 0.1%%). Default:"
              + " ${DEFAULT-VALUE}.")
  private String minDocuments = "2";

  @Option(
      names = "--max-df",
      paramLabel = "N|SHARE",
      defaultValue = "50%",
      description = "Drop words in more documents. Default: 50%%.")
  private String maxDocuments = "50%";

  @Option(
      names = "--phrases",
      description = "Join pairs of words that often follow each other: new_york.")
  private boolean phrases;

  @Option(
      names = "--phrase-threshold",
      paramLabel = "X",
      defaultValue = "0.5",
      description =
          "Least normalised mutual information of a phrase, from -1 to 1. Default:"
              + " ${DEFAULT-VALUE}.")
  private double phraseThreshold;

  @Option(
      names = "--phrase-min-count",
      paramLabel = "N",
      defaultValue = "10",
      description = "Times that a phrase occurs, at least. Default: ${DEFAULT-VALUE}.")
  private int phraseMinCount;

  @Option(
      names = "--max-candidates",
      paramLabel = "N",
      defaultValue = "" + TextImport.Request.MOST_WORDS,
      description =
          "Stop with an error at more distinct words than this, before any are dropped as rare."
              + " Default: ${DEFAULT-VALUE}.")
  private int mostWords;

  /** Whether text is to be imported. */
  boolean chosen() {
    return !paths.isEmpty();
  }

  /**
   * What to import; must not be used if a problem was noted.
   *
   * @param vocabulary file of the words to keep, such as a model's
   */
  TextImport.Request request(
      int maxVocabulary, Optional<Path> vocabulary, OptionProblems problems) {
    problems.require(mostWords >= 1, "--max-candidates must be >= 1, found " + mostWords);
    return new TextImport.Request(
        source(problems),
        words(problems),
        new Pruning(
            share("--min-df", minDocuments, problems),
            share("--max-df", maxDocuments, problems),
            maxVocabulary),
        phrases(problems),
        vocabulary.map(file -> Vocabulary.read(file).words()),
        mostWords);
  }

  private TextSource source(OptionProblems problems) {
    TextKind textKind = TextKind.AUTO;
    try {
      textKind = TextKind.parse(kind);
    } catch (LdaException e) {
      problems.add("--text-format: " + e.getMessage());
    }
    return new TextSource(
        paths,
        textKind,
        new TextSource.Fields(textFields, Optional.ofNullable(nameField), !noHeader, !noQuotes),
        html,
        Optional.ofNullable(encoding).flatMap(name -> charset(name, problems)));
  }

  private static Optional<Charset> charset(String name, OptionProblems problems) {
    try {
      return Optional.of(Charset.forName(name));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      problems.add(
          "--encoding: there is no '" + name + "'; give one such as windows-1252, UTF-16, GB18030");
      return Optional.empty();
    }
  }

  private WordOptions words(OptionProblems problems) {
    problems.require(minLength >= 1, "--min-length must be >= 1, found " + minLength);
    WordOptions words =
        new WordOptions(language, stem, stopWords, keepCase, keepNumbers, Math.max(1, minLength));
    try {
      words.check();
    } catch (LdaException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    return words;
  }

  private static DocumentShare share(String option, String typed, OptionProblems problems) {
    Optional<DocumentShare> share = DocumentShare.parse(typed);
    problems.require(
        share.isPresent(),
        option + " must be a number of documents (5) or a share (0.5, 50%), found " + typed);
    return share.orElse(Pruning.DEFAULT.minDocuments());
  }

  private PhraseOptions phrases(OptionProblems problems) {
    problems.require(
        phraseThreshold >= -1 && phraseThreshold <= 1,
        "--phrase-threshold must be from -1 to 1, found " + phraseThreshold);
    problems.require(
        phraseMinCount >= 1, "--phrase-min-count must be >= 1, found " + phraseMinCount);
    return new PhraseOptions(phrases, phraseThreshold, phraseMinCount);
  }
}
