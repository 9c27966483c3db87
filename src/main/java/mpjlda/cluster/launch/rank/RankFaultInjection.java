package mpjlda.cluster.launch.rank;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The faults to inject into a rank.
 *
 * @param phase of the program that is slow or fails, such as {@code "E-step"}
 * @param slowness factor of the phase's time; 1 for none
 * @param failIteration iteration in whose phase the rank fails, in the first attempt; 0 for never
 */
public record RankFaultInjection(
    String phase, double slowness, int failIteration, Failure failure) {
  private static final String PHASE = "mpjlda.fault.phase";
  private static final String SLOW = "mpjlda.fault.slow";
  private static final String FAIL = "mpjlda.fault.fail";
  private static final String HOW = "mpjlda.fault.how";

  /** The sort of a failure to inject. */
  public enum Failure {
    /** Its process ends as by SIGKILL. */
    KILL,
    /** Its process is stopped and gives no heartbeat. */
    FREEZE,
    /** It gives heartbeats but makes no progress. */
    HANG,
    /** An exception. */
    ERROR
  }

  /** The options of the rank's JVM that carry them. */
  public List<String> jvmOptions() {
    List<String> options = new ArrayList<>(List.of("-D" + PHASE + "=" + phase));
    options.add("-D" + SLOW + "=" + slowness);
    options.add("-D" + FAIL + "=" + failIteration);
    options.add("-D" + HOW + "=" + failure);
    return options;
  }

  /** Reads {@link #jvmOptions} back; empty if there are none. */
  static Optional<RankFaultInjection> from(Properties properties) {
    return Optional.ofNullable(properties.getProperty(PHASE))
        .map(
            phase ->
                new RankFaultInjection(
                    phase,
                    Double.parseDouble(properties.getProperty(SLOW, "1")),
                    Integer.parseInt(properties.getProperty(FAIL, "0")),
                    Failure.valueOf(properties.getProperty(HOW, "KILL"))));
  }
}
