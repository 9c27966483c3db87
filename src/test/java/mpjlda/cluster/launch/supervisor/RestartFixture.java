package mpjlda.cluster.launch.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import mpjlda.cluster.comm.ArraySlice;
import mpjlda.cluster.comm.PointToPoint;
import mpjlda.cluster.console.TerminalConsole;
import mpjlda.cluster.launch.protocol.RankEnvironment;
import mpjlda.cluster.launch.rank.RankContext;
import mpjlda.cluster.launch.rank.RankRuntime;
import mpjlda.cluster.launch.remote.LaunchPlan;
import mpjlda.cluster.launch.remote.ProgramPlan;
import mpjlda.cluster.launch.remote.Supervision;

/** A main class for ranks that fail in some attempts, and for supervisors that are sent signals. */
public final class RestartFixture {
  private RestartFixture() {}

  /**
   * As a user: {@code supervise RANKS MARKER REQUEUE_CODE PATIENCE HEARTBEAT_TIMEOUT program…}. As
   * a rank:
   *
   * <ul>
   *   <li>{@code fail HOW RANK ATTEMPTS STEP CHECKPOINT_STEP}: that rank dies in the first
   *       attempts, each of which comes further than the one before by so many iterations and
   *       checkpoints
   *   <li>{@code train ITERATIONS MILLIS CHECKPOINT}: iterations of that length, with a checkpoint
   *       after that one; stops when told to
   *   <li>{@code say MILLIS}: rank 0 says something, then works for a time
   * </ul>
   */
  public static void main(String[] args) throws Exception {
    RankEnvironment environment = RankEnvironment.detect(args);
    if (environment.mode() == RankEnvironment.Mode.NONE) {
      System.exit(supervise(List.of(args)));
    }
    RankRuntime.run(environment, RestartFixture::work);
  }

  private static int supervise(List<String> args) {
    Supervision supervision =
        Supervision.DEFAULT
            .withHeartbeatTimeout(Duration.ofSeconds(Integer.parseInt(args.get(5))))
            .withMaxRestarts(3)
            .withFirstPause(Duration.ofSeconds(30))
            .withRequeueCode(Integer.parseInt(args.get(3)));
    int patience = Integer.parseInt(args.get(4));
    if (patience > 0) {
      supervision = supervision.withStopPatience(Duration.ofSeconds(patience));
    }
    LaunchPlan plan =
        LaunchPlan.local(
                Integer.parseInt(args.get(1)),
                Stream.concat(Processes.FAST_START.stream(), Stream.of("-Dmarker=" + args.get(2)))
                    .toList(),
                program(args.subList(6, args.size())),
                Processes.MPJ_HOME)
            .withSupervision(supervision);
    return new Supervisor(plan, new TerminalConsole(System.out, System.err, false, false)).run();
  }

  static ProgramPlan program(List<String> arguments) {
    return new ProgramPlan(
        Path.of(System.getProperty("java.home"), "bin", "java"),
        RankFixture.classPathWithoutMpj(),
        RestartFixture.class.getName(),
        arguments);
  }

  private static int work(RankContext context) throws Exception {
    List<String> a = context.arguments();
    switch (a.get(0)) {
      case "fail" -> {
        return fail(
            context, a.get(1), a.subList(2, 6).stream().mapToInt(Integer::parseInt).toArray());
      }
      case "train" -> {
        return train(context, a.subList(1, 4).stream().mapToInt(Integer::parseInt).toArray());
      }
      case "say" -> {
        if (context.pointToPoint().rank() == 0) {
          context.console().say("something");
        }
        Thread.sleep(Long.parseLong(a.get(1)));
        return 0;
      }
      default -> throw new IllegalArgumentException(a.get(0));
    }
  }

  private static int fail(RankContext context, String how, int[] numbers) throws Exception {
    PointToPoint p = context.pointToPoint();
    int rank = numbers[0];
    int attempts = numbers[1];
    int iteration = 12 + numbers[2] * context.restarts();
    int checkpoint = 10 + numbers[3] * context.restarts();
    context.console().phase("E-step", iteration);
    if (p.rank() == 0) {
      context.checkpointed(checkpoint);
    }
    agree(p, false);
    if (context.restarts() < attempts) {
      if (p.rank() == rank) {
        new RankFixture.Fate(how, "computing").meet();
      }
      waitFor(p);
    }
    if (p.rank() == 0) {
      context.console().result("done after restarts: " + context.restarts());
    }
    return 0;
  }

  private static int train(RankContext context, int[] numbers) throws Exception {
    PointToPoint p = context.pointToPoint();
    for (int iteration = 1; iteration <= numbers[0]; iteration++) {
      context.console().phase("E-step", iteration);
      if (p.rank() == 0) {
        context.console().result("iteration " + iteration);
      }
      Thread.sleep(numbers[1]);
      if (iteration == numbers[2] && p.rank() == 0) {
        context.checkpointed(iteration);
        context.console().result("checkpoint");
      }
      if (agree(p, context.stopRequested())) {
        if (p.rank() == 0) {
          context.console().result("stopped");
        }
        return 75;
      }
    }
    if (p.rank() == 0) {
      context.console().result("done");
    }
    return 0;
  }

  /** Whether it is so on any rank. */
  private static boolean agree(PointToPoint p, boolean here) {
    long[] flag = {here ? 1 : 0};
    for (int peer = 1; peer < p.size(); peer++) {
      if (p.rank() == 0) {
        long[] theirs = new long[1];
        p.receive(peer, ArraySlice.of(theirs));
        flag[0] |= theirs[0];
      } else if (p.rank() == peer) {
        p.send(0, ArraySlice.of(flag));
      }
    }
    for (int peer = 1; peer < p.size(); peer++) {
      if (p.rank() == 0) {
        p.send(peer, ArraySlice.of(flag));
      } else if (p.rank() == peer) {
        p.receive(0, ArraySlice.of(flag));
      }
    }
    return flag[0] != 0;
  }

  /** Waits for a message that nobody sends. */
  private static void waitFor(PointToPoint p) throws InterruptedException {
    if (p.size() == 1) {
      Thread.sleep(Long.MAX_VALUE);
    }
    p.receive((p.rank() + 1) % p.size(), ArraySlice.of(new long[1]));
  }
}
