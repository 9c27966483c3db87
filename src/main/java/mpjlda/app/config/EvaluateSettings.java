package mpjlda.app.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mpjlda.data.corpus.CorpusSource;

/**
 * An evaluation as typed.
 *
 * @param corpus documents that are split in two
 * @param observed observed parts of documents
 * @param heldOut their held-out parts
 * @param seed of the split
 * @param bound whether the documents' bound is wanted too
 * @param reference corpus for the topics' coherence
 * @param topics whether the topics' figures are wanted
 * @param words top words of a topic
 * @param csv a file for the topics' figures
 */
@SettingsGroup(heading = "Evaluation")
public record EvaluateSettings(
    @Setting(
            names = "--corpus",
            label = "PATH",
            common = true,
            help = "Documents whose tokens are split in two by --seed; may be given several times.")
        List<String> corpus,
    @Setting(
            names = "--observed",
            label = "PATH",
            help = "Observed parts of documents; with --held-out.")
        List<String> observed,
    @Setting(
            names = "--held-out",
            label = "PATH",
            help = "Held-out parts of the same documents, in the same order.")
        List<String> heldOut,
    @Setting(
            names = "--seed",
            label = "S",
            defaultValue = "1",
            help = "Seed of the split of --corpus.")
        long seed,
    @Setting(names = "--bound", help = "Also the evidence lower bound of the documents.")
        boolean bound,
    @Setting(
            names = "--reference",
            label = "PATH",
            help =
                "Corpus for the topics' coherence, such as the training corpus; may be given"
                    + " several times.")
        List<String> reference,
    @Setting(
            names = "--topics",
            help = "The topics' figures; without --reference those that lambda alone gives.")
        boolean topics,
    @Setting(
            names = "--words",
            label = "N",
            defaultValue = "10",
            min = 2,
            max = 100,
            help = "Top words of a topic, for coherence too.")
        int words,
    @Setting(names = "--csv", label = "FILE", help = "Write the topics' figures into this file.")
        Optional<Path> csv,
    ReadingSettings reading,
    WordSettings mapping,
    RunSettings run)
    implements CheckedSettings {
  @Override
  public void check(OptionProblems problems) {
    reading.refuseText(problems);
    problems.require(
        corpus.isEmpty() || (observed.isEmpty() && heldOut.isEmpty()),
        "give either --corpus, which is split, or --observed and --held-out, not both");
    problems.require(
        observed.isEmpty() == heldOut.isEmpty(),
        "--observed and --held-out belong together: the two parts of the same documents");
    problems.require(
        areDocumentsScored() || areTopicsWanted(),
        "nothing to evaluate: give --corpus, or --observed and --held-out, or --reference");
    problems.require(
        areDocumentsScored() || !bound, "--bound needs documents: --corpus, or --held-out");
    problems.require(
        areTopicsWanted() || csv.isEmpty(),
        "--csv is for the topics' figures: add --reference or --topics");
  }

  private boolean areDocumentsScored() {
    return !corpus.isEmpty() || !heldOut.isEmpty();
  }

  private boolean areTopicsWanted() {
    return topics || !reference.isEmpty();
  }

  /**
   * What is to be done.
   *
   * @param model its directory
   * @param width of the table of topics, in characters
   */
  public EvaluationConfig config(Path model, int width) {
    Optional<HeldOutSource> documents =
        areDocumentsScored()
            ? Optional.of(
                new HeldOutSource(
                    source(observed),
                    reading.source(heldOut.isEmpty() ? corpus : heldOut),
                    seed,
                    mapping.map()))
            : Optional.empty();
    Optional<EvaluationConfig.Topics> wanted =
        areTopicsWanted()
            ? Optional.of(
                new EvaluationConfig.Topics(source(reference), mapping.map(), words, width, csv))
            : Optional.empty();
    return new EvaluationConfig(model, documents, bound, wanted, run.print().json(), run.threads());
  }

  private Optional<CorpusSource> source(List<String> paths) {
    return paths.isEmpty() ? Optional.empty() : Optional.of(reading.source(paths));
  }
}
