package mpjlda.cli;

import java.nio.file.Path;
import java.util.List;
import mpjlda.config.Problems;
import mpjlda.corpus.CorpusFormat;
import mpjlda.corpus.CorpusSource;
import mpjlda.errors.LdaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a corpus is to be read: the same for every command that reads one. */
final class CorpusOptions {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "auto",
      description = "auto, mxm, uci, ldac or svmlight, each also as .gz, or store. Default: auto.")
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

  /** As given; null if it was not. */
  @Nullable Path vocabulary() {
    return vocabulary;
  }

  /** What to read; a source that must not be used if a problem was noted. */
  CorpusSource source(List<String> paths, Problems problems) {
    CorpusFormat corpusFormat = CorpusFormat.AUTO;
    try {
      corpusFormat = CorpusFormat.parse(format);
    } catch (LdaException e) {
      problems.add("--format: " + e.getMessage());
    }
    problems.require(
        maxVocabulary == null || maxVocabulary >= 1,
        "--max-vocabulary must be >= 1, found " + maxVocabulary);
    int limit = maxVocabulary == null ? Integer.MAX_VALUE : Math.max(1, maxVocabulary);
    return new CorpusSource(paths, corpusFormat, vocabulary, limit);
  }
}
