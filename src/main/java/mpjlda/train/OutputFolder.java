package mpjlda.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import mpjlda.config.TrainingConfig;
import mpjlda.corpus.CorpusSummary;
import mpjlda.errors.LdaException;
import mpjlda.modelio.Json;
import mpjlda.modelio.ModelDirectory;
import mpjlda.modelio.ModelInfo;

/**
 * What is in the output folder before training: nothing, this very model, or something that must
 * not be overwritten.
 */
final class OutputFolder {
  /** What a run of this program leaves before its model is written. */
  private static final Set<String> OURS = Set.of("logs", ModelDirectory.METRICS, "checkpoint");

  private OutputFolder() {}

  /**
   * Whether the folder holds the complete model of this very run.
   *
   * @throws LdaException (2) if it holds another model, or files that are not this program's
   */
  static boolean holdsModelOf(TrainingConfig config, CorpusSummary corpus) {
    Path folder = config.output();
    if (config.resume() == TrainingConfig.Resume.NEVER && ModelDirectory.isModel(folder)) {
      return false;
    }
    if (ModelDirectory.isModel(folder)) {
      List<String> differences = differences(config, corpus, ModelDirectory.readInfo(folder));
      if (differences.isEmpty()) {
        return true;
      }
      throw LdaException.usage(
          "--output "
              + folder
              + " holds another model:\n  "
              + String.join("\n  ", differences)
              + "\nChoose another --output, or replace that model with --resume never.");
    }
    refuseForeignFiles(folder);
    if (config.resume() == TrainingConfig.Resume.REQUIRE) {
      throw LdaException.usage("--resume require: found nothing in " + folder + " to go on with.");
    }
    return false;
  }

  private static List<String> differences(
      TrainingConfig config, CorpusSummary corpus, ModelInfo found) {
    List<String> differences = new ArrayList<>();
    compare("corpus", found.corpusHash(), corpus.corpusHash(), differences);
    compare("vocabulary", found.vocabularyHash(), corpus.vocabularyHash(), differences);
    for (Map.Entry<String, Object> option : config.modelOptions().entrySet()) {
      compare(
          option.getKey(),
          asJson(found.options().get(option.getKey())),
          asJson(option.getValue()),
          differences);
    }
    if (!found.complete()) {
      differences.add("it is not complete");
    }
    return differences;
  }

  private static void compare(String name, String found, String asked, List<String> differences) {
    if (!found.equals(asked)) {
      differences.add(name + ": " + shorten(found) + " there, " + shorten(asked) + " asked for");
    }
  }

  /** Numbers read back from JSON are compared as they are written there. */
  private static String asJson(@org.jspecify.annotations.Nullable Object value) {
    String json = Json.line(Map.of("x", Objects.requireNonNullElse(value, "")));
    return json.substring("{\"x\":".length(), json.length() - 1);
  }

  private static String shorten(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  private static void refuseForeignFiles(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      entries
          .map(entry -> String.valueOf(entry.getFileName()))
          .filter(name -> !OURS.contains(name) && !name.startsWith("."))
          .filter(name -> !Set.of(ModelDirectory.LAMBDA, ModelDirectory.ALPHA).contains(name))
          .findFirst()
          .ifPresent(
              name -> {
                throw LdaException.usage(
                    "--output "
                        + folder
                        + " is not empty and holds no model: found "
                        + name
                        + ". Choose another folder.");
              });
    } catch (IOException e) {
      throw LdaException.failed("--output " + folder + " cannot be listed: " + e.getMessage(), e);
    }
  }
}
