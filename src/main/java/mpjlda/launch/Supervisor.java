package mpjlda.launch;

import mpjlda.console.UserConsole;
import mpjlda.errors.ExitCode;

/**
 * Runs the ranks of a run to their end and tells the user how it went. However this process itself
 * ends, no rank outlives it: a signal ends them first, and if it is killed, each rank sees its
 * standard input end.
 */
public final class Supervisor {
  private final LaunchPlan plan;
  private final UserConsole user;

  public Supervisor(LaunchPlan plan, UserConsole user) {
    this.plan = plan;
    this.user = user;
  }

  /**
   * Blocks until all processes have ended. Failures of ranks are told to the user.
   *
   * @return the exit code for the user's command
   * @throws mpjlda.errors.LdaException with UNAVAILABLE if the ranks cannot be started
   */
  public int run() {
    RankCommand.check(plan);
    Attempt attempt = new Attempt(plan, user);
    Thread hook = new Thread(() -> stop(attempt), "mpj-lda-stop");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      return ExitCode.FAILED;
    }
    try {
      return conclude(attempt.run());
    } finally {
      remove(hook);
    }
  }

  private int conclude(AttemptOutcome outcome) {
    if (outcome instanceof AttemptOutcome.Finished finished) {
      return finished.exitCode();
    }
    if (outcome instanceof AttemptOutcome.Failed failed) {
      user.error(FailureReport.text(failed.cause(), plan.verbose()));
      return FailureReport.exitCode(failed.cause());
    }
    // This process is ending already, with the exit code of its signal.
    return ExitCode.FAILED;
  }

  private void stop(Attempt attempt) {
    attempt.stop();
    user.error("Stopped: all ranks have ended.");
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is running.
    }
  }
}
