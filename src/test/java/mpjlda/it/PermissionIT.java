package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import mpjlda.cluster.console.StableMessages;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Trainings of an ordinary user who may not write, from the start or from some moment on. */
class PermissionIT {
  /** {@code nobody} on Debian and most others. */
  private static final String USER = "65534";

  @TempDir private Path folder;

  private Path jar;
  private Path model;

  @BeforeEach
  void openToAll() throws IOException {
    assumeThat(System.getProperty("user.name"))
        .as("becoming another user needs root")
        .isEqualTo("root");
    assumeThat(Path.of("/usr/bin/setpriv")).as("needs setpriv").exists();
    set(folder, "rwxrwxrwx");
    // The build's folder may be closed to others.
    jar = Files.copy(Program.JAR, folder.resolve("mpj-lda.jar"));
    model = folder.resolve("model");
  }

  private static void set(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private ProcessBuilder command(String... more) {
    List<String> command =
        new ArrayList<>(List.of("/usr/bin/setpriv", "--reuid", USER, "--regid", USER));
    command.add("--clear-groups");
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Dmpjlda.jar=" + jar));
    command.addAll(List.of("-cp", jar.toString(), "mpjlda.app.cli.Main", "train"));
    command.addAll(List.of("--corpus", sample().toString(), "--tolerance", "0"));
    command.addAll(List.of("--output", model.toString(), "--max-restarts", "0"));
    command.addAll(List.of(more));
    command.addAll(Program.unlessGiven(command.subList(command.indexOf("train"), command.size())));
    return new ProcessBuilder(command).directory(folder.toFile());
  }

  private Path sample() {
    try {
      Path copy = folder.resolve("songs.txt");
      return Files.exists(copy) ? copy : Files.copy(Program.SAMPLE, copy);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void assertRefused(Program.Result result, Path path) {
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(70);
    assertThat(result.err()).contains(path.toString()).doesNotContain("\tat ", "unexpected");
    assertThat(result.err().toLowerCase(java.util.Locale.ROOT))
        .containsAnyOf("permission denied", "accessdenied", "read-only");
  }

  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void aFolderThatCannotBeMade() throws IOException {
    set(folder, "rwxr-xr-x");
    assertRefused(Program.run(command("-k", "9", "--iterations", "3")), model);
  }

  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void aFolderThatCannotBeWritten() throws IOException {
    Files.createDirectory(model);
    assertRefused(Program.run(command("-k", "9", "--iterations", "3")), model);
  }

  @Test
  void aFolderThatCannotBeWrittenBesideItsLogs() throws IOException {
    Files.createDirectory(model);
    assertRefused(
        Program.run(
            command(
                "-k", "9", "--iterations", "3", "--rank-logs", folder.resolve("logs").toString())),
        model);
  }

  /** The checkpoints fail with warnings, then the model with an error; then it may write again. */
  @Test
  void aFolderThatIsClosedWhileItRuns() throws Exception {
    Process process =
        command("--iterations", "40", "--checkpoint-every", "10", "-k", "40")
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    Path err = folder.resolve("err");
    Await.text(process, err, "iteration 12/");
    Path checkpoints = model.resolve("checkpoint");
    set(checkpoints, "r-xr-xr-x");
    set(model, "r-xr-xr-x");
    assertThat(Await.exitCode(process, () -> Files.readString(err)))
        .as(Files.readString(err))
        .isEqualTo(70);
    assertThat(Files.readString(err))
        .contains(StableMessages.NO_CHECKPOINT + "iteration ", checkpoints.toString())
        .contains("permission denied", "cannot write " + model.resolve("lambda.npy"))
        .doesNotContain("\tat ");
    set(checkpoints, "rwxr-xr-x");
    set(model, "rwxr-xr-x");
    Program.Result again = Program.run(command("--iterations", "40", "-k", "40"));
    assertThat(again.exitCode()).as(again.toString()).isZero();
    assertThat(again.err()).contains(StableMessages.RESUMED + "iteration ");
    assertThat(Files.readAllLines(model.resolve("metrics.jsonl"))).hasSize(40);
  }
}
