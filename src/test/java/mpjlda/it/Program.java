package mpjlda.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Starts target/mpj-lda.jar as bin/mpj-lda does, and collects what it says. */
final class Program {
  static final Path JAR =
      Path.of(System.getProperty("mpjlda.jar", "target/mpj-lda.jar")).toAbsolutePath();
  static final Path MPJ_HOME = Path.of("target/mpj-home").toAbsolutePath();
  static final Path SAMPLE = Path.of("src/samples/songs.txt").toAbsolutePath();
  static final Path SHARED = Path.of("../shared/data").toAbsolutePath().normalize();

  /** What a finished run left. */
  record Result(int exitCode, String out, String err) {
    @Override
    public String toString() {
      return "exit code " + exitCode + "\n--- stdout\n" + out + "\n--- stderr\n" + err;
    }
  }

  private Path java = Path.of(System.getProperty("java.home"), "bin", "java");
  private Path jar = JAR;
  private final Map<String, String> environment = new HashMap<>();

  /** Another copy of the program. */
  Program withJar(Path file) {
    this.jar = file;
    return this;
  }

  Program withJava(Path javaHome) {
    this.java = javaHome.resolve("bin/java");
    return this;
  }

  Program withEnvironment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** All JDKs of this machine, 17 and later. */
  static List<Path> javaHomes() {
    try (Stream<Path> homes = Files.list(Path.of("/usr/lib/jvm"))) {
      return homes
          .filter(home -> !Files.isSymbolicLink(home))
          .filter(home -> Files.isExecutable(home.resolve("bin/java")))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of(Path.of(System.getProperty("java.home")));
    }
  }

  ProcessBuilder builder(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(unlessGiven(all));
    return asTyped(all.toArray(String[]::new));
  }

  /** The program with these arguments alone, and so the defaults of all others. */
  ProcessBuilder asTyped(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(ClassArchive.OPTIONS);
    command.add("-Dmpjlda.mpj.home=" + MPJ_HOME);
    command.add("-Dmpjlda.jar=" + jar);
    command.add("-cp");
    command.add(
        String.join(
            ":",
            jar.toString(),
            MPJ_HOME.resolve("lib/mpj.jar").toString(),
            MPJ_HOME.resolve("lib/log4j-1.2.jar").toString()));
    command.add("mpjlda.app.cli.Main");
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder;
  }

  /**
   * Batch training with fixed priors, where a test does not say otherwise: its numbers are those of
   * the paper, and it is learned in few iterations.
   */
  static List<String> unlessGiven(List<String> arguments) {
    List<String> more = new ArrayList<>();
    String command = arguments.isEmpty() ? "" : arguments.get(0);
    boolean trains = command.equals("train");
    if ((trains || command.equals("tune")) && !arguments.contains("--help")) {
      add("--algorithm", "batch", arguments, more);
    }
    boolean ofModel = arguments.stream().anyMatch(word -> word.startsWith("--initial-model"));
    if (trains && !ofModel && !arguments.contains("--help")) {
      add("--alpha", "0.1", arguments, more);
      add("--eta", "0.01", arguments, more);
    }
    return more;
  }

  private static void add(String name, String value, List<String> given, List<String> to) {
    if (given.stream().noneMatch(word -> word.equals(name) || word.startsWith(name + "="))) {
      to.addAll(List.of(name, value));
    }
  }

  Result run(String... arguments) {
    return run(builder(arguments));
  }

  static Result run(ProcessBuilder builder) {
    try {
      Path out = Files.createTempFile("mpjlda", ".out");
      Path err = Files.createTempFile("mpjlda", ".err");
      Process process =
          builder
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      int exitCode =
          Await.exitCode(process, () -> builder.command() + "\n" + Files.readString(err));
      Result result =
          new Result(
              exitCode,
              Files.readString(out, StandardCharsets.UTF_8),
              Files.readString(err, StandardCharsets.UTF_8));
      Files.delete(out);
      Files.delete(err);
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
