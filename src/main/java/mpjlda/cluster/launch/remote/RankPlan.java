package mpjlda.cluster.launch.remote;

import java.util.List;
import mpjlda.cluster.launch.protocol.HostName;

/**
 * Host and JVM options of one rank.
 *
 * @param host where it runs, as the user knows it
 * @param jvmOptions such as {@code -Xmx4g}; they override the launcher's own
 */
public record RankPlan(String host, List<String> jvmOptions) {
  public RankPlan {
    jvmOptions = List.copyOf(jvmOptions);
  }

  /** A rank on this machine. */
  public static RankPlan local(List<String> jvmOptions) {
    return new RankPlan(HostName.local(), jvmOptions);
  }
}
