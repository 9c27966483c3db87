package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import mpjlda.cluster.console.StableMessages;
import org.junit.jupiter.api.Assumptions;

/**
 * A real batch system on this machine, set up by a script in src/test/scripts, and a copy of the
 * program that the ordinary user who submits can read.
 */
final class BatchBed implements AutoCloseable {
  static final boolean FULL = Boolean.getBoolean("mpjlda.full");

  private static final String CORPUS = "src/samples/songs.txt";
  private static final String USER = "mpjlda-test";
  private static final Path SCRIPTS = Path.of("src/test/scripts").toAbsolutePath();

  /** Iterations that take about a tenth of a second, and do not end by themselves. */
  static final String SLOW =
      "--algorithm batch --alpha 0.1 --eta 0.01 --estep-iterations 100 --estep-tolerance 0"
          + " --tolerance 0";

  private final String script;
  private final boolean startedHere;
  private final Map<String, String> environment = new TreeMap<>();
  private final List<String> prefix = new ArrayList<>();
  private Optional<NamespaceHosts> hosts = Optional.empty();

  /** The user's working folder: the project's tree as far as a job needs it. */
  final Path tree;

  private BatchBed(String script, boolean startedHere, Path tree) {
    this.script = script;
    this.startedHere = startedHere;
    this.tree = tree;
    environment.put("PATH", System.getenv("PATH"));
    environment.put("HOME", "/home/" + USER);
    environment.put("USER", USER);
    environment.put("LC_ALL", "C.UTF-8");
  }

  /** Skips the test where the batch system is not available, or was not asked for. */
  static BatchBed start(String script) throws IOException {
    NamespaceHosts.assumeClustersAreAskedFor();
    Program.Result started = run(SCRIPTS.resolve(script).toString(), "start");
    Assumptions.assumeTrue(started.exitCode() != 77, started.err());
    assertThat(started.exitCode()).as("%s start: %s", script, started).isZero();
    Path tree = Files.createTempDirectory(Path.of("/var/tmp"), "mpjlda-batch");
    Files.setPosixFilePermissions(tree, PosixFilePermissions.fromString("rwxr-xr-x"));
    String[] words = started.out().strip().split(" ", -1);
    BatchBed bed = new BatchBed(script, words[0].equals("started"), tree);
    for (String variable : Arrays.asList(words).subList(1, words.length)) {
      int equals = variable.indexOf('=');
      bed.environment.put(variable.substring(0, equals), variable.substring(equals + 1));
    }
    bed.findHosts();
    bed.copyTree();
    return bed;
  }

  /** The user may be on a host of its own, from which others are reached. */
  private void findHosts() throws IOException {
    String host = environment.remove("BED_HOST");
    if (host != null) {
      NamespaceHosts found = NamespaceHosts.started();
      prefix.addAll(found.on(host, List.of()).command());
      hosts = Optional.of(found);
    }
  }

  /** Brings back hosts and daemons that a test has ended. */
  void restore() {
    checked(SCRIPTS.resolve(script).toString(), "start");
  }

  /** The hosts, if the batch system has several. */
  Optional<NamespaceHosts> hosts() {
    return hosts;
  }

  private void copyTree() throws IOException {
    Files.createDirectories(tree.resolve("src/main"));
    Files.createDirectories(tree.resolve("target"));
    checked("cp", "-r", "bin", "pom.xml", tree.toString());
    checked("cp", "-r", "src/samples", tree.resolve("src").toString());
    checked("cp", "-rL", Program.MPJ_HOME.toString(), tree.resolve("target/mpj-home").toString());
    // Last, so that it is newer than the sources.
    checked("cp", Program.JAR.toString(), tree.resolve("target/mpj-lda.jar").toString());
    checked("chown", "-R", USER + ":", tree.toString());
  }

  /** Runs a command as the ordinary user, in the tree. */
  Program.Result asUser(String... command) {
    return Program.run(asUserBuilder(command));
  }

  ProcessBuilder asUserBuilder(String... command) {
    List<String> words = new ArrayList<>(prefix);
    words.addAll(List.of("setpriv", "--reuid", USER, "--regid", USER, "--init-groups", "--"));
    words.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(words).directory(tree.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return NamespaceHosts.withBed(builder);
  }

  /** As {@link #asUser}; what it prints, if it ends well. */
  String user(String... command) {
    Program.Result result = asUser(command);
    assertThat(result.exitCode()).as("%s: %s", List.of(command), result).isZero();
    return result.out();
  }

  /**
   * Writes a job script for the sample into the tree.
   *
   * @param options of job-script, separated by blanks; the corpus is put behind them
   */
  void script(String file, String options) throws IOException {
    Files.writeString(
        tree.resolve(file), user(mpjLda("job-script " + options + " --corpus " + CORPUS)));
  }

  /**
   * The checkpoint in a folder is good: the same command with one iteration more goes on from it.
   *
   * @param training the command, up to the number of iterations
   */
  void goesOn(String training, String output) throws IOException {
    long done = read(output + "/metrics.jsonl").lines().count();
    Program.Result result =
        asUser(mpjLda(training + (done + 1) + " --resume require --corpus " + CORPUS));
    assertThat(result.exitCode()).as("%s", result).isZero();
    assertThat(result.err()).contains(StableMessages.RESUMED + "iteration " + done);
  }

  /**
   * A run of {@link #programOfTwoSlots} was stopped by its own time limit and then finished; with
   * {@code mpjlda.full} the model is, byte for byte, that of a run that nothing has disturbed.
   *
   * @param ranks of the run
   * @param training the command without output and number of iterations
   * @param said the logs of all its slots
   */
  void finishedInTwoSlots(int ranks, String training, String output, String said)
      throws IOException {
    assertThat(said)
        .contains("ranks    " + ranks + " with", "--max-time would pass", StableMessages.RESUMED)
        .doesNotContain("SIG");
    assertThat(read(output + "/model.json")).contains("\"complete\" : true");
    long done = read(output + "/metrics.jsonl").lines().count();
    assertThat(done).isEqualTo(Long.parseLong(read(output + ".total").strip()));
    if (FULL) {
      hasTheBytesOfOneRank(training + " --iterations " + done, output);
    }
  }

  /** Soon there is none of the tree's processes, on whatever host. */
  void nothingIsLeft() throws Exception {
    await(
        "the end of all processes",
        "",
        () ->
            ProcessHandle.allProcesses()
                .map(process -> NamespaceHosts.commandLine(process.pid()))
                .noneMatch(line -> line.contains(tree.toString()) && line.contains("java")));
  }

  /** An array job has left a whole model for each number of topics. */
  void sweptTopics(String output, int... numbers) throws IOException {
    for (int topics : numbers) {
      String model = output + "/topics-" + topics;
      user("bin/mpj-lda", "info", model, "--verify");
      assertThat(read(model + "/model.json")).contains("\"complete\" : true", "\"K\" : " + topics);
    }
  }

  private static String[] mpjLda(String arguments) {
    return ("bin/mpj-lda " + arguments).split(" ", -1);
  }

  /**
   * A program for {@code --program} that has more to do than its first slot has time for, and three
   * iterations more from then on: however fast this machine is, it takes two slots at least.
   *
   * @param output the model's folder
   */
  void programOfTwoSlots(String file, String output) throws IOException {
    String text =
        """
        #!/bin/bash
        if [[ ! -e OUTPUT/metrics.jsonl ]]; then
          exec bin/mpj-lda "$@" --iterations 1000000
        fi
        if [[ ! -e OUTPUT.total ]]; then
          echo $(($(wc -l <OUTPUT/metrics.jsonl) + 3)) >OUTPUT.total
        fi
        exec bin/mpj-lda "$@" --iterations "$(<OUTPUT.total)"
        """;
    Path program = Files.writeString(tree.resolve(file), text.replace("OUTPUT", output));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  String read(String file) throws IOException {
    Path path = tree.resolve(file);
    return Files.exists(path) ? Files.readString(path) : "";
  }

  /** Waits until it holds; fails with the text of the job's log if it never does. */
  void await(String what, String log, Callable<Boolean> condition) {
    Await.until(condition, () -> what + "\n" + read(log));
  }

  /** The model has the bytes of an undisturbed run on this host alone. */
  void hasTheBytesOfOneRank(String training, String output) throws IOException {
    String whole = output + "-whole";
    user(mpjLda(training + " -q --launcher local --output " + whole + " --corpus " + CORPUS));
    assertThat(tree.resolve(output + "/lambda.npy"))
        .as(() -> modelOf(output))
        .hasSameBinaryContentAs(tree.resolve(whole + "/lambda.npy"));
  }

  private String modelOf(String output) {
    try {
      return read(output + "/model.json") + read(output + "/logs/rank-0000.log");
    } catch (IOException e) {
      return e.toString();
    }
  }

  /**
   * Waits until the run has gone on from a checkpoint by an iteration.
   *
   * @param said what the job has said so far, in all slots
   */
  void awaitNextSlot(Callable<String> said) throws Exception {
    await(
        "an iteration of the next slot",
        "",
        () -> {
          String text = said.call();
          return text.contains(StableMessages.RESUMED)
              && text.substring(text.indexOf(StableMessages.RESUMED)).contains("\niteration ");
        });
  }

  private static void checked(String... command) {
    Program.Result result = run(command);
    assertThat(result.exitCode()).as("%s: %s", List.of(command), result).isZero();
  }

  private static Program.Result run(String... command) {
    return Program.run(NamespaceHosts.withBed(new ProcessBuilder(command)));
  }

  @Override
  public void close() {
    if (startedHere) {
      run(SCRIPTS.resolve(script).toString(), "stop");
    }
    checked("rm", "-rf", tree.toString());
  }
}
