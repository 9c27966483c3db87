package mpjlda.cluster.launch.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import mpjlda.cluster.launch.protocol.HostName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same ranks under MPJ Express's own starter and daemon, which supervise nothing. */
class MpjrunIT {
  private static final String HOST = HostName.local();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"multicore, 1", "multicore, 3", "niodev, 1", "niodev, 3"})
  void messagesGoRound(String device, int ranks) throws Exception {
    String output = mpjrun(device, ranks, "ring", "3000000");

    long sum = 3_000_000L * 2_999_999 / 2 + 3_000_000L * ranks * (ranks + 1) / 2;
    assertThat(output).contains("ring " + ranks + " " + sum + "\n").doesNotContain("failed");
  }

  @ParameterizedTest
  @CsvSource({
    "multicore, throw, computing, java.lang.IllegalStateException: a defect",
    "multicore, thread, receive, java.lang.IllegalStateException: a defect",
    "niodev, throw, computing, java.lang.IllegalStateException: a defect",
    "niodev, thread, receive, java.lang.IllegalStateException: a defect",
    "niodev, memory, computing, out of memory",
    "niodev, hold, computing, out of memory",
  })
  void failureOfOneRankEndsAllAndIsTold(String device, String how, String place, String reason)
      throws Exception {
    String output = mpjrun(device, 3, "die", how, place, "1");

    assertThat(output)
        .contains("rank 1 on " + HOST + " failed in the E-step of iteration 12: " + reason);
    if (device.equals("niodev")) {
      assertThat(output)
          .contains("rank 0 ended because another rank's connection closed")
          .contains("rank 2 ended because another rank's connection closed");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "exit, receive",
    "halt, receive",
    "kill, receive",
    "term, receive",
    "kill, exchanging"
  })
  void silentDeathOfOneRankEndsAll(String how, String place) throws Exception {
    String output = mpjrun("niodev", 3, "die", how, place, "1");

    // A rank that was just sending may learn it from that first.
    assertThat(output)
        .containsPattern("rank 0 (ended because another rank's connection closed|on .* failed)")
        .contains("rank 2 ended because another rank's connection closed");
  }

  @ParameterizedTest
  @CsvSource({"multicore, -1", "niodev, -1", "multicore, 2", "niodev, 2"})
  void mistakeOfTheUserIsToldOnce(String device, String rank) throws Exception {
    String output = mpjrun(device, 3, "die", "usage", "computing", rank);

    assertThat(output).containsOnlyOnce("--topics must be at least 2, found 1");
  }

  private String mpjrun(String device, int ranks, String... program) throws Exception {
    String classPath =
        RankFixture.classPathWithoutMpj().stream()
            .map(entry -> entry.toAbsolutePath().toString())
            .collect(Collectors.joining(":"));
    List<String> command = new ArrayList<>(List.of("-Xmx64m", "-cp", classPath));
    command.add(RankFixture.class.getName());
    command.addAll(List.of(program));
    try (Mpjrun mpjrun = new Mpjrun(folder)) {
      return mpjrun.run(device, ranks, command);
    }
  }
}
