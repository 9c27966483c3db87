package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Generated PBS scripts over three hosts by ssh, as an ordinary user. PBS itself, which Debian has
 * not, is played by this test: its variables, and what it does with a submitted script.
 */
class PbsIT {
  private static BatchBed bed;

  @BeforeAll
  static void start() throws IOException {
    bed = BatchBed.start("pbs.sh");
    Files.writeString(bed.tree.resolve("nodes"), "node1\nnode1\nnode2\nnode3\n");
    Path qsub = Files.createDirectory(bed.tree.resolve("pbs")).resolve("qsub");
    // By another name first: what it reads may be the script of that name.
    Files.writeString(
        qsub,
        """
        #!/bin/bash
        printf '%s\\n' "$*" >>calls
        cat >submitted.new && mv submitted.new submitted
        """);
    Files.setPosixFilePermissions(qsub, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterAll
  static void stop() {
    if (bed != null) {
      bed.close();
    }
  }

  @BeforeEach
  void forget() throws IOException {
    Files.deleteIfExists(bed.tree.resolve("calls"));
    Files.deleteIfExists(bed.tree.resolve("submitted"));
  }

  /** A slot of the job, on the first of its hosts; what it says goes to the log. */
  private static Process slot(String script, String log) throws IOException {
    return bed.asUserBuilder(
            "env",
            "PATH=" + bed.tree.resolve("pbs") + ":" + System.getenv("PATH"),
            "PBS_JOBID=17.server",
            "PBS_O_WORKDIR=" + bed.tree,
            "PBS_NODEFILE=" + bed.tree.resolve("nodes"),
            "bash",
            bed.tree.resolve(script).toString())
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(bed.tree.resolve(log).toFile()))
        .start();
  }

  @Test
  void aRunGoesThroughSlotsOverThreeHosts() throws Exception {
    bed.programOfTwoSlots("two-slots", "two");
    bed.script(
        "two.pbs",
        "pbs --np 4 --nodes 3 --time 10m --margin 594s --program ./two-slots"
            + " -- train -k 6 --output two "
            + BatchBed.SLOW);
    int code = slot("two.pbs", "two.log").waitFor();
    while (code == 75) {
      code = slot("submitted", "two.log").waitFor();
    }

    String said = bed.read("two.log");
    assertThat(code).as(said).isZero();
    assertThat(said)
        .contains("launcher pbs (PBS job 17.server): 4 ranks on node1 (0-1), node2 (2), node3 (3)");
    assertThat(bed.read("calls").lines()).containsOnly("-W depend=afterany:17.server");
    String training = "train -k 6 " + BatchBed.SLOW;
    bed.finishedInTwoSlots(4, training, "two", said);
    long done = bed.read("two/metrics.jsonl").lines().count();
    bed.hasTheBytesOfOneRank(training + " --iterations " + done, "two");
  }

  /** As qdel does, TERM to the script alone. */
  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void deletedItLeavesACheckpointAndNoProcessOnAnyHost() throws Exception {
    String training = "train -k 6 --output del " + BatchBed.SLOW + " --iterations ";
    bed.script("del.pbs", "pbs --np 4 --nodes 3 -- " + training + "1000000");
    Process job = slot("del.pbs", "del.log");
    bed.await("an iteration", "del.log", () -> bed.read("del.log").contains("iteration 2/"));
    long script =
        bed.hosts().orElseThrow().processes("node1", "bash " + bed.tree + "/del.pbs").stream()
            .mapToLong(ProcessHandle::pid)
            .max()
            .orElseThrow();
    new ProcessBuilder("kill", "-TERM", "" + script).start().waitFor();

    assertThat(job.waitFor()).as(bed.read("del.log")).isEqualTo(75);
    assertThat(bed.read("calls")).isEmpty();
    bed.nothingIsLeft();
    bed.goesOn(training, "del");
  }
}
