package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import mpjlda.cluster.console.StableMessages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Generated job scripts in a real Slurm, submitted by an ordinary user, over two nodes. */
class SlurmIT {
  private static BatchBed bed;

  @BeforeAll
  static void start() throws IOException {
    bed = BatchBed.start("slurm.sh");
  }

  @AfterAll
  static void stop() {
    if (bed != null) {
      bed.close();
    }
  }

  /** The job's number. */
  private static String submit(String script) {
    return bed.user("sbatch", "--parsable", script).strip();
  }

  private static void awaitEnd(String job, String log) throws Exception {
    bed.await(
        "the end of job " + job, log, () -> bed.asUser("squeue", "-h", "-j", job).out().isBlank());
  }

  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void aRunGoesThroughSlotsByItself() throws Exception {
    bed.programOfTwoSlots("two-slots", "two");
    bed.script(
        "two.slurm",
        "slurm --np 4 --nodes 2 --time 3m --margin 174s --name two --program ./two-slots"
            + " -- train -k 6 --output two "
            + BatchBed.SLOW);
    String job = submit("two.slurm");
    String log = "slurm-" + job + ".out";
    awaitEnd(job, log);

    bed.finishedInTwoSlots(4, "train -k 6 " + BatchBed.SLOW, "two", bed.read(log));
    // How many on each is Slurm's choice.
    assertThat(bed.read(log))
        .containsPattern(
            "launcher slurm \\(Slurm job " + job + "\\): 4 ranks on n1 \\(.*\\), n2 \\(");
  }

  /** USR1 is what --signal asks for before the limit, TERM is what scancel sends. */
  @Test
  void signalledBeforeItsLimitItGoesOnCancelledItLeavesACheckpoint() throws Exception {
    String training = "train -k 6 --output del " + BatchBed.SLOW + " --iterations ";
    // Both nodes are this machine, whose other networks tests of hosts make and remove meanwhile.
    bed.script(
        "del.slurm", "slurm --np 4 --nodes 2 --name del -- " + training + "1000000 --interface lo");
    String job = submit("del.slurm");
    String log = "slurm-" + job + ".out";
    bed.await("an iteration", log, () -> bed.read(log).contains("iteration 2/"));

    bed.user("scancel", "--batch", "--signal=USR1", job);
    bed.awaitNextSlot(() -> bed.read(log));
    assertThat(bed.read(log))
        .contains("SIGUSR1: " + StableMessages.STOPPING, StableMessages.STOPPED);

    bed.user("scancel", job);
    awaitEnd(job, log);
    assertThat(bed.read(log))
        .contains("SIGTERM: " + StableMessages.STOPPING)
        .doesNotContain("stopping at once");
    bed.nothingIsLeft();
    bed.goesOn(training, "del");
  }

  /** The program has its own time limit, but here a wrong one. Slurm's limits are in minutes. */
  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void slurmsSignalMovesItToAnotherSlot() throws Exception {
    bed.script(
        "limit.slurm",
        "slurm --np 4 --nodes 2 --name limit --time 3m --margin 1m -- train --max-time 1h -k 6 --output limit"
            + " --iterations 1000000 "
            + BatchBed.SLOW);
    String job = submit("limit.slurm");
    String log = "slurm-" + job + ".out";
    bed.awaitNextSlot(() -> bed.read(log));
    assertThat(bed.read(log)).contains("SIGUSR1: " + StableMessages.STOPPING);
    bed.user("scancel", job);
    awaitEnd(job, log);
  }

  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void anArrayJobSweepsTheNumberOfTopics() throws Exception {
    bed.script(
        "sweep.slurm",
        "slurm --name sweep --array topics=3,5 -- train --output sweep --iterations 3");
    String job = submit("sweep.slurm");
    awaitEnd(job, "slurm-" + job + "_0.out");
    bed.sweptTopics("sweep", 3, 5);
  }
}
