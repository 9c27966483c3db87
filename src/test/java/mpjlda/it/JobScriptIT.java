package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import mpjlda.cluster.console.StableMessages;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated job scripts, run by bash with stand-ins for the batch systems' programs. */
class JobScriptIT {
  /** Says its arguments, and does what the file "todo" says. */
  private static final String FAKE_PROGRAM =
      """
      #!/bin/bash
      printf '<%s>\\n' "$@" >arguments
      source ./todo
      """;

  /** Keeps its arguments and what it is to submit. */
  private static final String FAKE =
      """
      #!/bin/bash
      printf '%s\\n' "$*" >calls
      if [[ $0 == */qsub ]]; then
        cat >submitted
      fi
      """;

  @TempDir private Path folder;

  @BeforeEach
  void makeFakes() throws IOException {
    executable("program", FAKE_PROGRAM);
    executable("bin/qsub", FAKE);
    executable("bin/scontrol", FAKE);
    Files.writeString(folder.resolve("nodes"), "n1\nn1\nn2\n");
  }

  private void executable(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path script(String system, List<String> options, List<String> training) {
    List<String> words = new ArrayList<>(List.of("job-script", system));
    words.addAll(options);
    words.addAll(List.of("--program", folder.resolve("program").toString(), "--", "train"));
    words.addAll(training);
    Program.Result made = new Program().run(words.toArray(String[]::new));
    assertThat(made.exitCode()).as("%s", made).isZero();
    try {
      return Files.writeString(folder.resolve("job." + system), made.out());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private ProcessBuilder job(Path script) {
    ProcessBuilder builder = new ProcessBuilder("bash", script.toString());
    builder.directory(folder.toFile());
    var environment = builder.environment();
    environment.put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    environment.put("NSLOTS", "3");
    environment.put("SGE_TASK_ID", "2");
    environment.put("SLURM_JOB_ID", "17");
    environment.put("SLURM_NTASKS", "3");
    environment.put("SLURM_ARRAY_TASK_ID", "1");
    environment.put("PBS_JOBID", "17.server");
    environment.put("PBS_O_WORKDIR", folder.toString());
    environment.put("PBS_NODEFILE", folder.resolve("nodes").toString());
    environment.put("PBS_ARRAY_INDEX", "1");
    return builder;
  }

  private static ProcessBuilder over(String hosts, ProcessBuilder job) {
    job.environment().put("NHOSTS", hosts);
    return job;
  }

  private Program.Result run(Path script, String todo) throws IOException {
    Files.writeString(folder.resolve("todo"), todo);
    return Program.run(job(script));
  }

  private String read(String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private static final List<String> PLAIN =
      List.of("--corpus", "c.txt", "-k", "6", "--output", "m");

  @ParameterizedTest
  @ValueSource(strings = {"sge", "pbs", "slurm"})
  void everyArgumentArrivesAsItWasTyped(String system) throws IOException {
    List<String> odd =
        List.of(
            "--corpus",
            "my file's \"best\".txt",
            "--corpus",
            "$HOME/`id`/*.txt",
            "--corpus",
            "a\\b\nc",
            "--output",
            "m  n",
            "--seed",
            "-7");
    Path script =
        script(system, List.of("--np", "3", "--array", "topics=20,50", "--time", "1h"), odd);
    Program.Result result = run(script, "exit 0");

    assertThat(result.exitCode()).as("%s", result).isZero();
    assertThat(read("arguments"))
        .startsWith(
            "<train>\n<--corpus>\n<my file's \"best\".txt>\n<--corpus>\n<$HOME/`id`/*.txt>\n"
                + "<--corpus>\n<a\\b\nc>\n<--output>\n<m  n/topics-50>\n<--seed>\n<-7>\n"
                + "<-np>\n<3>\n<--topics>\n<50>\n<--max-time>\n<54m>\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sge", "pbs", "slurm"})
  void scriptsAreGoodShell(String system) {
    Path script =
        script(
            system,
            List.of(
                "--np",
                "4",
                "--nodes",
                "2",
                "--time",
                "1d",
                "--memory",
                "4G",
                "--scratch",
                "--setup",
                "module load java",
                "--array",
                "topics=20,50"),
            List.of("--corpus", "it's", "--output", "m x", "--threads", "2"));
    Program.Result syntax = Program.run(new ProcessBuilder("bash", "-n", script.toString()));
    assertThat(syntax.exitCode()).as("%s", syntax).isZero();
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/shellcheck")), "no shellcheck");
    Program.Result lint = Program.run(new ProcessBuilder("shellcheck", script.toString()));
    assertThat(lint.exitCode()).as("%s", lint).isZero();
  }

  @Test
  void theTestBedsAreGoodShell() {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/shellcheck")), "no shellcheck");
    for (String name : List.of("grid-engine.sh", "slurm.sh", "pbs.sh", "hosts.sh")) {
      Program.Result lint =
          Program.run(new ProcessBuilder("shellcheck", "-x", "src/test/scripts/" + name));
      assertThat(lint.exitCode()).as("%s", lint).isZero();
    }
  }

  @Test
  void aStoppedSlurmJobIsPutBack() throws IOException {
    Program.Result result = run(script("slurm", List.of(), PLAIN), "exit 75");
    assertThat(result.exitCode()).isEqualTo(75);
    assertThat(read("calls")).isEqualTo("requeue 17\n");
  }

  @Test
  void aStoppedPbsJobIsSubmittedAgainAndGoesOn() throws IOException {
    Path script =
        script(
            "pbs", List.of("--array", "topics=20,50"), List.of("--corpus", "c", "--output", "m"));
    assertThat(run(script, "exit 75").exitCode()).isEqualTo(75);
    assertThat(read("calls")).isEqualTo("-W depend=afterany:17.server -v MPJ_LDA_TASK=1\n");

    // The next slot is no array job, and knows its task by that variable.
    Path next = folder.resolve("submitted");
    assertThat(read("submitted")).isEqualTo(Files.readString(script).replace("#PBS -J 0-1\n", ""));
    ProcessBuilder job = job(next);
    job.environment().remove("PBS_ARRAY_INDEX");
    job.environment().put("MPJ_LDA_TASK", "0");
    Files.writeString(folder.resolve("todo"), "exit 0");
    assertThat(Program.run(job).exitCode()).isZero();
    assertThat(read("arguments")).contains("<--topics>\n<20>\n");
  }

  /** Grid Engine does not let a job of several hosts start again on the same ones. */
  @Test
  void aStoppedGridEngineJobOverSeveralHostsIsSubmittedAgain() throws IOException {
    Path script =
        script(
            "sge", List.of("--array", "topics=20,50"), List.of("--corpus", "c", "--output", "m"));
    ProcessBuilder job = over("2", job(script));
    Files.writeString(folder.resolve("todo"), "exit 75");
    assertThat(Program.run(job).exitCode()).isEqualTo(75);
    assertThat(read("calls")).isEqualTo("-v MPJ_LDA_TASK=1\n");
    assertThat(read("submitted")).isEqualTo(Files.readString(script).replace("#$ -t 1-2\n", ""));
    assertThat(read("arguments")).contains("<--topics>\n<50>\n").doesNotContain("requeue");

    // Where hosts may not submit.
    executable("bin/qsub", "#!/bin/sh\nexit 1\n");
    assertThat(Program.run(job).exitCode()).isEqualTo(99);
  }

  @Test
  void aDeletedGridEngineJobOverSeveralHostsGetsNoOtherSlot() throws Exception {
    assertThat(
            signalled(
                over("2", job(script("sge", List.of(), PLAIN))),
                """
                touch ready
                for ((i = 0; i < 20; i++)); do sleep 0.1; done
                exit 75
                """,
                "USR2"))
        .isEqualTo(75);
    assertThat(read("calls")).isEmpty();
  }

  @Test
  void aPbsJobIsSubmittedAgainAsItIs() throws IOException {
    Path script = script("pbs", List.of(), PLAIN);
    assertThat(run(script, "exit 75").exitCode()).isEqualTo(75);
    assertThat(read("calls")).isEqualTo("-W depend=afterany:17.server\n");
    assertThat(read("submitted")).isEqualTo(Files.readString(script));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pbs", "slurm"})
  void onlyAStoppedRunGetsAnotherSlot(String system) throws IOException {
    Path script = script(system, List.of(), PLAIN);
    for (int code : new int[] {0, 65, 70, 137}) {
      assertThat(run(script, "exit " + code).exitCode()).isEqualTo(code);
    }
    assertThat(read("calls")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sge", "pbs", "slurm"})
  void aSignalReachesTheProgramOnce(String system) throws Exception {
    int ended =
        signalled(
            job(script(system, List.of(), PLAIN)),
            """
            trap 'echo USR1 >>signals; sleep 1; exit 75' USR1
            touch ready
            while :; do sleep 0.1; done
            """,
            "USR1");
    assertThat(ended).isEqualTo(75);
    assertThat(read("signals")).isEqualTo("USR1\n");
    // Grid Engine does it by the exit code.
    assertThat(read("calls").isEmpty()).isEqualTo(system.equals("sge"));
  }

  /** Slurm sends TERM to the program as well, so its script does not hand it on. */
  @ParameterizedTest
  @CsvSource({"pbs, TERM", "slurm, ''"})
  void aCancelledJobGetsNoOtherSlot(String system, String handedOn) throws Exception {
    int ended =
        signalled(
            job(script(system, List.of(), PLAIN)),
            """
            trap 'echo TERM >>signals; exit 75' TERM
            touch ready
            for ((i = 0; i < 20; i++)); do sleep 0.1; done
            exit 75
            """,
            "TERM");
    assertThat(ended).isEqualTo(75);
    assertThat(read("signals").strip()).isEqualTo(handedOn);
    assertThat(read("calls")).isEmpty();
  }

  /** The script's exit code, after a signal to it alone. */
  private int signalled(ProcessBuilder script, String todo, String signal) throws Exception {
    Files.writeString(folder.resolve("todo"), todo);
    Process job = script.inheritIO().start();
    try {
      Await.whileRunning(job, () -> Files.exists(folder.resolve("ready")), () -> todo);
      Program.run(new ProcessBuilder("kill", "-s", signal, "" + job.pid()));
      return Await.exitCode(job, () -> todo);
    } finally {
      job.descendants().forEach(ProcessHandle::destroyForcibly);
      job.destroyForcibly();
    }
  }

  /** The real program, in two slots of a PBS that is played by this test. */
  @Test
  void aRealRunGoesThroughSlotsOfPbs() throws IOException {
    executable(
        "program",
        "#!/bin/bash\n"
            + "exec \"$REAL_JAVA\" -Dmpjlda.mpj.home=\"$REAL_HOME\" -Dmpjlda.jar=\"$REAL_JAR\" -cp"
            + " \"$REAL_JAR\" mpjlda.app.cli.Main \"$@\"\n");
    Files.writeString(folder.resolve("nodes"), "localhost\nlocalhost\n");
    // The program's two seconds are over with the first iteration at the latest.
    Path script =
        script(
            "pbs",
            List.of("--np", "2", "--time", "10s", "--margin", "8s"),
            List.of(
                "--corpus",
                Program.SAMPLE.toString(),
                "-k",
                "6",
                "--output",
                "m",
                "--iterations",
                "2",
                "--tolerance",
                "0",
                "--estep-iterations",
                "4000",
                "--estep-tolerance",
                "0"));
    ProcessBuilder first = real(script);
    Program.Result stopped = Program.run(first);
    assertThat(stopped.exitCode()).as("%s", stopped).isEqualTo(75);
    Program.Result done = Program.run(real(folder.resolve("submitted")));
    assertThat(done.exitCode()).as("%s", done).isZero();
    assertThat(done.err()).contains(StableMessages.RESUMED + "iteration 1", "ranks    2 with");
  }

  private ProcessBuilder real(Path script) {
    ProcessBuilder builder = job(script);
    builder.environment().put("REAL_JAVA", System.getProperty("java.home") + "/bin/java");
    builder.environment().put("REAL_HOME", Program.MPJ_HOME.toString());
    builder.environment().put("REAL_JAR", Program.JAR.toString());
    return builder;
  }
}
