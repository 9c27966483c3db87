package mpjlda.app.status;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import mpjlda.cluster.checkpoint.CheckpointDescription;
import mpjlda.cluster.checkpoint.CheckpointStore;
import mpjlda.cluster.launch.supervisor.RankView;
import mpjlda.cluster.runfolder.RunLock;
import mpjlda.cluster.runfolder.RunOwner;
import mpjlda.core.errors.LdaException;
import mpjlda.data.modelio.IterationMetrics;
import mpjlda.data.modelio.MetricsLog;
import mpjlda.data.modelio.ModelDirectory;
import mpjlda.data.modelio.ModelInfo;

/**
 * Progress of a run, from the files in its output folder.
 *
 * @param taken when they were read
 * @param status from its launcher; empty for a run that mpjrun started
 * @param process its launcher's, or without one its rank 0's
 * @param recent the last iterations, oldest first
 * @param checkpoint the newest good one
 * @param trials of a search that are finished; empty for a training
 */
public record StatusReport(
    Path output,
    Instant taken,
    RunOutcome state,
    Optional<RunStatus> status,
    Optional<RunOwner> process,
    List<IterationMetrics> recent,
    Optional<CheckpointDescription.Details> checkpoint,
    OptionalInt trials) {
  private static final int LOOKS = 10;

  /** Iterations over which the pace is averaged. */
  private static final int RECENT = 10;

  public StatusReport {
    recent = List.copyOf(recent);
  }

  /**
   * Reads the folder.
   *
   * @throws LdaException (65) if there is no run in it, or if its files cannot be understood
   */
  public static StatusReport of(Path output) {
    Optional<RunStatus> status = StatusFile.read(output);
    Optional<RunOwner> lock = RunLock.owner(output);
    List<IterationMetrics> metrics = metrics(output);
    Optional<ModelInfo> model = model(output);
    Optional<CheckpointDescription.Details> checkpoint = checkpoint(output);
    OptionalInt trials = trials(output);
    if (status.isEmpty()
        && lock.isEmpty()
        && metrics.isEmpty()
        && model.isEmpty()
        && checkpoint.isEmpty()
        && trials.isEmpty()) {
      throw LdaException.badInput(
          output
              + ": found no run there, expected the --output of a train, tune, import or infer"
              + " command that has begun its work.");
    }
    int lastIteration = metrics.isEmpty() ? 0 : metrics.get(metrics.size() - 1).iteration();
    Instant now = Instant.now();
    RunOutcome state =
        RunOutcome.of(new RunOutcome.Evidence(status, lock, model, lastIteration), now);
    return new StatusReport(
        output,
        now,
        state,
        status,
        status.map(RunStatus::launcher).or(() -> lock),
        metrics.subList(Math.max(0, metrics.size() - RECENT), metrics.size()),
        checkpoint,
        trials);
  }

  /** Finished trials, each of which has a file. */
  private static OptionalInt trials(Path output) {
    String[] files =
        output.resolve("trials").toFile().list((folder, name) -> name.matches("[^.].*\\.json"));
    return files == null ? OptionalInt.empty() : OptionalInt.of(files.length);
  }

  private static List<IterationMetrics> metrics(Path output) {
    Path file = output.resolve(ModelDirectory.METRICS);
    return Files.exists(file) ? MetricsLog.read(file).iterations() : List.of();
  }

  private static Optional<ModelInfo> model(Path output) {
    try {
      return ModelDirectory.isModel(output)
          ? Optional.of(ModelDirectory.readInfo(output))
          : Optional.empty();
    } catch (LdaException e) {
      // It is being replaced at this moment; or damaged, which `info` reports.
      return Optional.empty();
    }
  }

  private static Optional<CheckpointDescription.Details> checkpoint(Path output) {
    Path folder = output.resolve("checkpoint");
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    CheckpointStore store = new CheckpointStore(folder, 1);
    Optional<CheckpointDescription.Details> newest = Optional.empty();
    // A run that writes one after the other may remove each while it is being looked at.
    for (int look = 0; look < LOOKS && newest.isEmpty(); look++) {
      newest =
          store.list().stream()
              .filter(CheckpointDescription::good)
              .flatMap(description -> description.details().stream())
              .max(Comparator.comparing(CheckpointDescription.Details::iteration));
    }
    return newest;
  }

  public boolean isRunning() {
    return state == RunOutcome.RUNNING;
  }

  Optional<IterationMetrics> last() {
    return recent.isEmpty() ? Optional.empty() : Optional.of(recent.get(recent.size() - 1));
  }

  /** Recent seconds per iteration; NaN before the first. */
  double secondsAnIteration() {
    return recent.stream().mapToDouble(IterationMetrics::seconds).average().orElse(Double.NaN);
  }

  /** The iterations asked for, if that is known. */
  Optional<Integer> iterations() {
    return status.map(RunStatus::iterations).filter(count -> count > 0);
  }

  /** Seconds until all iterations are done; convergence may end the run earlier. */
  Optional<Double> secondsLeft() {
    return last()
        .filter(any -> isRunning())
        .flatMap(
            done ->
                iterations()
                    .map(count -> secondsAnIteration() * Math.max(0, count - done.iteration())));
  }

  /** Relative change of the bound in the last iteration; NaN before the second. */
  double change() {
    if (recent.size() < 2) {
      return Double.NaN;
    }
    double before = recent.get(recent.size() - 2).bound();
    return (recent.get(recent.size() - 1).bound() - before) / Math.abs(before);
  }

  double secondsSince(Instant then) {
    return Duration.between(then, taken).toMillis() / 1000.0;
  }

  /** The members of one JSON object; what is not known is left out. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("output", output.toString());
    map.put("state", state.toString());
    process.ifPresent(
        p -> {
          map.put("host", p.host());
          map.put("pid", p.pid());
        });
    status.ifPresent(
        s -> {
          map.put("started", s.started());
          map.put("seconds_since_sign_of_life", secondsSince(s.updated()));
          if (!s.isRunning()) {
            map.put("exit_code", s.exitCode());
          }
          map.put("restarts", s.restarts());
        });
    iterations().ifPresent(count -> map.put("iterations", count));
    trials.ifPresent(count -> map.put("trials", count));
    last().ifPresent(m -> putMetrics(m, map));
    secondsLeft().ifPresent(left -> map.put("seconds_left", left));
    checkpoint.ifPresent(
        c -> {
          map.put("checkpoint_iteration", c.iteration());
          map.put("checkpoint_written", c.written());
          map.put("checkpoint_age_seconds", secondsSince(c.written()));
        });
    status.ifPresent(s -> map.put("ranks", s.toMap().get("ranks")));
    return map;
  }

  private void putMetrics(IterationMetrics metrics, Map<String, Object> map) {
    map.put("iteration", metrics.iteration());
    map.put("bound", metrics.bound());
    map.put("bound_per_token", metrics.boundPerToken());
    map.put("relative_change", change());
    map.put("estep_iterations", metrics.estepIterations());
    map.put("seconds_per_iteration", secondsAnIteration());
    map.put("imbalance", metrics.imbalance());
  }

  List<RankView> ranks() {
    return status.map(RunStatus::ranks).orElse(List.of());
  }
}
