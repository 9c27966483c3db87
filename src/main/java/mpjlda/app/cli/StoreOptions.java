package mpjlda.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.config.ReadingSettings;
import mpjlda.data.convert.DocumentSampling;
import mpjlda.data.convert.ImportRequest;
import mpjlda.data.corpus.CorpusSource;
import mpjlda.data.io.ProgramVersion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code import} makes a corpus store of. */
final class StoreOptions {
  @Option(
      names = "--corpus",
      paramLabel = "PATH",
      description = {
        "Makes a corpus store of this: a file, a folder, a glob or a store.",
        "May be given several times; different vocabularies are merged by word."
      })
  private List<String> corpora = new ArrayList<>();

  @Option(
      names = "--vocab-map",
      paramLabel = "FILE",
      description = "Vocabulary of the store, one word a line; other words are dropped.")
  private @Nullable Path vocabularyMap;

  @Option(
      names = "--sample",
      paramLabel = "P",
      description = "Take this share of the documents, drawn by --seed.")
  private @Nullable Double sample;

  @Option(
      names = "--split",
      paramLabel = "P",
      description =
          "Put this share of the documents, drawn by --seed, into OUTPUT-train and the others into"
              + " OUTPUT-test.")
  private @Nullable Double split;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of --sample and --split. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--overwrite", description = "Replace stores that are already there.")
  private boolean overwrite;

  /** Whether corpora are to be imported. */
  boolean chosen() {
    return !corpora.isEmpty();
  }

  /** Notes what does not go with other kinds of import. */
  void refuseShaping(OptionProblems problems) {
    problems.require(
        vocabularyMap == null && sample == null && split == null,
        "--vocab-map, --sample and --split go with --corpus: import the text first, then its store");
  }

  boolean overwrite() {
    return overwrite;
  }

  /** What to do; must not be used if a problem was noted. */
  ImportRequest request(ReadingSettings reading, Path output, OptionProblems problems) {
    reading.refuseText(problems);
    List<CorpusSource> sources = new ArrayList<>();
    for (String path : problems.none() ? corpora : List.<String>of()) {
      CorpusSource source = reading.source(List.of(path));
      sources.add(
          new CorpusSource(
              source.paths(), source.format(), source.vocabulary(), Integer.MAX_VALUE));
    }
    return new ImportRequest(
        sources,
        Optional.ofNullable(vocabularyMap),
        reading.vocabularyLimit(),
        new DocumentSampling(
            share("--sample", sample, problems), share("--split", split, problems), seed),
        output,
        overwrite,
        "mpj-lda " + ProgramVersion.value());
  }

  private static OptionalDouble share(
      String option, @Nullable Double value, OptionProblems problems) {
    if (value == null) {
      return OptionalDouble.empty();
    }
    problems.require(value > 0 && value < 1, option + " must be between 0 and 1, found " + value);
    return OptionalDouble.of(value);
  }
}
