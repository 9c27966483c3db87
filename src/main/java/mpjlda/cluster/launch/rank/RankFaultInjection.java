package mpjlda.cluster.launch.rank;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What a rank is to rehearse.
 *
 * @param phase of the program that it is about, such as {@code "E-step"}
 * @param slowness how many times as long the phase is to take; 1 for no longer
 * @param failIteration in whose phase the rank is to fail, in the first attempt; 0 for never
 */
public record RankFaultInjection(
    String phase, double slowness, int failIteration, Failure failure) {
  private static final String PHASE = "mpjlda.rehearse.phase";
  private static final String SLOW = "mpjlda.rehearse.slow";
  private static final String FAIL = "mpjlda.rehearse.fail";
  private static final String HOW = "mpjlda.rehearse.how";

  /** How a rank may fail. */
  public enum Failure {
    /** Its process ends as by SIGKILL. */
    KILL,
    /** Its process is stopped and gives no sign of life. */
    FREEZE,
    /** It gives signs of life but does not go on. */
    HANG,
    /** An exception. */
    ERROR
  }

  /** For the rank's JVM. */
  public List<String> jvmOptions() {
    List<String> options = new ArrayList<>(List.of("-D" + PHASE + "=" + phase));
    options.add("-D" + SLOW + "=" + slowness);
    options.add("-D" + FAIL + "=" + failIteration);
    options.add("-D" + HOW + "=" + failure);
    return options;
  }

  /** What {@link #jvmOptions} said, if anything. */
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
