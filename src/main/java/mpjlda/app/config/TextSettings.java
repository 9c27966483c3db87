package mpjlda.app.config;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import mpjlda.core.errors.LdaException;
import mpjlda.data.corpus.Vocabulary;
import mpjlda.data.text.DocumentShare;
import mpjlda.data.text.PhraseOptions;
import mpjlda.data.text.Pruning;
import mpjlda.data.text.TextImport;
import mpjlda.data.text.TextKind;
import mpjlda.data.text.TextSource;
import mpjlda.data.text.WordOptions;

/**
 * Text that a store is made of, as typed.
 *
 * @param paths of text; none if the store is made of something else
 * @param words how tokens become words
 */
@SettingsGroup(heading = "Text")
public record TextSettings(
    @Setting(
            names = "--text",
            label = "PATH",
            common = true,
            greedy = true,
            help =
                "Make a corpus store of text: files (one document per line, or as their ending"
                    + " .csv, .tsv, .jsonl, .mallet says) and folders (one document per file). Each"
                    + " also as .gz.")
        List<String> paths,
    @Setting(
            names = "--text-format",
            label = "KIND",
            defaultValue = "auto",
            help =
                "lines (one document per line), files (one document per file), csv, tsv, jsonl,"
                    + " mallet (name label text) or auto.")
        TextKind kind,
    FieldSettings fields,
    @Setting(
            names = "--html",
            help =
                "Strip tags, comments, scripts and styles, resolve entities. Files named .html are"
                    + " stripped anyway.")
        boolean html,
    @Setting(
            names = "--encoding",
            label = "NAME",
            help = "Encoding of the text, such as windows-1252. Default: UTF-8.")
        Optional<String> encoding,
    TokenSettings words,
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
  /**
   * Where documents are in records.
   *
   * @param name field with the document's name
   */
  public record FieldSettings(
      @Setting(
              names = "--text-field",
              label = "NAME",
              commas = true,
              help =
                  "csv, tsv, jsonl: the field with the text, or several to be joined, separated by"
                      + " commas. Default: text.")
          List<String> text,
      @Setting(
              names = "--name-field",
              label = "NAME",
              help = "csv, tsv, jsonl: the field with the document's name. Default: file and line.")
          Optional<String> name,
      @Setting(
              names = "--no-header",
              help = "csv, tsv: the first record has no names; fields are numbered from 1.")
          boolean noHeader,
      @Setting(names = "--no-quotes", help = "csv, tsv: quotation marks have no meaning.")
          boolean noQuotes,
      @Setting(
              names = "--delimiter",
              label = "C",
              help =
                  "csv, tsv: the character between fields, or tab. Default: as the file's name"
                      + " says, or another one (; | tab ,) if only that gives fields.")
          Optional<String> delimiter) {
    private Optional<Character> character() {
      return delimiter.map(typed -> typed.equals("tab") ? '\t' : typed.charAt(0));
    }
  }

  /** How tokens become words. */
  public record TokenSettings(
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
      return new WordOptions(language, stem, stopWords, keepCase, keepNumbers, minLength);
    }
  }

  @Override
  public void check(OptionProblems problems) {
    if (paths.isEmpty()) {
      return;
    }
    checkShare("--min-df", minDocuments, problems);
    checkShare("--max-df", maxDocuments, problems);
    problems.require(
        encoding.isEmpty() || isCharset(encoding.get()),
        "--encoding: there is no '"
            + encoding.orElse("")
            + "'; give one such as windows-1252, UTF-16, GB18030");
    String delimiter = fields.delimiter().orElse(",");
    problems.require(
        delimiter.equals("tab")
            || (delimiter.length() == 1 && "\"\r\n".indexOf(delimiter.charAt(0)) < 0),
        "--delimiter must be one character, or tab, found " + delimiter);
    try {
      words.options().check();
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

  /** What to import. */
  public TextImport.Request request(ReadingSettings reading) {
    return new TextImport.Request(
        new TextSource(
            paths,
            kind,
            new TextSource.Fields(
                fields.text(),
                fields.name(),
                !fields.noHeader(),
                !fields.noQuotes(),
                fields.character()),
            html,
            encoding.map(Charset::forName)),
        words.options(),
        new Pruning(
            DocumentShare.parse(minDocuments).orElseThrow(),
            DocumentShare.parse(maxDocuments).orElseThrow(),
            reading.vocabularyLimit()),
        new PhraseOptions(phrases, phraseThreshold, phraseMinCount),
        reading.vocabulary().map(file -> Vocabulary.read(file).words()),
        mostWords);
  }
}
