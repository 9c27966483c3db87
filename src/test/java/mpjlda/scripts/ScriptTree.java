package mpjlda.scripts;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import mpjlda.it.Await;

/**
 * A copy of what the scripts need, in a folder of its own, with a program of a few lines in the
 * real one's place: {@code args} and properties go to stdout, {@code exit N} ends with N, {@code
 * sleep} waits to be ended.
 */
final class ScriptTree {
  private static final Path PROJECT = Path.of("").toAbsolutePath();
  private static final Path MAIN = Path.of("src/main/java/mpjlda/app/cli/Main.java");
  private static final String PROGRAM =
      """
      package mpjlda.app.cli;

      public final class Main {
        private Main() {}

        public static void main(String[] arguments) throws InterruptedException {
          System.out.println("%s [" + String.join("|", arguments) + "]");
          for (String name : new String[] {"mpjlda.terminal", "mpjlda.mpj.home", "mpjlda.jar"}) {
            System.out.println(name + "=" + System.getProperty(name));
          }
          if (arguments.length > 1 && arguments[0].equals("exit")) {
            System.exit(Integer.parseInt(arguments[1]));
          }
          if (arguments.length > 0 && arguments[0].equals("sleep")) {
            Thread.sleep(3_600_000);
          }
        }
      }
      """;

  /** What a script said and how it ended. */
  record Result(int exitCode, String out, String err) {}

  final Path root;

  /** All that the scripts see of the environment. */
  final Map<String, String> environment = new TreeMap<>();

  /** One line for each call of a {@link #fake}: its name and arguments. */
  final Path calls;

  private final Path scratch;

  /** Without a jar. Sources are two hours old. */
  ScriptTree(Path folder, String name) throws IOException {
    scratch = folder;
    root = folder.resolve(name);
    calls = folder.resolve("calls");
    for (String part :
        List.of("bin", ".ci", ".mvn", "pom.xml", "LICENSE", "src/mpj-api", "src/main/licenses")) {
      copy(PROJECT.resolve(part), root.resolve(part));
    }
    writeProgram("stub");
    age(root, Instant.now().minusSeconds(7200));
    environment.put("PATH", System.getenv("PATH"));
    environment.put("HOME", System.getProperty("user.home"));
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("CALLS", calls.toString());
    environment.put("MPJ_HOME", mpjHomeOfThisBuild().toString());
  }

  /** The one that this very build compiles against. */
  static Path mpjHomeOfThisBuild() {
    return Path.of(System.getProperty("mpj.home", PROJECT.resolve("target/mpj-home").toString()));
  }

  void writeProgram(String greeting) throws IOException {
    Files.createDirectories(root.resolve(MAIN).getParent());
    Files.writeString(root.resolve(MAIN), PROGRAM.formatted(greeting));
  }

  Path main() {
    return root.resolve(MAIN);
  }

  Path jar() {
    return root.resolve("target/mpj-lda.jar");
  }

  /** A jar of the program, an hour old, made without Maven. */
  ScriptTree withJar() throws IOException {
    Path classes = Files.createDirectories(scratch.resolve("classes"));
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "--release", "17", "-d", classes.toString(), main().toString());
    if (result != 0) {
      throw new IllegalStateException("javac ended with " + result);
    }
    Files.createDirectories(root.resolve("target"));
    String entry = "mpjlda/app/cli/Main.class";
    try (OutputStream file = Files.newOutputStream(jar());
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new JarEntry(entry));
      out.write(Files.readAllBytes(classes.resolve(entry)));
    }
    Files.setLastModifiedTime(jar(), FileTime.from(Instant.now().minusSeconds(3600)));
    return this;
  }

  /** A program of that name, first in PATH, that records its calls and then does as told. */
  void fake(String name, String body) throws IOException {
    Path folder = Files.createDirectories(scratch.resolve("fakes"));
    String record = "#!/bin/bash\necho \"%s $*\" >>\"$CALLS\"\n".formatted(name);
    executable(folder.resolve(name), record + body + "\n");
    String path = environment.get("PATH");
    if (!path.startsWith(folder + ":")) {
      environment.put("PATH", folder + ":" + path);
    }
  }

  /** From now on PATH has the tools that the scripts use, and neither Java nor Maven nor apt. */
  void onlyBasicTools() throws IOException {
    Path folder = Files.createDirectories(scratch.resolve("tools"));
    for (String tool :
        "bash cat chmod cp find flock grep mkdir mv readlink rm sed tail touch".split(" ")) {
      executable(folder.resolve(tool), "#!/bin/sh\nexec /usr/bin/%s \"$@\"\n".formatted(tool));
    }
    environment.put("PATH", folder.toString());
  }

  List<String> callsMade() throws IOException {
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  /** Starts {@code bin/mpj-lda} in the scratch folder. */
  Result mpjLda(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(root.resolve("bin/mpj-lda").toString()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  Result run(List<String> command) throws Exception {
    Path out = Files.createTempFile(scratch, "out", ".txt");
    Path err = Files.createTempFile(scratch, "err", ".txt");
    Process process = start(command, out, err);
    int exitCode = Await.exitCode(process, () -> command + "\n" + Files.readString(err));
    return new Result(exitCode, Files.readString(out), Files.readString(err));
  }

  Process start(List<String> command, Path out, Path err) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(scratch.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
  }

  static void executable(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        if (!Files.isDirectory(file)) {
          Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  private static void age(Path folder, Instant time) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.setLastModifiedTime(file, FileTime.from(time));
      }
    }
  }
}
