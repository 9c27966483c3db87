package mpjlda.cluster.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import mpjlda.it.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that saves without a pause is killed again and again, and always goes on. */
class CheckpointKillIT {
  private static final int KILLS = States.FULL ? 200 : 12;

  @TempDir Path folder;

  @Test
  void everyKillLeavesTheLastCheckpointOrTheNext() throws Exception {
    Random random = new Random(States.SEED);
    int last = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      String context = "seed " + States.SEED + ", kill " + kill;
      try (CheckpointProcess saver = CheckpointProcess.start("save", folder)) {
        assertThat(saver.line()).as(context).isEqualTo("from " + last);
        for (int told = random.nextInt(4); told >= 0; told--) {
          last = Integer.parseInt(saver.line());
        }
        Await.letPass(Duration.ofMillis(random.nextInt(20)));
        saver.kill();
        // What it had told before it died.
        for (String line = saver.line(); !line.isEmpty(); line = saver.line()) {
          last = Integer.parseInt(line);
        }
      }
      Recovery found = new CheckpointStore(folder, 2).newest(States.RUN);
      CheckpointState state = found.checkpoint().orElseThrow().state();
      assertThat(state.iteration()).as(context).isBetween(last, last + 1);
      last = state.iteration();
      States.assertRestored(found, States.small(last));
      assertThat(new CheckpointStore(folder, 2).verify())
          .as(context)
          .noneMatch(description -> description.status() == CheckpointDescription.Status.DAMAGED);
    }
  }
}
