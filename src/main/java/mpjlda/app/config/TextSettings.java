package mpjlda.app.config;

import java.util.List;
import java.util.Optional;
import mpjlda.data.corpus.Vocabulary;
import mpjlda.data.text.TextImport;
import mpjlda.data.text.TextKind;
import mpjlda.data.text.TextSource;

/**
 * Text that a store is made of, as typed.
 *
 * @param paths of text; none if the store is made of something else
 * @param words how it becomes words
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
    TextWordSettings words)
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

  @Override
  public void check(OptionProblems problems) {
    if (paths.isEmpty()) {
      return;
    }
    String delimiter = fields.delimiter().orElse(",");
    problems.require(
        delimiter.equals("tab")
            || (delimiter.length() == 1 && "\"\r\n".indexOf(delimiter.charAt(0)) < 0),
        "--delimiter must be one character, or tab, found " + delimiter);
  }

  /** What to import. */
  public TextImport.Request request(ReadingSettings reading) {
    TextSource source =
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
            words.charset());
    return words
        .request(source, reading.vocabularyLimit())
        .withVocabulary(reading.vocabulary().map(file -> Vocabulary.read(file).words()));
  }
}
