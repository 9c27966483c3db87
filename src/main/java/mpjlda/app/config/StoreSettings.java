package mpjlda.app.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import mpjlda.data.convert.DocumentSampling;
import mpjlda.data.corpus.CorpusSource;

/**
 * Corpora that a store is made of, as typed.
 *
 * @param paths of corpora; none if the store is made of something else
 * @param vocabulary file of the store's words
 * @param sample share of the documents that is taken
 * @param split share of the documents that goes into the first of two stores
 */
@SettingsGroup(heading = "Corpora")
public record StoreSettings(
    @Setting(
            names = "--corpus",
            label = "PATH",
            common = true,
            help =
                "Make a corpus store of this: a file, a folder, a glob or a store; may be given"
                    + " several times. Different vocabularies are merged by word.")
        List<String> paths,
    @Setting(
            names = "--vocab-map",
            label = "FILE",
            help = "Vocabulary of the store, one word per line; other words are dropped.")
        Optional<Path> vocabulary,
    @Setting(
            names = "--sample",
            label = "P",
            min = Double.MIN_VALUE,
            below = 1,
            expected = "between 0 and 1",
            help = "Take this share of the documents, drawn by --seed.")
        Optional<Double> sample,
    @Setting(
            names = "--split",
            label = "P",
            min = Double.MIN_VALUE,
            below = 1,
            expected = "between 0 and 1",
            help =
                "Put this share of the documents, drawn by --seed, into OUTPUT-train and the others"
                    + " into OUTPUT-test.")
        Optional<Double> split,
    @Setting(
            names = "--seed",
            label = "S",
            defaultValue = "1",
            help = "Seed of --sample and --split.")
        long seed)
    implements CheckedSettings {
  @Override
  public void check(OptionProblems problems) {
    problems.require(
        !paths.isEmpty() || (vocabulary.isEmpty() && sample.isEmpty() && split.isEmpty()),
        "--vocab-map, --sample and --split go with --corpus: import the text first, then its"
            + " store");
  }

  /** The corpora, each with all words of its own. */
  public List<CorpusSource> sources(ReadingSettings reading) {
    return paths.stream()
        .map(path -> reading.source(List.of(path)))
        .map(
            source ->
                new CorpusSource(
                    source.paths(),
                    source.format(),
                    source.vocabulary(),
                    Integer.MAX_VALUE,
                    source.ids(),
                    source.transposed()))
        .toList();
  }

  /** Which documents are taken, and for which store. */
  public DocumentSampling sampling() {
    return new DocumentSampling(optional(sample), optional(split), seed);
  }

  private static OptionalDouble optional(Optional<Double> value) {
    return value.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
  }
}
