package mpjlda.cluster.launch.supervisor;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import mpjlda.cluster.console.StableMessages;
import mpjlda.cluster.launch.protocol.Progress;
import mpjlda.cluster.launch.protocol.RankEnd;
import mpjlda.cluster.launch.remote.HostAllocator;
import mpjlda.cluster.launch.remote.LaunchPlan;
import mpjlda.cluster.launch.remote.RankCommand;
import mpjlda.core.console.UserConsole;
import mpjlda.core.errors.ExitCode;
import org.jspecify.annotations.Nullable;

/**
 * Runs the ranks of a run to their end, starts them again where that may help, and tells the user
 * how it went. A signal stops the run in good order, another one at once. However this process
 * itself ends, no rank outlives it: if it is killed, each rank sees its standard input end.
 */
public final class Supervisor {
  private static final List<String> SIGNALS = List.of("HUP", "INT", "TERM", "USR1", "USR2", "XCPU");

  /**
   * Not QUIT, which the Java virtual machine keeps for itself; this one has no effect elsewhere.
   */
  private static final String DUMP_SIGNAL = "URG";

  private static final int SIGNAL = 128;

  private final LaunchPlan plan;
  private final UserConsole user;
  private final RunObserver observer;
  private final StopControl stop;
  private final RestartPolicy policy;
  private volatile @Nullable Attempt running;

  public Supervisor(LaunchPlan plan, UserConsole user) {
    this(plan, user, RunObserver.NONE);
  }

  /**
   * @param observer sees what becomes of the run
   */
  public Supervisor(LaunchPlan plan, UserConsole user, RunObserver observer) {
    this.plan = plan;
    this.user = user;
    this.observer = observer;
    this.stop = new StopControl(user, System::nanoTime);
    this.policy = new RestartPolicy(plan.supervision());
  }

  /**
   * Blocks until all processes have ended. Failures of ranks are reported to the user. To be called
   * once.
   *
   * @return the exit code for the user's command
   * @throws mpjlda.core.errors.LdaException with UNAVAILABLE if the ranks cannot be started, with
   *     FAILED if one of them cannot be ended
   */
  public int run() {
    RankCommand.check(plan);
    Thread hook = new Thread(this::end, "mpj-lda-stop");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      return ExitCode.FAILED;
    }
    Signals dump = Signals.take(List.of(DUMP_SIGNAL), signal -> requestDump());
    // After the other: a start script waits for the last of these (bin/run.sh).
    Signals signals = Signals.take(SIGNALS, stop::receive);
    try {
      int exitCode = attempts();
      observer.ended(exitCode);
      return exitCode;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.FAILED;
    } finally {
      signals.close();
      dump.close();
      remove(hook);
    }
  }

  private int attempts() throws InterruptedException {
    HostAllocator allocator = new HostAllocator(plan, user);
    HostAllocator.Allocation allocation = allocator.first();
    while (true) {
      Attempt attempt = new Attempt(allocation, user, observer, policy.restarts());
      running = attempt;
      stop.attach(attempt);
      AttemptOutcome outcome = attempt.run();
      if (outcome instanceof AttemptOutcome.Finished finished) {
        return finished.exitCode() == ExitCode.STOPPED
            ? plan.supervision().requeueCode()
            : finished.exitCode();
      }
      if (!(outcome instanceof AttemptOutcome.Failed failed)) {
        policy.note(attempt.progress());
        return stopped();
      }
      if (stop.isRequested()) {
        policy.note(attempt.progress());
        user.error(FailureReport.text(failed.cause(), plan.verbose()));
        return codeOfStop(FailureReport.exitCode(failed.cause()));
      }
      RestartPolicy.Decision decision = policy.afterFailure(failed.cause(), attempt.progress());
      if (!(decision instanceof RestartPolicy.Decision.Restart restart)) {
        return giveUp(failed.cause());
      }
      user.error(line(restart, failed.cause()));
      if (!stop.pause(restart.pause())) {
        return stopped();
      }
      allocation = allocator.again(policy.best().hasCheckpoint());
      if (stop.isRequested()) {
        return stopped();
      }
    }
  }

  private String line(RestartPolicy.Decision.Restart restart, RankEnd cause) {
    return StableMessages.restart(restart.counted(), plan.supervision().maxRestarts())
        + " in %s s%s: %s"
            .formatted(
                seconds(restart.pause()),
                restart.twice() ? " (no progress since the last one, which counts twice)" : "",
                FailureReport.headline(cause));
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis())
        .movePointLeft(3)
        .setScale(1, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  private int giveUp(RankEnd cause) {
    int restarts = policy.restarts();
    String text = FailureReport.text(cause, plan.verbose());
    boolean told = cause.failure() != null && cause.failure().sameOnAllRanks();
    user.error(
        restarts == 0 || told
            ? text
            : "failed after %d restart%s: ".formatted(restarts, restarts == 1 ? "" : "s") + text);
    return FailureReport.exitCode(cause);
  }

  private int stopped() {
    Progress reached = policy.best();
    user.error(
        "Stopped: all ranks have ended."
            + (reached.hasCheckpoint()
                ? " The last checkpoint is of iteration " + reached.checkpoint() + "."
                : ""));
    return codeOfStop(
        stop.signal().map(signal -> SIGNAL + signal.number()).orElse(ExitCode.FAILED));
  }

  /** The exit code of a stopped run: with a checkpoint, the same command continues it. */
  private int codeOfStop(int otherwise) {
    return policy.best().hasCheckpoint() ? plan.supervision().requeueCode() : otherwise;
  }

  private void requestDump() {
    Attempt attempt = running;
    if (attempt != null) {
      attempt.requestDump();
    }
  }

  /** This process ends, for a reason that is not known here. */
  private void end() {
    stop.close();
    Attempt attempt = running;
    if (attempt != null) {
      attempt.stop();
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is running.
    }
  }
}
