package mpjlda.comm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mpjlda.console.TerminalConsole;
import mpjlda.launch.LaunchPlan;
import mpjlda.launch.ProgramPlan;
import mpjlda.launch.RankContext;
import mpjlda.launch.RankEnvironment;
import mpjlda.launch.RankRuntime;
import mpjlda.launch.Supervisor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The communicator's contract over real MPJ Express processes and TCP. */
class MpjCommunicatorIT {
  /** What each rank runs. */
  public static void main(String[] args) {
    RankRuntime.run(RankEnvironment.detect(args), MpjCommunicatorIT::asRank);
  }

  private static int asRank(RankContext context) {
    Communicator comm = new Collectives(context.pointToPoint());
    int[] lengths = context.arguments().stream().mapToInt(Integer::parseInt).toArray();
    CommunicatorContract.check(comm, 20261121, lengths);
    if (comm.rank() == 0) {
      context.console().result("contract kept by " + comm.size());
    }
    return 0;
  }

  private static void runContract(int ranks, int[] lengths) {
    List<Path> classPath = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(":")) {
      if (!entry.endsWith("/mpj.jar")) {
        classPath.add(Path.of(entry));
      }
    }
    ProgramPlan program =
        new ProgramPlan(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            classPath,
            MpjCommunicatorIT.class.getName(),
            Arrays.stream(lengths).mapToObj(Integer::toString).toList());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    LaunchPlan plan =
        LaunchPlan.local(
            ranks, List.of("-Xmx700m"), program, Path.of("target", "mpj-home").toAbsolutePath());
    int code =
        new Supervisor(
                plan, new TerminalConsole(new PrintStream(out), new PrintStream(err), false, false))
            .run();
    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("contract kept by " + ranks + "\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void keepsTheContract(int ranks) {
    runContract(ranks, CommunicatorContract.LENGTHS);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void sumsTwentyMillionElements(int ranks) {
    runContract(ranks, new int[] {CommunicatorContract.HUGE});
  }
}
