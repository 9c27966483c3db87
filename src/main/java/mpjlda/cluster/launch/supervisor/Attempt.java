package mpjlda.cluster.launch.supervisor;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import mpjlda.cluster.launch.protocol.Progress;
import mpjlda.cluster.launch.protocol.RankEnd;
import mpjlda.cluster.launch.remote.HostAllocator;
import mpjlda.cluster.launch.remote.LaunchPlan;
import mpjlda.cluster.launch.remote.RankConnection;
import mpjlda.core.console.UserConsole;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.errors.LdaException;

/**
 * One set of rank processes, from its start to its end. When {@link #run} returns, none of them is
 * left, whatever happened. A run that is to be restarted makes a new attempt.
 */
final class Attempt implements StopControl.Target {
  /** Long enough for the ranks that a failure drags along to say so, and for its cause. */
  private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final long LEAVE_MILLIS = 5_000;
  private static final long HALT_MILLIS = 2_000;

  /** A killed process may have to wait for a disk or a network file system before it goes. */
  private static final long KILLED_MILLIS = 60_000;

  private final HostAllocator.Allocation allocation;
  private final LaunchPlan plan;
  private final UserConsole user;
  private final RunObserver observer;
  private final int restarts;
  private final String run = UUID.randomUUID().toString();
  private final List<RankProcess> ranks = new CopyOnWriteArrayList<>();
  private final List<RankLog> logs = new CopyOnWriteArrayList<>();
  private final Semaphore changes = new Semaphore(0);
  private final EndpointBroadcast endpoints = new EndpointBroadcast();
  private final Object ending = new Object();
  private volatile boolean stopping;
  private volatile boolean dumpRequested;
  private boolean stopRequested;
  private long stopDeadline;

  /**
   * @param allocation the ranks and where they go
   * @param restarts how often the run has been started before
   */
  Attempt(
      HostAllocator.Allocation allocation, UserConsole user, RunObserver observer, int restarts) {
    this.allocation = allocation;
    this.plan = allocation.plan();
    this.user = user;
    this.observer = observer;
    this.restarts = restarts;
  }

  /**
   * Runs all ranks to their end.
   *
   * @throws LdaException with UNAVAILABLE if they cannot be started, with FAILED if one of them
   *     cannot be ended
   */
  AttemptOutcome run() {
    AttemptOutcome outcome;
    try {
      start();
      outcome = supervise();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      outcome = new AttemptOutcome.Stopped();
    } finally {
      endAll();
      logs.forEach(RankLog::close);
    }
    requireAllEnded();
    RemoteTermination.makeCertain(plan, ranks, run, user);
    return outcome;
  }

  /** The progress of its ranks. */
  Progress progress() {
    return ranks.stream()
        .map(rank -> rank.state().progress())
        .reduce(Progress.NONE, Progress::orBetter);
  }

  @Override
  public void requestStop() {
    synchronized (this) {
      stopRequested = true;
      stopDeadline =
          plan.supervision()
              .stopPatience()
              .map(patience -> System.nanoTime() + patience.toNanos())
              .orElse(Long.MAX_VALUE);
      ranks.forEach(RankProcess::requestStop);
    }
    changes.release();
  }

  @Override
  public void abandon() {
    synchronized (this) {
      stopping = true;
    }
    changes.release();
  }

  /** The thread dumps of all ranks are wanted. */
  void requestDump() {
    dumpRequested = true;
    changes.release();
  }

  /** Ends all ranks and waits for that; for another thread, such as a shutdown hook. */
  void stop() {
    abandon();
    endAll();
  }

  private void start() {
    for (int rank = 0; rank < plan.size(); rank++) {
      RankLog log = RankLog.open(plan.logDirectory(), rank, user::error);
      logs.add(log);
      // The log is appended to that of an earlier start: this line separates them.
      log.write(restarts > 0 ? "=== restart " + restarts + " ===" : "=== start ===");
      // Together with abandon() and requestStop(): either they see this rank, or it sees them.
      synchronized (this) {
        if (stopping) {
          return;
        }
        RankProcess started = start(rank, log);
        ranks.add(started);
        if (stopRequested) {
          started.requestStop();
        }
      }
    }
  }

  private RankProcess start(int rank, RankLog log) {
    String host = plan.ranks().get(rank).host();
    try {
      return RankProcess.follow(
          new RankProcess.RankPlace(rank, host, user, plan.verbose()),
          RankConnection.open(allocation, rank, run, restarts),
          log,
          changes::release);
    } catch (IOException e) {
      throw LdaException.unavailable(
          "Rank " + rank + " cannot be started on " + host + ": " + e.getMessage());
    }
  }

  private AttemptOutcome supervise() throws InterruptedException {
    long joinDeadline = System.nanoTime() + plan.joinDeadline().toNanos();
    SilenceWatch watch = new SilenceWatch(plan.supervision(), plan.size(), System.nanoTime());
    while (!stopping) {
      if (ranks.stream().anyMatch(RankProcess::hasFailed)) {
        return fail();
      }
      if (ranks.stream().allMatch(rank -> rank.state().doneCode() != null)) {
        return finish();
      }
      Optional<SilenceWatch.Finding> finding =
          watch.check(System.nanoTime(), ranks.stream().map(RankProcess::sign).toList());
      if (finding.isPresent()) {
        return fail(finding.get());
      }
      endpoints.sendIfAllListen(ranks);
      observer.running(restarts, ranks.stream().map(RankProcess::view).toList());
      dumpIfWanted();
      long left = watch.tickNanos();
      if (!ranks.stream().allMatch(rank -> rank.state().hasJoined())) {
        left = Math.min(left, joinDeadline + watch.stoodStillNanos() - System.nanoTime());
        if (left <= 0) {
          return new AttemptOutcome.Failed(RootCause.notJoined(ranks, plan.joinDeadline()));
        }
      }
      if (patienceIsOver()) {
        user.error("The ranks have not stopped in time.");
        break;
      }
      changes.tryAcquire(left, TimeUnit.NANOSECONDS);
      changes.drainPermits();
    }
    return new AttemptOutcome.Stopped();
  }

  private void dumpIfWanted() throws InterruptedException {
    boolean observerWants = observer.wantsDump();
    if (dumpRequested || observerWants) {
      dumpRequested = false;
      ThreadDumps.take(ranks, rank -> true);
      ThreadDumps.letRest(ranks);
      String where = plan.logDirectory() == null ? "no log" : plan.logDirectory().toString();
      user.say("thread dumps of all ranks are in their logs (" + where + ")");
      if (observerWants) {
        observer.dumped();
      }
    }
  }

  private synchronized boolean patienceIsOver() {
    return stopRequested && System.nanoTime() >= stopDeadline;
  }

  private AttemptOutcome finish() throws InterruptedException {
    ranks.forEach(RankProcess::release);
    awaitAll(LEAVE_MILLIS);
    // The same on all ranks, if the program keeps its promise.
    int exitCode =
        ranks.stream()
            .mapToInt(r -> Objects.requireNonNullElse(r.state().doneCode(), ExitCode.FAILED))
            .filter(code -> code != ExitCode.OK)
            .findFirst()
            .orElse(ExitCode.OK);
    return new AttemptOutcome.Finished(exitCode);
  }

  private AttemptOutcome fail() throws InterruptedException {
    long until = System.nanoTime() + GRACE_NANOS;
    RankEnd cause = RootCause.firstOf(ranks);
    while (cause.remoteness() > 0 && !ranks.stream().allMatch(RankProcess::hasEnded)) {
      long left = until - System.nanoTime();
      if (left <= 0 || stopping) {
        break;
      }
      changes.tryAcquire(left, TimeUnit.NANOSECONDS);
      cause = RootCause.firstOf(ranks);
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

  /** Writes thread dumps of a run that makes no progress though no rank has ended. */
  private AttemptOutcome fail(SilenceWatch.Finding finding) throws InterruptedException {
    RankEnd cause = RootCause.of(finding, ranks);
    if (plan.cluster().isPresent()) {
      // To end ranks on a host that cannot be reached takes its time: this is why.
      user.say(FailureReport.headline(cause) + ": all ranks are ended");
    }
    List<Integer> silent =
        finding instanceof SilenceWatch.Finding.Silent found ? found.ranks() : List.of();
    ThreadDumps.take(ranks, rank -> !silent.contains(rank.rank()));
    return stopping ? new AttemptOutcome.Stopped() : new AttemptOutcome.Failed(cause);
  }

  /** Ends what still runs, and returns when nothing is left. */
  private void endAll() {
    synchronized (ending) {
      try {
        ranks.forEach(RankProcess::release);
        awaitAll(HALT_MILLIS);
        ranks.forEach(RankProcess::kill);
        awaitAll(KILLED_MILLIS);
      } catch (InterruptedException e) {
        ranks.forEach(RankProcess::kill);
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Two sets of ranks must never write to the same folder. */
  private void requireAllEnded() {
    for (RankProcess rank : ranks) {
      if (!rank.hasEnded() && !Thread.currentThread().isInterrupted()) {
        throw LdaException.failed(
            "rank %d on %s: process %d does not end, not even by SIGKILL; its disk or network file system may hang. End it before this run is started again."
                .formatted(rank.rank(), rank.host(), rank.processId()));
      }
    }
  }

  private void awaitAll(long millis) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (RankProcess rank : ranks) {
      rank.awaitEnd(TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime()));
    }
  }
}
