package mpjlda.cluster.launch.rank;

import java.io.IOException;
import java.util.Locale;
import java.util.Properties;
import mpjlda.core.console.Console;

/**
 * Injects faults into a rank: makes it slow, or lets it fail. Controlled by system properties of
 * the rank, which the supervisor sets; it stands between the program and its console, from which it
 * knows the rank's position.
 */
final class FaultInjection implements Console {
  private final Console console;
  private final RankFaultInjection plan;
  private final boolean mayFail;

  private FaultInjection(Console console, RankFaultInjection plan, boolean mayFail) {
    this.console = console;
    this.plan = plan;
    this.mayFail = mayFail;
  }

  /**
   * The console itself, unless the properties ask for more.
   *
   * @param restarts of the run so far: it fails in the first attempt only
   */
  static Console around(Console console, int restarts, Properties properties) {
    return RankFaultInjection.from(properties)
        .<Console>map(plan -> new FaultInjection(console, plan, restarts == 0))
        .orElse(console);
  }

  @Override
  public void result(String line) {
    console.result(line);
  }

  @Override
  public void say(String line) {
    console.say(line);
  }

  @Override
  public void progress(String line) {
    console.progress(line);
  }

  @Override
  public void phase(String phase, int iteration) {
    console.phase(phase, iteration);
    if (mayFail && phase.equals(plan.phase()) && iteration == plan.failIteration()) {
      fail();
    }
  }

  @Override
  public void phaseEnded(String phase, int iteration, long nanos) {
    if (plan.slowness() > 1 && phase.equals(plan.phase())) {
      sleep(nanos * (plan.slowness() - 1));
    }
    console.phaseEnded(phase, iteration, nanos);
  }

  private void fail() {
    RankFaultInjection.Failure failure = plan.failure();
    System.err.println(
        "fault injection: --fail-rank, "
            + failure.name().toLowerCase(Locale.ROOT)
            + " in iteration "
            + plan.failIteration());
    switch (failure) {
      // What a shell, and the supervisor, see of a process that SIGKILL has ended.
      case KILL -> Runtime.getRuntime().halt(137);
      case FREEZE -> freeze();
      case HANG -> sleep(Double.MAX_VALUE);
      case ERROR -> throw new IllegalStateException("injected by --fail-rank");
    }
  }

  /** No thread of this process runs any more, so no heartbeat is given. */
  private static void freeze() {
    String self = Long.toString(ProcessHandle.current().pid());
    try {
      new ProcessBuilder("kill", "-STOP", self).start().waitFor();
    } catch (IOException e) {
      throw new IllegalStateException("--fail-rank cannot freeze this rank: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void sleep(double nanos) {
    try {
      Thread.sleep((long) (nanos / 1e6));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
