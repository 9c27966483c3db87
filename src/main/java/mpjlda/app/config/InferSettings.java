package mpjlda.app.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * An inference as typed.
 *
 * @param input the documents
 * @param output a name that ends in {@code .npy} or {@code .tsv}
 * @param top number of topics to write of each document
 * @param flags a file for the documents without a word of the model
 * @param names whether documents are named rather than numbered
 * @param fast in single precision, on active topics
 * @param blockDocuments documents in memory at once
 */
@SettingsGroup(heading = "Inference")
public record InferSettings(
    CorpusSettings input,
    WordSettings words,
    @Setting(
            names = "--output",
            label = "FILE",
            required = true,
            common = true,
            help =
                "F.npy: a numpy array (D, K) of float64. F.tsv: document (from 0), tokens (0: no"
                    + " word of the model), K proportions.")
        Path output,
    @Setting(
            names = "--top",
            label = "N",
            min = 1,
            help = "Only the N largest topics of each document, as topic:proportion; .tsv only.")
        Optional<Integer> top,
    @Setting(
            names = "--flags",
            label = "FILE",
            help =
                "List the documents that are empty, or have only words that the model does not"
                    + " have.")
        Optional<Path> flags,
    @Setting(
            names = "--names",
            help =
                "Give the names of documents, which stores of text and musiXmatch files have: in"
                    + " .tsv in place of the number (a tab as \\t), for F.npy in F.npy.names.txt,"
                    + " one per line.")
        boolean names,
    @Setting(
            names = "--fast",
            help =
                "Compute in single precision, most sweeps on the active topics of a document: about"
                    + " four times as fast. Proportions are usually within 1e-4 of those without;"
                    + " where a document hardly prefers one of two topics they may differ more."
                    + " Needs half as much memory again as the model.")
        boolean fast,
    @Setting(
            names = "--block-size",
            label = "D",
            defaultValue = "4096",
            min = 1,
            max = 1_000_000,
            help = "Documents of each rank in memory at once.")
        int blockDocuments,
    RunSettings run)
    implements CheckedSettings {
  /**
   * Notes that words of the model would be dropped from the documents.
   *
   * @param size words of the model
   */
  public void checkVocabulary(int size, OptionProblems problems) {
    // With a map, ids are the corpus's own.
    problems.require(
        words.map() || input.reading().vocabularyLimit() >= size,
        "--max-vocabulary must be at least the model's number of words, "
            + size
            + ", found "
            + input.reading().vocabularyLimit());
  }

  @Override
  public void check(OptionProblems problems) {
    String name = String.valueOf(output.getFileName()).toLowerCase(Locale.ROOT);
    problems.require(
        name.endsWith(".npy") || name.endsWith(".tsv"),
        "--output must end in .npy or .tsv, found " + output);
    problems.require(
        !Files.isDirectory(output), "--output must be a file, found the folder " + output);
    problems.require(
        top.isEmpty() || !name.endsWith(".npy"), "--top is for an --output that ends in .tsv");
    problems.require(
        !flags.equals(Optional.of(output)), "--flags and --output must be different files");
    ReadingSettings reading = input.reading();
    problems.require(
        reading.format().text().isEmpty()
            || (reading.vocabulary().isEmpty() && reading.maxVocabulary().isEmpty()),
        "--vocab and --max-vocabulary do not go with text: its words are matched with the model's");
  }
}
