package mpjlda.app.config;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mpjlda.data.corpus.CorpusFormat;
import mpjlda.data.corpus.CorpusSource;
import mpjlda.data.corpus.WordIdBase;
import mpjlda.data.text.TextSniffer;

/**
 * How corpora are read: the same for every command that reads some.
 *
 * @param vocabulary a file of one word a line
 * @param maxVocabulary words from this number on, counted from 0, are dropped
 */
@SettingsGroup(heading = "Corpus")
public record ReadingSettings(
    @Setting(
            names = "--format",
            label = "FORMAT",
            defaultValue = "auto",
            key = "format",
            help =
                "Format of the corpus: mxm, uci, ldac, svmlight or mtx (Matrix Market), each also"
                    + " as .gz; store; or auto (recognised by content). train and infer also read"
                    + " text (one document per line, or per file of a folder) and mallet (name"
                    + " label text); in train, auto recognises text as well. More options for text:"
                    + " import --text.")
        InputFormat format,
    @Setting(
            names = "--vocab",
            label = "FILE",
            key = "vocab",
            absent = "",
            help = "Vocabulary, one word per line. Default: the file next to the corpus.")
        Optional<Path> vocabulary,
    @Setting(
            names = "--max-vocabulary",
            label = "W",
            min = 1,
            key = "max_vocabulary",
            absent = "all",
            help = "Keep only the words with a number below W (counted from 0).")
        Optional<Integer> maxVocabulary,
    @Setting(
            names = "--ids-from",
            label = "0|1",
            min = 0,
            max = 1,
            help =
                "Number of the first word in svmlight files. Default: as in the corpus of the"
                    + " model; without a model 0 if an id 0 occurs, else 1.")
        Optional<Integer> idsFrom,
    @Setting(
            names = "--transpose",
            key = "transpose",
            help = "Columns of mtx files are the documents, and rows the words.")
        boolean transpose) {
  /** The largest number of words. */
  public int vocabularyLimit() {
    return maxVocabulary.orElse(Integer.MAX_VALUE);
  }

  /** Whether the paths are text, though the user does not say so. Reads some of it. */
  boolean looksLikeText(List<String> paths, Optional<Charset> encoding) {
    return format == InputFormat.AUTO
        && vocabulary.isEmpty()
        && TextSniffer.isText(
            paths, encoding.orElse(StandardCharsets.UTF_8), CorpusFormat::recognises);
  }

  /** The first file in another encoding, of paths that are text but not in UTF-8. */
  Optional<Path> otherEncoding(List<String> paths) {
    return format == InputFormat.AUTO && vocabulary.isEmpty()
        ? TextSniffer.otherEncoding(paths, CorpusFormat::recognises)
        : Optional.empty();
  }

  /** Notes that the command at hand reads no text. */
  public void refuseText(OptionProblems problems) {
    problems.require(
        format.text().isEmpty(),
        "--format "
            + SettingText.text(format)
            + ": only train and infer read text, with --corpus; make a store of it first: mpj-lda"
            + " import --text PATH --output STORE");
  }

  /** Source of documents, which are not text. */
  public CorpusSource source(List<String> paths) {
    return new CorpusSource(
        paths,
        format.corpusFormat(),
        vocabulary.orElse(null),
        vocabularyLimit(),
        idsFrom.map(WordIdBase::of).orElse(WordIdBase.GUESS),
        transpose);
  }
}
