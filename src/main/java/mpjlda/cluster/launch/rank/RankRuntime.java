package mpjlda.cluster.launch.rank;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import mpjlda.cluster.comm.MpjWorld;
import mpjlda.cluster.comm.PointToPoint;
import mpjlda.cluster.comm.SingleRank;
import mpjlda.cluster.comm.WorldMembership;
import mpjlda.cluster.console.TerminalConsole;
import mpjlda.cluster.launch.protocol.RankEnvironment;
import mpjlda.cluster.launch.protocol.RankEnvironment.Mode;
import mpjlda.cluster.launch.protocol.RankFailure;
import mpjlda.cluster.launch.protocol.RankPosition;
import mpjlda.cluster.launch.protocol.SupervisorChannel;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.parallel.DaemonThreads;

/**
 * The life of a rank: joins the others, runs the program, leaves. Whatever goes wrong (an exception
 * on any thread, the loss of a peer or of the supervisor) ends the process at once, so that nothing
 * waits for ever for a rank that has gone.
 */
public final class RankRuntime {
  /** As measured, 1 MiB makes messages of 0.1 to 1 MB two to four times faster than 128 KiB. */
  private static final int EAGER_BYTES = 1 << 20;

  private static final long JOIN_MILLIS = 60_000;
  private static final Duration MPJRUN_PATIENCE = Duration.ofSeconds(10);
  private static final long LAST_WORDS_MILLIS = 3_000;
  private static final long DEFER_MILLIS = 1_000;
  private static final long DEFER_NANOS = DEFER_MILLIS * 1_000_000;
  private static final int RUNNING = -1;

  private final RankEnvironment environment;
  private final RankReporter reporter;
  private final SupervisorChannel supervisor = new SupervisorChannel();
  private final ExitRecord exitRecord;

  /** The exit code with which this rank ends when the others leave; RUNNING until it is known. */
  private volatile int quietExitCode = RUNNING;

  private volatile Optional<MpjWorld> world = Optional.empty();
  private boolean failing;

  private RankRuntime(RankEnvironment environment, RankReporter reporter) {
    this.environment = environment;
    this.reporter = reporter;
    this.exitRecord = new ExitRecord(environment, reporter.console());
  }

  /**
   * Runs the program as the rank that this process is, and ends the process with its exit code. To
   * be called on the main thread, first of all: what a program can get wrong belongs into {@link
   * RankProgram#run}, so that it is reported once and not by every rank.
   *
   * <p>Does not return, but for a rank that is a thread of {@code mpjrun}'s multicore mode: that
   * one returns when all ranks have left, and {@code main} must return as well.
   *
   * @param environment of any mode but NONE
   */
  public static void run(RankEnvironment environment, RankProgram program) {
    if (environment.mode() == Mode.NONE) {
      throw new IllegalArgumentException("this process is no rank");
    }
    new RankRuntime(environment, reporter(environment)).live(program);
  }

  private static RankReporter reporter(RankEnvironment environment) {
    if (environment.mode() != Mode.SUPERVISED) {
      return new DirectReporter(
          environment, new TerminalConsole(System.out, System.err, false, false));
    }
    // Whatever the locale, the supervisor reads UTF-8; and nothing may stay in a buffer.
    PrintStream out = stream(FileDescriptor.out);
    System.setOut(out);
    System.setErr(stream(FileDescriptor.err));
    SupervisedReporter supervised = new SupervisedReporter(out);
    supervised.startHeartbeat();
    return supervised;
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  private void live(RankProgram program) {
    try {
      installGuards();
      if (environment.mode() == Mode.SUPERVISED && environment.size() == 1) {
        work(program, new SingleRank());
        return;
      }
      at(RankPosition.JOINING);
      MpjWorld others = join();
      world = Optional.of(others);
      work(program, others.pointToPoint(environment.sharedMemory(System.getProperties())));
      others.close();
      if (environment.mode() == Mode.MPJRUN_PROCESS) {
        Runtime.getRuntime().halt(quietExitCode);
      }
    } catch (Throwable t) {
      fail(t);
    }
  }

  private void work(RankProgram program, PointToPoint pointToPoint) throws Exception {
    at(RankPosition.RUNNING);
    reporter.joined();
    int exitCode =
        program.run(
            new RankContext(
                pointToPoint,
                FaultInjection.around(
                    reporter.console(), environment.restarts(), System.getProperties()),
                environment.host(),
                environment.arguments(),
                environment.restarts(),
                supervisor::stopRequested,
                reporter::checkpointed,
                exitRecord::to));
    at(RankPosition.LEAVING);
    quietExitCode = exitCode;
    System.out.flush();
    System.err.flush();
    exitRecord.write(exitCode);
    reporter.done(exitCode);
    if (environment.mode() == Mode.SUPERVISED) {
      // The supervisor closes standard input when all ranks are done: no rank sees another's
      // connection close before, and the library's own Finalize cannot hang.
      sleepForever();
    }
  }

  private void at(RankPosition position) {
    reporter.console().phase(position.phase(), position.iteration());
  }

  private MpjWorld join() {
    if (environment.mode() == Mode.SUPERVISED) {
      return MpjWorld.join(
          new WorldMembership(
              environment.rank(),
              environment.size(),
              EAGER_BYTES,
              environment.network().resolve(),
              new SupervisedBootstrap(environment.rank(), reporter, supervisor)),
          this::peerLost);
    }
    List<String> all = new ArrayList<>(environment.mpjArguments());
    all.addAll(environment.arguments());
    return MpjWorld.join(all.toArray(String[]::new), MPJRUN_PATIENCE, this::peerLost);
  }

  private void installGuards() {
    UncaughtExceptions.handle(this::fail);
    if (environment.mode() == Mode.SUPERVISED) {
      supervisor.listen(environment.silenceMillis(), this::supervisorGone);
    } else {
      DaemonThreads.start("mpj-lda-join-watch", this::watchJoin);
      // Loads the classes that failWithoutMemory needs: then it is too late.
      LockSupport.parkNanos(1);
      shuttingDown();
    }
  }

  private void supervisorGone() {
    int code = quietExitCode;
    if (code != RUNNING) {
      // No method reference: a rank alone has no MPJ Express on its class path.
      world.ifPresent(others -> others.abandon());
    }
    Runtime.getRuntime().halt(code == RUNNING ? ExitCode.FAILED : code);
  }

  /** Without a supervisor, a rank itself detects that another never joins. */
  private void watchJoin() {
    pause(JOIN_MILLIS);
    if (world.isEmpty()) {
      String message = "the ranks did not all meet within " + JOIN_MILLIS / 1000 + " s";
      fail(
          new RankFailure(
              RankFailure.Kind.NOT_JOINED, ExitCode.FAILED, reporter.position(), message, ""));
    }
  }

  private void peerLost() {
    int code = quietExitCode;
    if (code == RUNNING) {
      if (!shuttingDown()) {
        fail(RankFailure.connectionClosed(reporter.position()));
      }
    } else if (environment.mode() != Mode.SUPERVISED) {
      Runtime.getRuntime().halt(code);
    }
  }

  private void fail(Throwable thrown) {
    // First of all: the next allocation may fail as well.
    RankFailure failure;
    try {
      failure = RankFailure.of(thrown, reporter.position());
    } catch (Throwable t) {
      failWithoutMemory();
      return;
    }
    if (failure.kind() == RankFailure.Kind.PEER_LOST && shuttingDown()) {
      // The library closes its connections when the process is told to end.
      sleepForever();
    }
    fail(failure);
  }

  private void fail(RankFailure failure) {
    if (!isFirstToFail()) {
      sleepForever();
    }
    try {
      if (failure.sameOnAllRanks() && environment.mode() != Mode.SUPERVISED) {
        deferToRankZero(failure);
      }
      // A reader that has stopped reading must not keep this process alive.
      DaemonThreads.start(
          "mpj-lda-last-words",
          () -> {
            pause(LAST_WORDS_MILLIS);
            Runtime.getRuntime().halt(failure.exitCode());
          });
      reporter.failed(failure);
      exitRecord.write(failure.exitCode());
      System.out.flush();
      System.err.flush();
    } finally {
      Runtime.getRuntime().halt(failure.exitCode());
    }
  }

  /** Not an AtomicBoolean: its first use takes memory, of which there may be none. */
  private synchronized boolean isFirstToFail() {
    boolean first = !failing;
    failing = true;
    return first;
  }

  /** A thread holds all memory, and this one has met the limit. Allocates nothing. */
  private void failWithoutMemory() {
    // The other one may be about to fail as well, to let its memory go, and to say more.
    LockSupport.parkNanos(DEFER_NANOS);
    if (isFirstToFail()) {
      try {
        reporter.failedWithoutMemory();
        exitRecord.write(ExitCode.FAILED);
      } finally {
        Runtime.getRuntime().halt(ExitCode.FAILED);
      }
    }
  }

  /** One of the ranks that all fail alike speaks; its end ends the others while they wait here. */
  private void deferToRankZero(RankFailure failure) {
    if (environment.rank() != 0) {
      quietExitCode = failure.exitCode();
      pause(DEFER_MILLIS);
    }
  }

  /** Whether System.exit or a signal is ending this process already. */
  private static boolean shuttingDown() {
    Thread probe = new Thread(() -> {}, "probe");
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  private static void sleepForever() {
    while (true) {
      pause(Long.MAX_VALUE);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      // No code interrupts these threads; the process ends another way.
    }
  }
}
