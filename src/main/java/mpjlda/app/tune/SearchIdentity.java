package mpjlda.app.tune;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mpjlda.cluster.runfolder.Fingerprint;
import mpjlda.core.errors.LdaException;
import mpjlda.data.corpus.CorpusSummary;
import mpjlda.data.io.AtomicFile;
import mpjlda.data.io.IoFailure;
import mpjlda.data.io.Json;
import mpjlda.data.io.JsonFields;

/**
 * Settings on which the kept results of a search depend, besides configuration, fold and
 * iterations: corpus, vocabulary, held-out documents and the other options. A search with other
 * values of these does not continue in the same folder; one with other configurations, or another
 * number of iterations, does, and takes over the results that it has use for.
 */
final class SearchIdentity {
  private static final String FILE = "search.json";

  private SearchIdentity() {}

  /**
   * @param givenHash of the held-out documents, if they are not of the corpus
   */
  static Fingerprint of(TuneConfig config, CorpusSummary corpus, String givenHash) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("corpus", corpus.corpusHash());
    values.put("vocabulary", corpus.vocabularyHash());
    values.put("held out", config.holdOut().describe());
    values.put("held-out documents", givenHash);
    config
        .training()
        .modelOptions()
        .forEach((name, value) -> values.put(name, String.valueOf(value)));
    for (Parameter searched : Parameter.values()) {
      values.remove(searched.label());
    }
    values.put("tolerance", String.valueOf(config.training().tolerance()));
    return new Fingerprint(values);
  }

  /**
   * Takes the folder for this search, or finds it there.
   *
   * @throws LdaException (2) if the folder holds another search, with the differences, or anything
   *     else
   */
  static void settle(Path output, Fingerprint identity) {
    Path file = output.resolve(FILE);
    if (!Files.exists(file)) {
      refuseForeignFiles(output);
      AtomicFile.writeText(file, Json.pretty(identity.values()));
      return;
    }
    List<String> differences = identity.differencesFrom(read(file));
    if (!differences.isEmpty()) {
      throw LdaException.usage(
          "--output "
              + output
              + " holds another search:\n  "
              + String.join("\n  ", differences)
              + "\nChoose another --output, or remove that folder.");
    }
  }

  private static Fingerprint read(Path file) {
    try {
      Map<String, String> values = new LinkedHashMap<>();
      JsonFields.parse(file.toString(), 1, Files.readString(file, StandardCharsets.UTF_8))
          .all()
          .forEach((name, value) -> values.put(name, String.valueOf(value)));
      return new Fingerprint(values);
    } catch (IOException e) {
      throw IoFailure.reading(file, e);
    }
  }

  private static void refuseForeignFiles(Path output) {
    try (Stream<Path> entries = Files.list(output)) {
      entries
          .map(entry -> String.valueOf(entry.getFileName()))
          .filter(name -> !name.equals("logs") && !name.startsWith("."))
          .findFirst()
          .ifPresent(
              name -> {
                throw LdaException.usage(
                    "--output "
                        + output
                        + " is not empty and holds no search: found "
                        + name
                        + ". Choose another folder.");
              });
    } catch (IOException e) {
      throw IoFailure.reading(output, e);
    }
  }
}
