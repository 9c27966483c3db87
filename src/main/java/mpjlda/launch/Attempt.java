package mpjlda.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import mpjlda.console.UserConsole;
import mpjlda.errors.ExitCode;
import mpjlda.errors.LdaException;
import org.jspecify.annotations.Nullable;

/**
 * One set of rank processes, from its start to its end. When {@link #run} returns, none of them is
 * left, whatever happened. A run that is to be restarted makes a new attempt.
 */
final class Attempt {
  /** Long enough for the ranks that a failure drags along to say so, and for its cause. */
  private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final long LEAVE_MILLIS = 5_000;
  private static final long TERMINATE_MILLIS = 2_000;

  private final LaunchPlan plan;
  private final UserConsole user;
  private final List<RankProcess> ranks = new CopyOnWriteArrayList<>();
  private final List<RankLog> logs = new CopyOnWriteArrayList<>();
  private final Semaphore changes = new Semaphore(0);
  private volatile boolean stopping;

  Attempt(LaunchPlan plan, UserConsole user) {
    this.plan = plan;
    this.user = user;
  }

  /**
   * Runs all ranks to their end.
   *
   * @throws LdaException with UNAVAILABLE if they cannot be started
   */
  AttemptOutcome run() {
    try (Bootstrap bootstrap = openBootstrap()) {
      start(bootstrap == null ? "" : bootstrap.address());
      return supervise(bootstrap);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new AttemptOutcome.Stopped();
    } finally {
      endAll();
      logs.forEach(RankLog::close);
    }
  }

  /** Ends all ranks and waits for that; for another thread, such as a shutdown hook. */
  void stop() {
    synchronized (this) {
      stopping = true;
    }
    changes.release();
    endAll();
  }

  private @Nullable Bootstrap openBootstrap() {
    if (plan.size() == 1) {
      return null;
    }
    return Bootstrap.open(
        InetAddress.getLoopbackAddress(),
        plan.size(),
        (rank, address) -> address.isLoopbackAddress(),
        user::say);
  }

  private void start(String bootstrap) {
    for (int rank = 0; rank < plan.size(); rank++) {
      RankLog log = RankLog.open(plan.logDirectory(), rank, user::error);
      logs.add(log);
      // Together with stop(): either it sees this rank, or this rank is not started.
      synchronized (this) {
        if (stopping) {
          return;
        }
        ranks.add(start(rank, bootstrap, log));
      }
    }
  }

  private RankProcess start(int rank, String bootstrap, RankLog log) {
    try {
      return RankProcess.start(
          new RankProcess.RankPlace(rank, plan.ranks().get(rank).host(), user),
          RankCommand.of(plan, rank, bootstrap),
          log,
          changes::release);
    } catch (IOException e) {
      throw LdaException.unavailable("Rank " + rank + " cannot be started: " + e.getMessage());
    }
  }

  private AttemptOutcome supervise(@Nullable Bootstrap bootstrap) throws InterruptedException {
    long deadline = System.nanoTime() + plan.joinDeadline().toNanos();
    while (!stopping) {
      if (ranks.stream().anyMatch(RankProcess::hasFailed)) {
        return fail();
      }
      if (ranks.stream().allMatch(rank -> rank.doneCode() != null)) {
        return finish();
      }
      if (ranks.stream().allMatch(RankProcess::hasJoined)) {
        changes.acquire();
      } else {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return new AttemptOutcome.Failed(missing(bootstrap));
        }
        changes.tryAcquire(left, TimeUnit.NANOSECONDS);
      }
    }
    return new AttemptOutcome.Stopped();
  }

  private AttemptOutcome finish() throws InterruptedException {
    ranks.forEach(RankProcess::release);
    awaitAll(LEAVE_MILLIS);
    // The same on all ranks, if the program keeps its promise.
    int exitCode =
        ranks.stream()
            .mapToInt(rank -> Objects.requireNonNullElse(rank.doneCode(), ExitCode.FAILED))
            .filter(code -> code != ExitCode.OK)
            .findFirst()
            .orElse(ExitCode.OK);
    return new AttemptOutcome.Finished(exitCode);
  }

  private AttemptOutcome fail() throws InterruptedException {
    long until = System.nanoTime() + GRACE_NANOS;
    RankEnd cause = cause();
    while (cause.remoteness() > 0 && !ranks.stream().allMatch(RankProcess::hasEnded)) {
      long left = until - System.nanoTime();
      if (left <= 0 || stopping) {
        break;
      }
      changes.tryAcquire(left, TimeUnit.NANOSECONDS);
      cause = cause();
    }
    if (stopping) {
      return new AttemptOutcome.Stopped();
    }
    int culprit = cause.rank();
    ranks.stream().filter(rank -> rank.rank() != culprit).forEach(RankProcess::mute);
    endAll();
    // It may have said more on its way out.
    return new AttemptOutcome.Failed(cause.failure() == null ? cause : ranks.get(culprit).end());
  }

  /** Of all ranks that have failed, the one that the others most likely failed for. */
  private RankEnd cause() {
    return ranks.stream()
        .filter(RankProcess::hasFailed)
        .map(RankProcess::end)
        .min(Comparator.comparingInt(RankEnd::remoteness).thenComparingLong(RankEnd::nanos))
        .orElseThrow();
  }

  /** Those that never registered kept the others waiting; if all did, those that never met. */
  private RankEnd missing(@Nullable Bootstrap bootstrap) {
    List<Integer> missing = bootstrap == null ? List.of() : bootstrap.missing();
    if (missing.isEmpty()) {
      missing = ranks.stream().filter(rank -> !rank.hasJoined()).map(RankProcess::rank).toList();
    }
    RankEnd first = ranks.get(missing.get(0)).end();
    String message =
        "it did not reach the other ranks within %d s (missing ranks: %s)"
            .formatted(plan.joinDeadline().toSeconds(), missing);
    RankFailure failure =
        new RankFailure(
            RankFailure.Kind.NOT_JOINED, ExitCode.FAILED, first.position(), message, "");
    return new RankEnd(
        first.rank(),
        first.host(),
        first.position(),
        failure,
        first.status(),
        first.lastWords(),
        first.log(),
        System.nanoTime());
  }

  /** Ends what still runs, gently first, and returns when nothing is left. */
  private synchronized void endAll() {
    try {
      ranks.forEach(RankProcess::release);
      ranks.forEach(RankProcess::terminate);
      awaitAll(TERMINATE_MILLIS);
      ranks.forEach(RankProcess::kill);
      awaitAll(LEAVE_MILLIS);
    } catch (InterruptedException e) {
      ranks.forEach(RankProcess::kill);
      Thread.currentThread().interrupt();
    }
  }

  private void awaitAll(long millis) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (RankProcess rank : ranks) {
      rank.awaitEnd(TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime()));
    }
  }
}
