package mpjlda.cluster.launch.supervisor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import mpjlda.it.Await;

/** The processes of this machine. */
public final class Processes {
  private Processes() {}

  public static final Path MPJ_HOME = Path.of("target", "mpj-home").toAbsolutePath();

  /** Options of virtual machines that are to start fast and compute little. */
  public static final List<String> FAST_START =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  /** Those with the text in their command lines; zombies have none. */
  public static List<String> with(String marker) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      for (Path process : all.toList()) {
        String id = process.getFileName().toString();
        if (id.chars().allMatch(Character::isDigit)) {
          String command = commandLine(process);
          if (command.contains(marker)) {
            found.add(id + " " + command);
          }
        }
      }
    }
    return found;
  }

  /** Gives processes that are about to end the time for it; returns those that do not. */
  public static List<String> leftWith(String marker) throws IOException {
    for (int i = 0; i < 300 && !with(marker).isEmpty(); i++) {
      Await.letPass(Duration.ofMillis(200));
    }
    return with(marker);
  }

  /** Ends what a failed test has left, so that it does not disturb others. */
  public static void end(List<String> processes) {
    for (String process : processes) {
      ProcessHandle.of(Long.parseLong(process.split(" ")[0]))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private static String commandLine(Path process) {
    try {
      return new String(Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.UTF_8)
          .replace('\0', ' ');
    } catch (IOException e) {
      return "";
    }
  }
}
