package mpjlda.app.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mpjlda.cluster.checkpoint.CheckpointStore;
import mpjlda.data.io.IoFailure;
import mpjlda.data.io.JsonFields;
import mpjlda.data.modelio.ModelDirectory;
import org.jspecify.annotations.Nullable;

/**
 * History of a training, from {@code metrics.jsonl}, {@code timing.json} and the checkpoints that
 * are kept. Each may be missing, as may each member of a line: earlier and later versions write
 * fewer and more.
 *
 * @param iterations a line each
 * @param timing the closing table
 * @param checkpoints iterations of the checkpoints that exist
 */
record TrainingHistory(
    List<JsonFields> iterations, Optional<JsonFields> timing, List<Integer> checkpoints) {
  private static final List<String> SERIES =
      List.of(
          "iteration",
          "bound_per_token",
          "held_out_perplexity",
          "withheld_log_likelihood_per_token",
          "alpha_sum",
          "eta",
          "estep_iterations",
          "seconds",
          "estep_seconds",
          "allreduce_seconds",
          "mstep_seconds",
          "checkpoint_seconds",
          "imbalance",
          "restarts");

  TrainingHistory {
    iterations = List.copyOf(iterations);
    checkpoints = List.copyOf(checkpoints);
  }

  static TrainingHistory read(Path model) {
    Path folder = model.resolve("checkpoint");
    List<Integer> checkpoints =
        Files.isDirectory(folder)
            ? new CheckpointStore(folder, 1)
                .list().stream()
                    .flatMap(found -> found.details().stream())
                    .map(details -> details.iteration())
                    .toList()
            : List.of();
    Path timing = model.resolve(ModelDirectory.TIMING);
    return new TrainingHistory(
        lines(model.resolve(ModelDirectory.METRICS)),
        Files.exists(timing)
            ? Optional.of(JsonFields.parse(timing.toString(), 1, text(timing)))
            : Optional.empty(),
        checkpoints);
  }

  void write(ScriptJson json) throws IOException {
    if (!iterations.isEmpty()) {
      json.object("training", () -> series(json));
    }
    if (timing.isPresent() && timing.get().has("phase_seconds")) {
      json.object("timing", () -> phases(json, timing.get()));
    }
  }

  private void series(ScriptJson json) throws IOException {
    for (String name : SERIES) {
      if (iterations.stream().noneMatch(line -> line.has(name))) {
        continue;
      }
      json.array(
          name,
          () -> {
            for (JsonFields line : iterations) {
              // The end of a curve is in its last digits.
              json.exact(line.has(name) ? line.number(name) : Double.NaN);
            }
          });
    }
    json.integers("checkpoints", checkpoints.size(), checkpoints::get);
  }

  private static void phases(ScriptJson json, JsonFields timing) throws IOException {
    Map<String, Object> table = timing.all();
    Map<String, Object> phases = timing.map("phase_seconds");
    json.number("wall", timing.number("wall_seconds"));
    json.texts("phases", phases.keySet());
    json.array(
        "seconds",
        () -> {
          for (Object phase : phases.values()) {
            Object byRank = phase instanceof Map<?, ?> entry ? entry.get("by_rank") : null;
            json.array(() -> numbers(json, byRank));
          }
        });
    json.array("memory", () -> numbers(json, table.get("peak_memory_bytes")));
  }

  private static void numbers(ScriptJson json, @Nullable Object list) throws IOException {
    if (list instanceof List<?> values) {
      for (Object value : values) {
        json.number(value instanceof Number number ? number.doubleValue() : Double.NaN);
      }
    }
  }

  private static List<JsonFields> lines(Path path) {
    List<JsonFields> lines = new ArrayList<>();
    if (!Files.exists(path)) {
      return lines;
    }
    String[] texts = text(path).split("\n", -1);
    // What follows the last line end is nothing, or a line that a killed run did not finish.
    for (int i = 0; i < texts.length - 1; i++) {
      lines.add(JsonFields.parse(path.toString(), i + 1, texts[i]));
    }
    return lines;
  }

  static String text(Path path) {
    try {
      return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw IoFailure.reading(path, e);
    }
  }
}
