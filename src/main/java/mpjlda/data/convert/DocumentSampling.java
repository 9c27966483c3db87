package mpjlda.data.convert;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import mpjlda.core.math.KeyedRandom;

/**
 * Which documents go where: each is drawn by itself, by the seed and its number, so that documents
 * added at the end move none of the others.
 *
 * @param sample the share of the documents to take, in (0, 1); empty: all
 * @param split the share of these for the first of two stores, in (0, 1); empty: one store
 * @param seed of the draws
 */
public record DocumentSampling(OptionalDouble sample, OptionalDouble split, long seed) {
  /** Everything, in one store. */
  public static DocumentSampling all() {
    return new DocumentSampling(OptionalDouble.empty(), OptionalDouble.empty(), 0);
  }

  /** The folders to write: {@code output}, or {@code output-train} and {@code output-test}. */
  List<Path> outputs(Path output) {
    return split.isEmpty()
        ? List.of(output)
        : List.of(sibling(output, "-train"), sibling(output, "-test"));
  }

  private static Path sibling(Path output, String ending) {
    return output.resolveSibling(output.getFileName() + ending);
  }

  /** Which output a document goes to, or -1. */
  int outputOf(long document) {
    if (sample.isPresent() && !drawn("import-sample", document, sample.getAsDouble())) {
      return -1;
    }
    return split.isEmpty() || drawn("import-split", document, split.getAsDouble()) ? 0 : 1;
  }

  private boolean drawn(String purpose, long document, double share) {
    KeyedRandom random = new KeyedRandom(seed, purpose);
    random.seek(document, 0);
    return random.nextDouble() < share;
  }

  /** As the user would type it. */
  Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    sample.ifPresent(share -> options.put("sample", String.valueOf(share)));
    split.ifPresent(share -> options.put("split", String.valueOf(share)));
    if (sample.isPresent() || split.isPresent()) {
      options.put("seed", String.valueOf(seed));
    }
    return options;
  }
}
