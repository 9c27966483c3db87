package mpjlda.cluster.launch.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import mpjlda.cluster.console.StableMessages;
import mpjlda.cluster.launch.remote.ProgramPlan;
import mpjlda.it.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A supervisor in a process of its own, which is ended while its ranks wait for one another. */
class SupervisorDeathIT {
  private final String marker = UUID.randomUUID().toString();

  @TempDir Path folder;

  @AfterEach
  void noProcessIsLeft() throws Exception {
    List<String> left = Processes.leftWith(marker);
    Processes.end(left);
    assertThat(left).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"KILL, 137", "TERM, 143", "INT, 130", "HUP, 129"})
  void ranksEndWithTheirSupervisor(String signal, int status) throws Exception {
    Path err = folder.resolve("err");
    Process supervisor = start(err);
    try (BufferedReader out = supervisor.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).as(() -> read(err)).isEqualTo("blocking");
      assertRanksIgnoreTheTerminal();

      // To the whole process group, as a terminal does at Ctrl-C; but only the supervisor is
      // killed. These ranks never come to a good place for a stop: it takes a second signal.
      boolean group = !signal.equals("KILL") && !signal.equals("TERM");
      String target = (group ? "-" : "") + supervisor.pid();
      for (int i = 0; i < (signal.equals("KILL") ? 1 : 2); i++) {
        new ProcessBuilder("kill", "-s", signal, "--", target).start().waitFor();
        if (i == 0 && !signal.equals("KILL")) {
          Await.text(supervisor, err, "SIG" + signal + ": " + StableMessages.STOPPING);
          // Sooner it would count as the same signal.
          Await.letPass(Duration.ofNanos(2 * StopControl.SAME_NANOS));
        }
      }

      assertThat(supervisor.waitFor()).isEqualTo(status);
      assertThat(out.lines().collect(Collectors.toList())).isEmpty();
    }
    if (signal.equals("KILL")) {
      assertThat(Processes.leftWith("-Dmarker=" + marker)).isEmpty();
    } else {
      // The supervisor has waited for its ranks.
      assertThat(Processes.with("-Dmarker=" + marker)).isEmpty();
      assertThat(read(err)).endsWith("\nStopped: all ranks have ended.\n");
    }
  }

  /** Signals to the group reach ranks as well, but it is the supervisor who ends them. */
  private void assertRanksIgnoreTheTerminal() throws Exception {
    List<String> ranks = Processes.with("-Dmarker=" + marker);
    assertThat(ranks).hasSize(3);
    for (String rank : ranks) {
      String id = rank.split(" ")[0];
      new ProcessBuilder("kill", "-s", "INT", id).start().waitFor();
      new ProcessBuilder("kill", "-s", "HUP", id).start().waitFor();
      new ProcessBuilder("kill", "-s", "TERM", id).start().waitFor();
    }
    Await.letPass(Duration.ofSeconds(1));
    assertThat(Processes.with("-Dmarker=" + marker)).isEqualTo(ranks);
  }

  private Process start(Path err) throws Exception {
    // A group of its own, and signals as a terminal's shell would set them.
    List<String> command =
        new ArrayList<>(List.of("setsid", "env", "--default-signal=INT,HUP,TERM"));
    ProgramPlan self = RankFixture.program(List.of());
    command.add(self.java().toString());
    command.add("-cp");
    command.add(self.classPath().stream().map(Path::toString).collect(Collectors.joining(":")));
    command.add(self.mainClass());
    command.addAll(List.of("supervise", "3", Processes.MPJ_HOME.toString(), marker, "block"));
    return new ProcessBuilder(command).redirectError(err.toFile()).start();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }
}
