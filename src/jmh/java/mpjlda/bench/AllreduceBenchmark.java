package mpjlda.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mpi.MPI;
import mpi.MPIException;
import mpjlda.cluster.comm.Collectives;
import mpjlda.cluster.console.TerminalConsole;
import mpjlda.cluster.launch.protocol.RankEnvironment;
import mpjlda.cluster.launch.rank.RankContext;
import mpjlda.cluster.launch.rank.RankRuntime;
import mpjlda.cluster.launch.remote.LaunchPlan;
import mpjlda.cluster.launch.remote.ProgramPlan;
import mpjlda.cluster.launch.supervisor.RunObserver;
import mpjlda.cluster.launch.supervisor.Supervisor;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.parallel.Communicator;
import mpjlda.data.io.Json;

/**
 * The allreduce of two ranks against MPJ Express's own and against a bare socket that carries as
 * many bytes each way. All are timed in turns, so that a busy moment of the machine strikes them
 * alike; a figure is the median of the slower rank's times. Started by {@code
 * src/bench/allreduce.sh}.
 */
public final class AllreduceBenchmark {
  private static final double SECONDS_A_LENGTH = 3;
  private static final int LEAST_ROUNDS = 5;
  private static final int MOST_ROUNDS = 1000;

  private final Communicator comm;
  private final String host;

  private AllreduceBenchmark(Communicator comm, String host) {
    this.comm = comm;
    this.host = host;
  }

  /**
   * Starts two ranks of this class, or is one of them; prints a line of JSON for each length.
   *
   * @param args options for the ranks' JVMs, then the lengths of the vectors
   */
  public static void main(String[] args) {
    RankEnvironment environment = RankEnvironment.detect(args);
    if (environment.mode() != RankEnvironment.Mode.NONE) {
      RankRuntime.run(environment, AllreduceBenchmark::runAsRank);
      return;
    }
    List<String> jvmOptions = Stream.of(args).filter(word -> word.startsWith("-")).toList();
    List<String> lengths = Stream.of(args).filter(word -> !word.startsWith("-")).toList();
    ProgramPlan program =
        new ProgramPlan(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            Stream.of(System.getProperty("java.class.path").split(":")).map(Path::of).toList(),
            AllreduceBenchmark.class.getName(),
            lengths);
    LaunchPlan plan =
        LaunchPlan.local(
            2, jvmOptions, program, Path.of(System.getProperty("mpjlda.mpj.home")));
    System.exit(
        new Supervisor(
                plan,
                new TerminalConsole(System.out, System.err, true, false),
                RunObserver.NONE)
            .run());
  }

  private static int runAsRank(RankContext context) throws MPIException {
    Communicator comm = new Collectives(context.pointToPoint());
    AllreduceBenchmark benchmark = new AllreduceBenchmark(comm, context.host());
    for (String length : context.arguments()) {
      Map<String, Object> row = benchmark.measure(Integer.parseInt(length));
      if (comm.rank() == 0) {
        context.console().result(Json.line(row));
      }
    }
    return ExitCode.OK;
  }

  /** Work that may fail in MPJ Express. */
  private interface Work {
    void run() throws MPIException;
  }

  private Map<String, Object> measure(int length) throws MPIException {
    long[] values = new long[length];
    double[] doubles = new double[length];
    double[] result = new double[length];
    List<Double> ours = new ArrayList<>();
    List<Double> library = new ArrayList<>();
    List<Double> sockets = new ArrayList<>();
    // Half the vector to be summed goes out and comes in, and as much again for the sums.
    try (BareSocket bare = BareSocket.connect(comm, host, length * Long.BYTES)) {
      double spent = 0;
      for (int round = -2; round < LEAST_ROUNDS || spent < SECONDS_A_LENGTH; round++) {
        double a = seconds(() -> comm.allreduceSum(values, 0, length));
        double b =
            seconds(
                () ->
                    MPI.COMM_WORLD.Allreduce(
                        doubles, 0, result, 0, length, MPI.DOUBLE, MPI.SUM));
        double c = seconds(bare::exchange);
        spent += a + b;
        if (round >= 0) {
          ours.add(a);
          library.add(b);
          sockets.add(c);
        }
        if (round == MOST_ROUNDS) {
          break;
        }
      }
    }
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("elements", length);
    row.put("seconds", median(ours));
    row.put("mpj_seconds", median(library));
    row.put("bare_seconds", median(sockets));
    row.put("transport", comm.transport());
    return row;
  }

  /** The slower rank's time, from a common start; the same on both ranks. */
  private double seconds(Work work) throws MPIException {
    comm.barrier();
    long start = System.nanoTime();
    work.run();
    long[] nanos = {System.nanoTime() - start};
    comm.allreduceMax(nanos);
    return nanos[0] / 1e9;
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
