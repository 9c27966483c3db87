package mpjlda.app.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import mpjlda.app.config.DebugSettings;
import mpjlda.app.config.FailingRank;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.config.SlowRank;
import mpjlda.cluster.launch.rank.RankFaultInjection;
import mpjlda.cluster.launch.remote.LaunchPlan;
import mpjlda.cluster.launch.remote.RankPlan;
import mpjlda.core.console.Console;
import mpjlda.core.errors.LdaException;

/** Launch plans whose ranks wait for a debugger, are slowed down or fail on purpose. */
final class RankDebugging {
  /** The programs' name of the phase that these settings are about. */
  private static final String PHASE = "E-step";

  private RankDebugging() {}

  /**
   * The plan with what the settings ask for; tells how to attach the debuggers.
   *
   * @throws LdaException (2) if there is no such rank, (69) if a port is in use
   */
  static LaunchPlan apply(DebugSettings settings, LaunchPlan plan, Console console) {
    int size = plan.ranks().size();
    OptionProblems problems = new OptionProblems();
    settings.check(size, problems);
    problems.throwIfAny();
    LaunchPlan next = plan;
    Set<Integer> faulty = new TreeSet<>();
    settings.slow().forEach(rank -> faulty.add(rank.rank()));
    settings.failing().forEach(rank -> faulty.add(rank.rank()));
    for (int rank : faulty) {
      next = next.withJvmOptions(rank, faults(settings, rank).jvmOptions());
    }
    Map<Integer, Integer> ports = settings.ports(size);
    for (Map.Entry<Integer, Integer> entry : ports.entrySet()) {
      next = debugged(next, entry.getKey(), entry.getValue(), console);
    }
    if (ports.isEmpty()) {
      return next;
    }
    console.say("debug    no time-outs and no restarts while a debugger may hold a rank");
    return next.withoutTimeouts();
  }

  private static RankFaultInjection faults(DebugSettings settings, int rank) {
    double slowness =
        settings.slow().stream()
            .filter(slow -> slow.rank() == rank)
            .mapToDouble(SlowRank::factor)
            .reduce(1, (first, second) -> second);
    return settings.failing().stream()
        .filter(failing -> failing.rank() == rank)
        .findFirst()
        .map(failing -> faults(slowness, failing))
        .orElseGet(
            () -> new RankFaultInjection(PHASE, slowness, 0, RankFaultInjection.Failure.KILL));
  }

  private static RankFaultInjection faults(double slowness, FailingRank failing) {
    return new RankFaultInjection(PHASE, slowness, failing.iteration(), failing.how());
  }

  private static LaunchPlan debugged(LaunchPlan plan, int rank, int port, Console console) {
    String host = plan.ranks().get(rank).host();
    if (host.equals(RankPlan.local(List.of()).host())) {
      requireFree(port, rank);
    }
    console.say(
        "debug    rank %d on %s waits for a debugger at localhost:%d there (jdb -attach localhost:%d; in an IDE: remote JVM debug; from another host first: ssh -L %d:localhost:%d %s)"
            .formatted(rank, host, port, port, port, port, host));
    // quiet: standard output is the rank's line to its supervisor.
    console.say(
        "debug    anyone on "
            + host
            + " can run code as you while port "
            + port
            + " is open: it asks for no password");
    return plan.withJvmOptions(
        rank,
        List.of(
            "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,quiet=y,address=127.0.0.1:"
                + port));
  }

  private static void requireFree(int port, int rank) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      probe.setReuseAddress(true);
    } catch (IOException e) {
      throw LdaException.unavailable(
          "port %d of the loopback interface, for the debugger of rank %d, is not available (%s). Choose another: --debug-rank %d:PORT"
              .formatted(port, rank, e.getMessage(), rank));
    }
  }
}
