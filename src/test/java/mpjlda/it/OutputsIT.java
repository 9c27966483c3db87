package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outputs that are no plain files, or lost; hostile inputs; strangers at a run's ports. */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutputsIT {
  private Path folder;
  private Path model;

  @BeforeAll
  void train(@TempDir Path place) {
    folder = place;
    model = folder.resolve("model");
    Program.Result result = new Program().run(training(model));
    assertThat(result.exitCode()).as(result.toString()).isZero();
  }

  private static String[] training(Path output, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("train", "--corpus", Program.SAMPLE.toString(), "-k", "3"));
    arguments.addAll(List.of("--iterations", "3", "--tolerance", "0"));
    arguments.addAll(List.of("--output", output.toString()));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private static List<String> names(Path in) throws IOException {
    try (Stream<Path> files = Files.list(in)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "--version",
        "topics MODEL",
        "info MODEL",
        "report MODEL --output REPORT",
        "report MODEL --output -",
        "infer MODEL --corpus SAMPLE --output ROWS.npy",
        "evaluate MODEL --corpus SAMPLE",
        "hosts",
        "job-script sge -- train --corpus c -k 3 --output m"
      })
  void whatCannotBePrintedIsAFailure(String line) {
    String words =
        line.replace("MODEL", model.toString())
            .replace("SAMPLE", Program.SAMPLE.toString())
            .replace("REPORT", folder.resolve("r.html").toString())
            .replace("ROWS", folder.resolve("rows").toString());
    ProcessBuilder command = new Program().builder(words.split(" ", -1));
    List<String> full = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" >/dev/full", "sh"));
    full.addAll(command.command());
    Program.Result result = Program.run(command.command(full));
    assertThat(result.exitCode()).as(line + " " + result).isEqualTo(70);
    assertThat(result.err()).as(line).contains("standard output").doesNotContain("\tat ");
  }

  @Test
  void devicesAreNotReplacedAndNothingIsLeft() throws IOException {
    Path outputs = Files.createDirectory(folder.resolve("outputs"));
    Path rows = Files.createSymbolicLink(outputs.resolve("rows.npy"), Path.of("/dev/null"));
    for (String[] words :
        List.of(
            new String[] {"report", model.toString(), "--output", "/dev/full"},
            new String[] {
              "infer",
              model.toString(),
              "--corpus",
              Program.SAMPLE.toString(),
              "--output",
              rows.toString()
            },
            new String[] {
              "infer",
              model.toString(),
              "--corpus",
              Program.SAMPLE.toString(),
              "--flags",
              "/dev/null",
              "--output",
              outputs.resolve("r.npy").toString()
            })) {
      Program.Result result = new Program().run(words);
      assertThat(result.exitCode()).as(result.toString()).isEqualTo(2);
      assertThat(result.err()).contains("expected a plain file or a free name");
    }
    assertThat(Path.of("/dev/full")).satisfies(d -> assertThat(Files.isRegularFile(d)).isFalse());
    assertThat(names(outputs)).containsExactly("rows.npy");
  }

  @Test
  void aRefusedTrainingLeavesNothing() throws IOException {
    Path foreign = Files.createDirectory(folder.resolve("foreign"));
    Files.writeString(foreign.resolve("thesis.tex"), "x");
    Program.Result result = new Program().run(training(foreign));
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(2);
    assertThat(result.err()).contains("found thesis.tex");
    assertThat(names(foreign)).containsExactly("thesis.tex");
  }

  @Test
  void anInferenceThatFailsLeavesNothing() throws IOException {
    Path outputs = Files.createDirectory(folder.resolve("failed"));
    Path corpus = Files.writeString(folder.resolve("bad.ldac"), "1 0:1\n2 0:1 x:y\n");
    Program.Result result =
        new Program()
            .run(
                "infer",
                model.toString(),
                "--corpus",
                corpus.toString(),
                "--format",
                "ldac",
                "-np",
                "2",
                "--output",
                outputs.resolve("r.npy").toString());
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(65);
    assertThat(names(outputs)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ckpt-NaN-lambda", "ckpt-V-2147483647"})
  void hostileCheckpointsAreRefusedAtOnce(String name) throws IOException {
    Path attack = Program.SHARED.resolve("attack");
    assumeThat(attack).as("no ../shared/data/attack").exists();
    Path copy = folder.resolve(name);
    try (Stream<Path> files = Files.walk(attack.resolve(name))) {
      for (Path file : files.toList()) {
        Path to = copy.resolve(attack.resolve(name).relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.write(to, Files.readAllBytes(file));
        }
      }
    }
    List<String> words = new ArrayList<>(List.of("train", "--corpus"));
    words.add(attack.resolve("docword.txt").toString());
    words.addAll(List.of("--format", "uci", "--vocab", copy.resolve("vocab.txt").toString()));
    words.addAll(List.of("-k", "3", "--iterations", "8", "--output", copy.toString()));
    Program.Result result = new Program().run(words.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(65);
    assertThat(result.err()).as(result.toString()).doesNotContain("restart 1", "OutOfMemory");
  }

  /** Connects to every port of this machine's loopback interface that opens, and says nothing. */
  private static final class Strangers extends Thread {
    private final Set<Integer> seen = new HashSet<>();
    private final List<SocketChannel> held = new ArrayList<>();
    private volatile boolean over;

    @Override
    public void run() {
      while (!over) {
        try {
          for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (String line : Files.readAllLines(Path.of(table))) {
              String[] columns = line.strip().split(" +", -1);
              if (columns.length > 9 && columns[3].equals("0A")) {
                visit(Integer.parseInt(columns[1].substring(columns[1].length() - 4), 16));
              }
            }
          }
        } catch (IOException e) {
          // The port was closed meanwhile.
        }
      }
    }

    private void visit(int port) throws IOException {
      if (seen.add(port)) {
        held.add(SocketChannel.open(new InetSocketAddress("127.0.0.1", port)));
      }
    }

    int end() throws InterruptedException, IOException {
      over = true;
      join();
      for (SocketChannel channel : held) {
        channel.close();
      }
      return held.size();
    }
  }

  @Test
  void silentStrangersAtEveryPortDoNotKeepARunFromStarting() throws Exception {
    Strangers strangers = new Strangers();
    strangers.start();
    Path attacked = folder.resolve("attacked");
    Program.Result result = new Program().run(training(attacked, "-np", "3"));
    assertThat(strangers.end()).as("connections").isPositive();
    assertThat(result.exitCode()).as(result.toString()).isZero();
    assertThat(result.err()).doesNotContain("restart 1");
    assertThat(attacked.resolve("lambda.npy"))
        .hasBinaryContent(Files.readAllBytes(model.resolve("lambda.npy")));
  }
}
