package mpjlda.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobScriptCommandTest {
  private static final List<String> TRAIN =
      List.of("--", "train", "--corpus", "c.txt", "-k", "6", "--output", "m");

  private static CommandRun run(List<String> command, String... options) {
    List<String> words = new ArrayList<>(List.of(options));
    words.addAll(command);
    return CommandRun.of(new JobScriptCommand(), words.toArray());
  }

  private static List<String> script(String... options) {
    CommandRun run = run(TRAIN, options);
    assertThat(run.message()).isEmpty();
    return run.out().lines().toList();
  }

  /** The examples in bin/ are what the command in their head prints. */
  @ParameterizedTest
  @ValueSource(strings = {"sge", "pbs", "slurm"})
  void theExamplesAreMadeByTheirOwnCommand(String system) throws IOException {
    Path example = Path.of("bin/train." + system);
    String made =
        Files.readAllLines(example).stream()
            .filter(line -> line.startsWith("#   mpj-lda job-script " + system + " "))
            .findFirst()
            .orElseThrow();
    String[] words = made.substring("#   mpj-lda ".length()).split(" ", -1);

    StringWriter out = new StringWriter();

    assertThat(Main.commandLine(words).setOut(new PrintWriter(out)).execute(words)).isZero();
    assertThat(out).hasToString(Files.readString(example));
  }

  @Test
  void gridEnginesResources() {
    assertThat(
            script(
                "sge",
                "--np",
                "4",
                "--time",
                "26h10m",
                "--margin",
                "30m",
                "--memory",
                "2G",
                "--pe",
                "orte",
                "--queue",
                "long.q",
                "--account",
                "lab",
                "--name",
                "songs"))
        .contains(
            "#$ -N songs",
            "#$ -pe orte 4",
            "#$ -l h_rt=26:10:00",
            "#$ -l mem_free=2048M",
            "#$ -q long.q",
            "#$ -P lab",
            "#$ -notify",
            "#$ -r y",
            "  -np \"${NSLOTS:-4}\"",
            "  --java-options -Xmx1638m",
            "  --max-time 25h40m",
            "  exec \"${command[@]}\" --requeue-code 99");
  }

  @Test
  void slurmsResources() {
    assertThat(
            script(
                "slurm",
                "--np",
                "5",
                "--nodes",
                "2",
                "--time",
                "90m",
                "--partition",
                "long",
                "--account",
                "lab"))
        .contains(
            "#SBATCH --nodes=2",
            "#SBATCH --ntasks=5",
            "#SBATCH --cpus-per-task=1",
            "#SBATCH --time=1:30:00",
            "#SBATCH --signal=B:USR1@270",
            "#SBATCH --partition=long",
            "#SBATCH --account=lab",
            "#SBATCH --requeue",
            "#SBATCH --open-mode=append",
            "  --max-time 1h21m");
  }

  @Test
  void pbssResources() {
    // Five ranks on two nodes: three and two.
    assertThat(script("pbs", "--np", "5", "--nodes", "2", "--time", "1h", "--memory", "1G"))
        .contains(
            "#PBS -l select=1:ncpus=3:mpiprocs=3:mem=3072mb+1:ncpus=2:mpiprocs=2:mem=2048mb",
            "#PBS -l walltime=1:00:00");
    assertThat(script("pbs", "--np", "4", "--nodes", "2"))
        .contains("#PBS -l select=2:ncpus=2:mpiprocs=2");
  }

  @Test
  void threadsAreCores() {
    List<String> command = new ArrayList<>(TRAIN);
    command.addAll(List.of("--threads", "3"));
    assertThat(run(command, "sge", "--np", "2", "--memory", "4G").out())
        .contains("-pe mpj 6\n", "mem_free=1366M\n", "-np \"$((${NSLOTS:-6} / 3))\"");
    assertThat(run(command, "slurm", "--np", "2", "--memory", "4G").out())
        .contains("--cpus-per-task=3\n", "--mem-per-cpu=1366M\n");
    assertThat(run(command, "pbs", "--np", "2").out()).contains("select=1:ncpus=6:mpiprocs=2\n");
  }

  @ParameterizedTest
  @CsvSource({"3h50m, 3h40m", "30m, 27m", "5m, 4m", "40s, 20s"})
  void theProgramStopsBeforeTheSlotEnds(String slot, String maxTime) {
    assertThat(script("sge", "--time", slot)).contains("  --max-time " + maxTime);
  }

  @Test
  void whatTheUserSaysOfTheProgramIsLeftAlone() {
    List<String> command = new ArrayList<>(TRAIN);
    command.addAll(List.of("--max-time", "5m", "--java-options", "-Xmx1g"));
    String out = run(command, "slurm", "--time", "1h", "--memory", "9G").out();
    assertThat(out.lines().filter(line -> !line.startsWith("#")).toList())
        .filteredOn(line -> line.contains("--max-time") || line.contains("-Xmx"))
        .singleElement()
        .asString()
        .contains("--max-time 5m --java-options -Xmx1g");
  }

  @Test
  void aSweepHasAFolderForEachValue() {
    List<String> command =
        List.of("--", "train", "--corpus", "c.txt", "--seed", "7", "--output", "my models");
    String out = run(command, "sge", "--array", "topics=20,50,100").out();
    assertThat(out)
        .contains(
            "#$ -t 1-3\n",
            "values=(20 50 100)\n",
            "--output 'my models'/topics-\"$value\"\n",
            "  --topics \"$value\"\n");
    assertThat(run(command, "slurm", "--array", "topics=20,50,100").out())
        .contains("#SBATCH --array=0-2\n");
    assertThat(run(command, "pbs", "--array", "topics=20,50,100").out()).contains("#PBS -J 0-2\n");
  }

  @Test
  void whatTheProgramWouldRefuseIsRefusedNow() {
    assertThat(run(List.of("--", "train", "--corpus", "c", "-k", "6"), "sge").message())
        .isEqualTo("in the job's command: --output is missing");
    assertThat(run(TRAIN, "sge", "--array", "topics=20,x").message())
        .startsWith("in the job's command:");
    assertThat(run(List.of("--", "doctor"), "sge").message())
        .isEqualTo("a job runs a command that uses ranks, such as train, found \"doctor\"");
  }

  @Test
  void allWrongOptionsAreToldTogether() {
    List<String> command = new ArrayList<>(TRAIN);
    command.addAll(List.of("-np", "3", "--requeue-code", "99"));
    CommandRun run =
        run(
            command,
            "sge",
            "--np",
            "0",
            "--name",
            "7up",
            "--time",
            "soon",
            "--memory",
            "4",
            "--pe",
            "a b",
            "--queue",
            "q;rm",
            "--margin",
            "1m");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.message().lines())
        .containsExactly(
            "--ranks must be from 1 to 100000, found 0",
            "--time must be a time such as 90s, 15m or 3h50m, found \"soon\"",
            "--name must be up to 63 letters, digits and . _ + -, with a letter first, found"
                + " \"7up\"",
            "--margin needs --time",
            "--memory must be a size such as 900M or 4G, found \"4\"",
            "--pe must be one word without blanks and quotes, found \"a b\"",
            "--queue must be one word without blanks and quotes, found \"q;rm\"");
    assertThat(run(command, "sge").message().lines())
        .containsExactly(
            "give --np before the two hyphens, not behind them",
            "--requeue-code is what the script itself says to the program");
  }

  /** Bash's arithmetic runs commands in what it takes for a number. */
  @ParameterizedTest
  @CsvSource({
    "sge, NSLOTS",
    "sge, NHOSTS",
    "sge, SGE_TASK_ID",
    "sge, MPJ_LDA_TASK",
    "pbs, PBS_ARRAY_INDEX",
    "slurm, SLURM_NTASKS",
    "slurm, SLURM_ARRAY_TASK_ID"
  })
  void variablesOfTheBatchSystemAreDigits(String system, String variable, @TempDir Path folder)
      throws Exception {
    CommandRun made =
        run(
            List.of("--", "train", "--threads", "2", "--corpus", "c.txt", "--output", "m"),
            system,
            "--np",
            "2",
            "--array",
            "topics=2,3",
            "--program",
            "/bin/true");
    Path script = Files.writeString(folder.resolve("job"), made.out());
    Path proof = folder.resolve("proof");
    ProcessBuilder job = new ProcessBuilder("bash", script.toString()).redirectErrorStream(true);
    job.environment().put("PBS_O_WORKDIR", folder.toString());
    job.environment().put("SGE_TASK_ID", "1");
    job.environment().put("PBS_ARRAY_INDEX", "1");
    job.environment().put("SLURM_ARRAY_TASK_ID", "1");
    job.environment().put(variable, "a[$(touch " + proof + ")]");
    Process process = job.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isEqualTo(2);
    assertThat(said).contains("expected a number");
    assertThat(proof).doesNotExist();
  }
}
