package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import mpjlda.cluster.console.StableMessages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Generated job scripts in a real Grid Engine, submitted by an ordinary user, over two execution
 * hosts (where there can be none, on this machine).
 */
class GridEngineIT {
  private static BatchBed bed;

  @BeforeAll
  static void start() throws IOException {
    bed = BatchBed.start("grid-engine.sh");
  }

  @AfterAll
  static void stop() {
    if (bed != null) {
      bed.close();
    }
  }

  /** The job's number. */
  private static String submit(String script) {
    // An array job's is 4.1-2:1.
    return bed.user("qsub", "-terse", script).strip().replaceFirst("\\..*", "");
  }

  /**
   * All that the job of this name has said, in all of its slots; over several hosts each slot is a
   * job of its own.
   */
  private static String said(String name) throws IOException {
    try (Stream<Path> files = Files.list(bed.tree)) {
      StringBuilder text = new StringBuilder();
      for (Path log :
          files.filter(f -> f.getFileName().toString().startsWith(name + ".o")).sorted().toList()) {
        text.append(Files.readString(log));
      }
      return text.toString();
    }
  }

  private static boolean isQueued(String name) {
    return bed.user("qstat", "-u", "*").contains(" " + name + " ");
  }

  private static void awaitEnd(String job, String log) throws Exception {
    bed.await("the end of job " + job, log, () -> bed.asUser("qstat", "-j", job).exitCode() != 0);
  }

  @Test
  void aRunGoesThroughSlotsByItself() throws Exception {
    bed.programOfTwoSlots("two-slots", "two");
    bed.script(
        "two.sge",
        "sge --np 4 --time 10m --margin 594s --name two --program ./two-slots"
            + " -- train -k 6 --output two "
            + BatchBed.SLOW);
    submit("two.sge");
    bed.await("the end of the last job", "", () -> !isQueued("two"));

    String said = said("two");
    bed.finishedInTwoSlots(4, "train -k 6 " + BatchBed.SLOW, "two", said);
    assertOnBothHosts(said);
  }

  /** Two slots a host, filled one after the other; which host is first is Grid Engine's choice. */
  private static void assertOnBothHosts(String said) {
    if (bed.hosts().isPresent()) {
      assertThat(said)
          .containsPattern("launcher sge \\(Grid Engine job \\d+\\): 4 ranks on node[12] \\(0-1\\)")
          .contains("node1 (", "node2 (");
    }
  }

  /** USR1 is what a suspended job gets with -notify, USR2 a deleted one. */
  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void suspendedItMovesToAnotherSlotDeletedItLeavesACheckpoint() throws Exception {
    String training = "train -k 6 --output del " + BatchBed.SLOW + " --iterations ";
    bed.script("del.sge", "sge --np 4 --name del -- " + training + "1000000");
    String job = submit("del.sge");
    String log = "del.o" + job;
    bed.await("an iteration", log, () -> bed.read(log).contains("iteration 2/"));

    bed.user("qmod", "-sj", job);
    bed.awaitNextSlot(() -> said("del"));
    assertThat(said("del")).contains("SIGUSR1: " + StableMessages.STOPPING, StableMessages.STOPPED);

    bed.user("qdel", "del");
    bed.await("the end of the last job", log, () -> !isQueued("del"));
    assertThat(said("del")).contains("SIGUSR2: " + StableMessages.STOPPING);
    assertOnBothHosts(said("del"));
    bed.nothingIsLeft();
    bed.goesOn(training, "del");
  }

  /** The exit code of a rank comes back through qrsh, and another one can be started there. */
  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void aRankThatDiesOnTheOtherHostIsStartedAgain() throws Exception {
    Assumptions.assumeTrue(bed.hosts().isPresent(), "needs two execution hosts");
    String training = "train -k 6 " + BatchBed.SLOW + " --iterations 150";
    String log = startOverBothHosts("dies", training, "--max-restarts 3");
    String other = otherHost(log);
    bed.hosts()
        .orElseThrow()
        .processes(other, "-Dmpjlda.rank=3 ")
        .forEach(ProcessHandle::destroyForcibly);
    awaitEnd("dies", log);

    // qrsh takes its time to tell of an end, so it may be another rank that is named.
    assertThat(bed.read(log))
        .contains("[rank 3 " + other + "] Killed", StableMessages.restart(1, 3));
    bed.hasTheBytesOfOneRank(training, "dies");
    bed.nothingIsLeft();
  }

  /** A stopped process keeps its connections open: only its silence tells. */
  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void aFrozenRankOnTheOtherHostIsStartedAgain() throws Exception {
    Assumptions.assumeTrue(bed.hosts().isPresent(), "needs two execution hosts");
    String training = "train -k 6 " + BatchBed.SLOW + " --iterations 150";
    String log = startOverBothHosts("frozen", training, "--heartbeat-timeout 5s");
    String other = otherHost(log);
    for (ProcessHandle rank : bed.hosts().orElseThrow().processes(other, "-Dmpjlda.rank=3 ")) {
      new ProcessBuilder("kill", "-STOP", "" + rank.pid()).start().waitFor();
    }
    awaitEnd("frozen", log);

    assertThat(bed.read(log))
        .contains(
            "rank 3 on " + other + " has been silent",
            StableMessages.restart(1, 3),
            "model    frozen: 150 iterations, ");
    bed.hasTheBytesOfOneRank(training, "frozen");
    bed.nothingIsLeft();
  }

  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void anExecutionHostThatCrashesIsLeftOut() throws Exception {
    Assumptions.assumeTrue(bed.hosts().isPresent(), "needs two execution hosts");
    String training = "train -k 6 " + BatchBed.SLOW + " --iterations 150";
    try {
      String log = startOverBothHosts("crash", training, "--heartbeat-timeout 10s");
      String other = otherHost(log);
      bed.hosts().orElseThrow().crash(other);
      bed.await("the end of the run", log, () -> bed.read(log).contains("model    crash:"));

      assertThat(bed.read(log)).contains("left out: " + other, StableMessages.restart(1, 3));
      bed.hasTheBytesOfOneRank(training, "crash");
    } finally {
      bed.restore();
    }
  }

  /** Gives the log's name when two iterations are done. */
  private static String startOverBothHosts(String name, String training, String more)
      throws Exception {
    bed.script(
        name + ".sge",
        "sge --np 4 --name %s -- %s %s --checkpoint-every 1 --output %s"
            .formatted(name, training, more, name));
    String log = name + ".o" + submit(name + ".sge");
    bed.await("an iteration", log, () -> bed.read(log).contains("iteration 3/"));
    return log;
  }

  private static String otherHost(String log) throws IOException {
    return bed.read(log).contains("node1 (0-1)") ? "node2" : "node1";
  }

  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void anArrayJobSweepsTheNumberOfTopics() throws Exception {
    bed.script(
        "sweep.sge", "sge --name sweep --array topics=3,5 -- train --output sweep --iterations 3");
    String job = submit("sweep.sge");
    awaitEnd(job, "sweep.o" + job + ".1");

    bed.sweptTopics("sweep", 3, 5);
  }

  /** The program has its own time limit, but here a wrong one. */
  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void gridEnginesOwnLimitLeavesACheckpoint() throws Exception {
    String training = "train --max-time 1h -k 6 --output limit " + BatchBed.SLOW + " --iterations ";
    bed.script("limit.sge", "sge --np 2 --name limit --time 60s -- " + training + "1000000");
    String job = submit("limit.sge");
    String log = "limit.o" + job;
    awaitEnd(job, log);
    assertThat(bed.read(log)).contains("SIGUSR2: " + StableMessages.STOPPING);
    bed.goesOn(training, "limit");
  }
}
