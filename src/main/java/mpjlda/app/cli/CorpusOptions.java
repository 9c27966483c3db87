package mpjlda.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mpjlda.app.config.OptionProblems;
import mpjlda.core.errors.LdaException;
import mpjlda.data.corpus.CorpusFormat;
import mpjlda.data.corpus.CorpusSource;
import mpjlda.data.text.TextKind;
import mpjlda.data.text.TextSniffer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a corpus is to be read: the same for every command that reads one. */
final class CorpusOptions {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "auto",
      description = {
        "auto, mxm, uci, ldac or svmlight, each also as .gz, or store. Default: auto.",
        "train and infer also take text (a document a line, or a file of a folder) and mallet (name"
            + " label text); for train, auto recognises text by its ending and content. import --text"
            + " has the options of text."
      })
  private String format = "auto";

  @Option(
      names = "--vocab",
      paramLabel = "FILE",
      description = "Vocabulary, one word a line. Default: the one beside the corpus.")
  private @Nullable Path vocabulary;

  @Option(
      names = "--max-vocabulary",
      paramLabel = "W",
      description = "Keep only words with a number below W (counted from 0).")
  private @Nullable Integer maxVocabulary;

  private boolean takenAsText;

  /** What text there is to read, if it is text; {@code train} and {@code infer} read it. */
  Optional<TextKind> text() {
    if (takenAsText) {
      return Optional.of(TextKind.AUTO);
    }
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "text" -> Optional.of(TextKind.AUTO);
      case "mallet" -> Optional.of(TextKind.MALLET);
      default -> Optional.empty();
    };
  }

  /** Whether that is text, though the user does not say so. Reads some of it. */
  boolean looksLikeText(List<String> paths) {
    return format.equalsIgnoreCase("auto")
        && vocabulary == null
        && TextSniffer.isText(paths, CorpusFormat::recognises);
  }

  /** From now on it is text, even if the user does not say so. */
  void takeAsText() {
    takenAsText = true;
  }

  /** Whether it was not the user who said that it is text. */
  boolean isTakenAsText() {
    return takenAsText;
  }

  /** As given, if it makes sense, else all. */
  int maxVocabulary() {
    return maxVocabulary == null ? Integer.MAX_VALUE : Math.max(1, maxVocabulary);
  }

  /** As given; null if it was not. */
  @Nullable Path vocabulary() {
    return vocabulary;
  }

  /** What to read; a source that must not be used if a problem was noted. */
  CorpusSource source(List<String> paths, OptionProblems problems) {
    CorpusFormat corpusFormat = CorpusFormat.AUTO;
    try {
      corpusFormat = CorpusFormat.parse(format);
    } catch (LdaException e) {
      problems.add(
          text().isPresent()
              ? "--format "
                  + format
                  + ": text is for train and infer --corpus only; make a store of it first: mpj-lda import"
                  + " --text PATH --output STORE"
              : "--format: " + e.getMessage());
    }
    problems.require(
        maxVocabulary == null || maxVocabulary >= 1,
        "--max-vocabulary must be >= 1, found " + maxVocabulary);
    return new CorpusSource(paths, corpusFormat, vocabulary, maxVocabulary());
  }
}
