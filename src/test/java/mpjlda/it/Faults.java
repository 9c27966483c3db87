package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Processes whose N-th call that changes a file kills them or fails, by the library that {@code
 * faults.c} becomes. Needs a C compiler and a dynamic linker that preloads.
 */
final class Faults {
  static final int NO_SPACE = 28;
  static final int IO_ERROR = 5;

  /** Only ranks of a first attempt have this on their command line. */
  static final String FIRST_ATTEMPT = "-Dmpjlda.attempt=0";

  /** Only launchers have this. */
  static final String LAUNCHER = "-Dmpjlda.mpj.home=";

  private final Path library;

  private Faults(Path library) {
    this.library = library;
  }

  /** Builds the library in the folder; skips the test where that cannot be done. */
  static Faults build(Path folder) throws IOException, InterruptedException {
    Path source = folder.resolve("faults.c");
    Path library = folder.resolve("faults.so");
    try (InputStream in = Faults.class.getResourceAsStream("faults.c")) {
      Files.copy(in, source);
    }
    Path said = folder.resolve("cc.out");
    try {
      Process cc =
          new ProcessBuilder(
                  "cc",
                  "-shared",
                  "-fPIC",
                  "-O1",
                  "-o",
                  library.toString(),
                  source.toString(),
                  "-ldl")
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      Await.exitCode(cc, () -> "cc");
      assertThat(cc.exitValue()).as(Files.readString(said)).isZero();
    } catch (IOException e) {
      assumeThat(false).as("needs a C compiler (cc): " + e.getMessage()).isTrue();
    }
    return new Faults(library);
  }

  /**
   * What happens.
   *
   * @param process a text on the command line of the processes that it is about
   * @param at the call that is hit, from 1; 0 for none
   * @param error what it fails with; 0 to kill the process
   * @param on whether later calls that add to the disk fail as well
   */
  record Fault(String process, int at, int error, boolean on) {}

  /** Has the command suffer it on files below the folder. */
  ProcessBuilder into(ProcessBuilder command, Path folder, Fault fault) {
    command
        .environment()
        .putAll(
            Map.of(
                "LD_PRELOAD", library.toString(),
                "FAULT_FOLDER", folder.toString(),
                "FAULT_PROCESS", fault.process(),
                "FAULT_AT", Integer.toString(fault.at()),
                "FAULT_ERRNO", Integer.toString(fault.error()),
                "FAULT_ON", fault.on() ? "1" : "0",
                "FAULT_TRACE", folder.resolveSibling(folder.getFileName() + ".trace").toString()));
    return command;
  }

  /** The calls that were counted in a folder's run, as {@code name path}. */
  static List<String> calls(Path folder) throws IOException {
    Path trace = folder.resolveSibling(folder.getFileName() + ".trace");
    return Files.exists(trace)
        ? Files.readAllLines(trace).stream().map(l -> l.substring(l.indexOf(' ') + 1)).toList()
        : List.of();
  }
}
