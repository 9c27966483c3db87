package mpjlda.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A training under way, with its launcher and ranks in reach. Its model goes to {@code model} in
 * the given folder.
 */
final class RunningTraining {
  private final Path folder;
  private final Process launcher;

  private RunningTraining(Path folder, Process launcher) {
    this.folder = folder;
    this.launcher = launcher;
  }

  /** Trains on the sample, without end unless {@code more} says otherwise. */
  static RunningTraining start(Path folder, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of("train", "--tolerance", "0", "--output", folder.resolve("model").toString()));
    arguments.addAll(List.of(more));
    addUnlessThere(arguments, "--corpus", Program.SAMPLE.toString());
    addUnlessThere(arguments, "--iterations", "1000000");
    addUnlessThere(arguments, "-k", "12");
    // They take the least time to start, and SameBytesIT says that the bytes are the same.
    addUnlessThere(arguments, "--kernel", "scalar");
    addUnlessThere(arguments, "--java-options", "-XX:TieredStopAtLevel=1");
    return startCommand(folder, arguments);
  }

  /** Any command; what it says goes to {@code out} and {@code err} in the folder. */
  static RunningTraining startCommand(Path folder, List<String> arguments) throws IOException {
    Process launcher =
        new Program()
            .builder(arguments.toArray(String[]::new))
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    return new RunningTraining(folder, launcher);
  }

  private static void addUnlessThere(List<String> arguments, String name, String value) {
    if (!arguments.contains(name)) {
      arguments.addAll(List.of(name, value));
    }
  }

  Process launcher() {
    return launcher;
  }

  String err() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  List<ProcessHandle> processes() {
    return launcher.descendants().toList();
  }

  /** The process of a rank, if it is running. */
  Optional<ProcessHandle> rank(int rank) {
    return launcher
        .descendants()
        .filter(
            process ->
                List.of(process.info().arguments().orElse(new String[0]))
                    .contains("-Dmpjlda.rank=" + rank))
        .findFirst();
  }

  ProcessHandle runningRank(int rank) throws IOException {
    String said = err();
    return rank(rank).orElseThrow(() -> new AssertionError("no rank " + rank + " runs\n" + said));
  }

  void awaitIteration(int iteration) {
    awaitText("iteration " + iteration + "/");
  }

  void awaitText(String text) {
    awaitPattern(Pattern.quote(text));
  }

  void awaitPattern(String regex) {
    Pattern pattern = Pattern.compile(regex);
    Await.whileRunning(launcher, () -> pattern.matcher(err()).find(), this::err);
  }

  void signal(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, "" + launcher.pid()).start().waitFor();
  }

  /** Waits for the launcher's end and gives its exit code. */
  int exitCode() {
    return Await.exitCode(launcher, this::err);
  }
}
