package mpjlda.cluster.comm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mpjlda.cluster.console.TerminalConsole;
import mpjlda.cluster.launch.protocol.RankEnvironment;
import mpjlda.cluster.launch.rank.RankContext;
import mpjlda.cluster.launch.rank.RankRuntime;
import mpjlda.cluster.launch.remote.LaunchPlan;
import mpjlda.cluster.launch.remote.ProgramPlan;
import mpjlda.cluster.launch.supervisor.Supervisor;
import mpjlda.core.parallel.Communicator;
import mpjlda.core.parallel.CommunicatorContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The communicator's contract between real processes, over their memory and MPJ Express's TCP. */
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
      context.console().result("contract kept by " + comm.size() + " through " + comm.transport());
    }
    return 0;
  }

  private static LaunchPlan plan(int ranks, String mainClass, List<String> arguments) {
    List<Path> classPath = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(":")) {
      if (!entry.endsWith("/mpj.jar")) {
        classPath.add(Path.of(entry));
      }
    }
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return LaunchPlan.local(
        ranks,
        List.of("-Xmx700m"),
        new ProgramPlan(java, classPath, mainClass, arguments),
        Path.of("target", "mpj-home").toAbsolutePath());
  }

  private static LaunchPlan contract(int ranks, int[] lengths) {
    return plan(
        ranks,
        MpjCommunicatorIT.class.getName(),
        Arrays.stream(lengths).mapToObj(Integer::toString).toList());
  }

  /** A rank's way to its host's other ranks: off, or a folder. */
  private static LaunchPlan with(LaunchPlan plan, int rank, Object memory) {
    return plan.withJvmOptions(rank, List.of("-Dmpjlda.shared-memory=" + memory));
  }

  private static LaunchPlan withAll(LaunchPlan plan, Object memory) {
    LaunchPlan all = plan;
    for (int rank = 0; rank < plan.ranks().size(); rank++) {
      all = with(all, rank, memory);
    }
    return all;
  }

  /** Exit code, standard output and standard error. */
  private record Ended(int code, String out, String err) {}

  private static Ended run(LaunchPlan plan) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        new Supervisor(
                plan, new TerminalConsole(new PrintStream(out), new PrintStream(err), false, false))
            .run();
    return new Ended(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static void assertKept(Ended ended, int ranks, String transport) {
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).isEqualTo("contract kept by " + ranks + " through " + transport + "\n");
  }

  @ParameterizedTest
  @CsvSource({"1,nothing", "2,shared memory", "3,shared memory", "4,shared memory"})
  void keepsTheContract(int ranks, String transport) {
    assertKept(run(contract(ranks, CommunicatorContract.LENGTHS)), ranks, transport);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void keepsTheContractThroughMpjExpressAlone(int ranks) {
    LaunchPlan plan = withAll(contract(ranks, CommunicatorContract.LENGTHS), "off");
    assertKept(run(plan), ranks, "MPJ Express");
  }

  /** Some directions of some pairs go one way, the others the other. */
  @Test
  void keepsTheContractWhereOneRankCanOfferNoMemory() {
    LaunchPlan plan = with(contract(5, CommunicatorContract.LENGTHS), 1, "/nowhere");
    assertKept(run(plan), 5, "shared memory and MPJ Express");
  }

  @Test
  void keepsTheContractWhereMemoryIsFull() throws IOException, InterruptedException {
    Path folder = MemoryFolder.create();
    MemoryFolder.mountTiny(folder);
    try {
      assertKept(
          run(withAll(contract(2, CommunicatorContract.LENGTHS), folder)),
          2,
          "MPJ Express (no shared memory: " + folder + ": No space left on device)");
    } finally {
      MemoryFolder.unmount(folder);
    }
    MemoryFolder.removeEmpty(folder);
  }

  /** Ranks 0 and 1 are in the midst of it, rank 2 waits for a message that does not come. */
  @Test
  void aRankThatIsKilledEndsThoseThatWaitForItAndNothingIsLeft() throws IOException {
    Path folder = MemoryFolder.create();
    List<String> killed = List.of("die", "kill", "exchanging", "1");
    Ended ended =
        run(withAll(plan(3, "mpjlda.cluster.launch.supervisor.RankFixture", killed), folder));
    assertThat(ended.code()).as(ended.err()).isEqualTo(70);
    assertThat(ended.err()).contains("rank 1 on ").contains("killed by signal 9 (SIGKILL)");
    MemoryFolder.removeEmpty(folder);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void sumsTwentyMillionElements(int ranks) {
    assertKept(run(contract(ranks, new int[] {CommunicatorContract.HUGE})), ranks, "shared memory");
  }
}
