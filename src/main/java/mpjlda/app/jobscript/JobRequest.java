package mpjlda.app.jobscript;

import java.time.Duration;
import java.util.Optional;

/**
 * What is asked of the batch system.
 *
 * @param ranks in the whole job
 * @param threads of each rank: a core each
 * @param nodes over which the ranks are spread evenly
 * @param time the wall time of one slot; a run may need many
 * @param margin how long before the end of a slot the program stops by itself
 * @param memoryMegabytes of each rank
 * @param scratch whether the job gets a folder of its own for temporary files
 * @param target where it is submitted to
 */
public record JobRequest(
    String name,
    int ranks,
    int threads,
    int nodes,
    Optional<Duration> time,
    Duration margin,
    Optional<Long> memoryMegabytes,
    boolean scratch,
    Target target) {
  /**
   * Where a job is submitted to.
   *
   * @param parallelEnvironment Grid Engine's
   * @param queue Grid Engine's or PBS's, or Slurm's partition
   * @param account Slurm's or PBS's, or Grid Engine's project
   */
  public record Target(
      String parallelEnvironment, Optional<String> queue, Optional<String> account) {}

  /**
   * How long before the end of a slot to stop, if the user does not say: a tenth of it, from one
   * minute to ten, but never more than half of it.
   */
  public static Duration defaultMargin(Duration time) {
    long tenth = Math.min(Math.max(time.toSeconds() / 10, 60), 600);
    return Duration.ofSeconds(Math.min(tenth, time.toSeconds() / 2));
  }

  /** The time limit of the program: the slot less the margin. */
  Optional<Duration> programTime() {
    return time.map(slot -> slot.minus(margin));
  }

  /** Seconds before the end of a slot for the signal, in case the program has not stopped yet. */
  long signalSeconds() {
    return Math.max(1, margin.toSeconds() / 2);
  }
}
