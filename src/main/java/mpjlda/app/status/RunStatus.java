package mpjlda.app.status;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mpjlda.cluster.launch.supervisor.RankView;
import mpjlda.cluster.runfolder.RunOwner;
import mpjlda.data.io.JsonFields;

/**
 * A run as its launcher last saw it.
 *
 * @param launcher the process
 * @param started when the launcher was started
 * @param updated when this was written
 * @param restarts since then
 * @param iterations at most
 * @param logs the folder of the ranks' logs
 * @param exitCode of the run that has ended; {@link #RUNNING} before
 * @param ranks by rank
 */
record RunStatus(
    RunOwner launcher,
    Instant started,
    Instant updated,
    int restarts,
    int iterations,
    Path logs,
    int exitCode,
    List<RankView> ranks) {
  /** No exit code yet; larger than any of an operating system. */
  public static final int RUNNING = 1000;

  public RunStatus {
    ranks = List.copyOf(ranks);
  }

  /** Whether the launcher has not reported its end. */
  public boolean isRunning() {
    return exitCode == RUNNING;
  }

  /** The members of its JSON object. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("launcher", launcher.toMap());
    map.put("started", started);
    map.put("updated", updated);
    map.put("restarts", restarts);
    map.put("iterations", iterations);
    map.put("logs", logs.toString());
    map.put("exit_code", exitCode);
    map.put("ranks", ranks.stream().map(RunStatus::rank).toList());
    return map;
  }

  /**
   * Reads the members of {@link #toMap}.
   *
   * @throws mpjlda.core.errors.LdaException (65) if a member is missing or wrong
   */
  static RunStatus from(JsonFields fields) {
    return new RunStatus(
        RunOwner.from(fields.object("launcher")),
        fields.instant("started"),
        fields.instant("updated"),
        fields.smallCount("restarts"),
        fields.smallCount("iterations"),
        Path.of(fields.text("logs")),
        fields.smallCount("exit_code"),
        fields.objects("ranks").stream().map(RunStatus::rank).toList());
  }

  private static Map<String, Object> rank(RankView view) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rank", view.rank());
    map.put("host", view.host());
    map.put("pid", view.pid());
    map.put("phase", view.phase());
    map.put("iteration", view.iteration());
    return map;
  }

  private static RankView rank(JsonFields fields) {
    return new RankView(
        fields.smallCount("rank"),
        fields.text("host"),
        fields.count("pid"),
        fields.text("phase"),
        fields.smallCount("iteration"),
        true);
  }
}
