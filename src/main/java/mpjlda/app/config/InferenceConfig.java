package mpjlda.app.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import mpjlda.data.corpus.CorpusSource;

/**
 * What {@code infer} is to do; every value has been checked.
 *
 * @param model its directory
 * @param mapWords whether words are matched with the model's by their text and unknown ones dropped
 * @param output a name that ends in {@code .npy} or {@code .tsv}
 * @param flags a file for the documents without a word of the model
 * @param names whether documents are written with their names: in place of their numbers in {@code
 *     .tsv}, in a file next to {@code .npy}
 * @param top write only so many topics of each document; {@code .tsv} only
 * @param blockDocuments documents in memory at once, ≥ 1
 * @param fast in single precision, leaving topics at rest out of the sweeps
 * @param threads compute threads a rank
 */
public record InferenceConfig(
    Path model,
    CorpusSource corpus,
    boolean mapWords,
    Path output,
    Optional<Path> flags,
    boolean names,
    OptionalInt top,
    int blockDocuments,
    boolean fast,
    boolean json,
    int threads) {
  /** Whether the output is a numpy array rather than a text. */
  public boolean isNpy() {
    return String.valueOf(output.getFileName()).toLowerCase(Locale.ROOT).endsWith(".npy");
  }
}
