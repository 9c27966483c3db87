package mpjlda.cluster.launch.rank;

import java.util.function.IntConsumer;
import mpjlda.cluster.launch.protocol.RankEnvironment;
import mpjlda.core.console.Console;

/**
 * Tells the exit code of a run that {@code mpjrun} started, for mpjrun itself always ends with 0.
 * Rank 0 alone does: it learns of every other rank's failure by the loss of its connection.
 */
final class ExitRecord {
  private final boolean needed;
  private final Console console;
  private volatile IntConsumer target = code -> {};

  ExitRecord(RankEnvironment environment, Console console) {
    this.needed = environment.mode() != RankEnvironment.Mode.SUPERVISED && environment.rank() == 0;
    this.console = console;
  }

  /** See {@link RankContext#atExit}. */
  void to(IntConsumer record) {
    target = record;
  }

  void write(int exitCode) {
    if (!needed) {
      return;
    }
    console.say("exit code " + exitCode);
    try {
      target.accept(exitCode);
    } catch (RuntimeException e) {
      console.say("warning: the exit code is not recorded: " + e.getMessage());
    }
  }
}
