package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mpjlda.cluster.launch.supervisor.Mpjrun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain {@code mpjrun … -jar target/mpj-lda.jar train …}. */
class MpjrunTrainIT {
  @TempDir private Path folder;

  private List<String> train(String corpus, String output) {
    return List.of(
        "-jar",
        Program.JAR.toString(),
        "train",
        "--corpus",
        corpus,
        "--algorithm",
        "batch",
        "--alpha",
        "0.1",
        "--eta",
        "0.01",
        "-k",
        "5",
        "--iterations",
        "6",
        "--tolerance",
        "0",
        "--output",
        folder.resolve(output).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"multicore", "niodev"})
  void givesTheBytesOfOurOwnLauncher(String device) throws Exception {
    String sample = Program.SAMPLE.toString();
    String output;
    try (Mpjrun mpjrun = new Mpjrun(folder)) {
      output = mpjrun.run(device, 3, train(sample, "by mpjrun"));
    }
    assertThat(output).contains("iteration 6/6", "ranks    3 with", "topic ");
    List<String> own = train(sample, "by us");
    Program.Result result = new Program().run(own.subList(2, own.size()).toArray(String[]::new));
    assertThat(result.exitCode()).as(result.toString()).isZero();
    assertThat(folder.resolve("by mpjrun/lambda.npy"))
        .hasSameBinaryContentAs(folder.resolve("by us/lambda.npy"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"multicore", "niodev"})
  void badInputEndsAllRanksWithItsMessage(String device) throws Exception {
    Path corpus = folder.resolve("bad.txt");
    Files.writeString(corpus, "%a,b\nT1,1,1:1\nT2,2,7:1\n");
    String output;
    try (Mpjrun mpjrun = new Mpjrun(folder)) {
      output = mpjrun.run(device, 3, train(corpus.toString(), "model"));
    }
    assertThat(output).containsOnlyOnce(corpus + ":3: ");
    assertThat(folder.resolve("model/model.json")).doesNotExist();
  }

  /** As mpjrun does when a host is slow: it opens its port after it has started the first ranks. */
  @Test
  void ranksWaitForAStarterThatListensLate() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    String configuration =
        "#Number of Processes;1;#Protocol Switch Limit;131072;#Server Name;127.0.0.1;#Server Port;"
            + port;
    List<String> command = new ArrayList<>(new Program().builder().command());
    command.set(command.indexOf("-cp") + 1, Program.JAR + ":" + Program.MPJ_HOME + "/lib/*");
    command.addAll(List.of("0", configuration, "niodev"));
    List<String> program = train(Program.SAMPLE.toString(), "model");
    command.addAll(program.subList(2, program.size()));
    Path said = folder.resolve("said");
    Process rank =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      Await.text(rank, said, "ConnectException");
      answerOneRank(port);
      assertThat(Await.exitCode(rank, () -> "")).as(Files.readString(said)).isZero();
    } finally {
      rank.destroyForcibly();
    }
    assertThat(folder.resolve("model/exit-code")).hasContent("0");
  }

  /** What {@code runtime.starter.MPJRun.collectPortInfo} does. */
  private static void answerOneRank(int port) throws IOException {
    try (ServerSocket server = new ServerSocket(port);
        Socket rank = server.accept()) {
      DataInputStream in = new DataInputStream(rank.getInputStream());
      assertThat(in.readUTF()).isEqualTo("Sending Info");
      int writePort = in.readInt();
      int readPort = in.readInt();
      assertThat(in.readInt()).isZero();
      new DataOutputStream(rank.getOutputStream())
          .writeUTF("#Peer Information;127.0.0.1@" + readPort + "@" + writePort + "@0@0;");
    }
  }
}
