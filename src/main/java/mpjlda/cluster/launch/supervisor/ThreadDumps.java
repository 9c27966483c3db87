package mpjlda.cluster.launch.supervisor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import mpjlda.cluster.launch.protocol.SupervisorChannel;

/**
 * Has the Java virtual machines of ranks write the stacks of their threads, which goes to their
 * logs and not to the user. A rank that stands still cannot; those that wait for it can.
 */
final class ThreadDumps {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long POLL_MILLIS = 20;

  /** Within which the heap's summary follows the stacks. */
  private static final long REST_MILLIS = 200;

  private ThreadDumps() {}

  /**
   * Returns when all have written theirs, or after two seconds.
   *
   * @param ranks on whatever hosts
   * @param answers whether an answer may be hoped for
   */
  static void take(List<RankProcess> ranks, Predicate<RankProcess> answers)
      throws InterruptedException {
    List<RankProcess> asked = ranks.stream().filter(rank -> !rank.hasEnded()).toList();
    asked.forEach(RankProcess::expectDump);
    asked.stream()
        .filter(rank -> !rank.isHere())
        .forEach(rank -> rank.input().say(SupervisorChannel.DUMP));
    if (!askByQuit(asked.stream().filter(RankProcess::isHere).toList())) {
      return;
    }
    List<RankProcess> awaited = asked.stream().filter(answers).toList();
    long until = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() < until
        && !awaited.stream().allMatch(rank -> rank.hasDumped() || rank.hasEnded())) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  /**
   * After a dump that is not the ranks' end: what comes after the stacks is for the logs as well.
   */
  static void letRest(List<RankProcess> ranks) throws InterruptedException {
    Thread.sleep(REST_MILLIS);
    ranks.forEach(RankProcess::unmute);
  }

  /** One process for all: when this is needed a machine may have little left. */
  private static boolean askByQuit(List<RankProcess> ranks) throws InterruptedException {
    if (ranks.isEmpty()) {
      return true;
    }
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "kill -QUIT \"$@\"", "sh"));
    ranks.forEach(rank -> command.add(Long.toString(rank.processId())));
    try {
      new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
