package mpjlda.app.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import mpjlda.cluster.comm.LibraryCollectives;
import mpjlda.core.parallel.Communicator;

/**
 * The allreduce against MPJ Express's own and, between two ranks, against a bare socket that
 * carries as many bytes each way. All are timed in turns, so that a busy moment of the machine
 * strikes them alike; a figure is the median of the slowest rank's times.
 */
public final class AllreduceBench {
  /**
   * One length's figures, in seconds.
   *
   * @param bare NaN with other than two ranks
   * @param transport of our messages, in words
   */
  public record Row(int elements, double ours, double library, double bare, String transport) {
    /** The heads of {@link #line}'s columns. */
    public static String head() {
      return String.format(
          "%12s %12s %12s %12s %10s %10s  %s",
          "elements", "ours ms", "MPJ's ms", "bare ms", "ours/MPJ's", "ours/bare", "ours through");
    }

    /** For a table. */
    public String line() {
      return String.format(
          Locale.ROOT,
          "%12d %12.3f %12.3f %12.3f %10.2f %10.2f  %s",
          elements,
          ours * 1e3,
          library * 1e3,
          bare * 1e3,
          ours / library,
          ours / bare,
          transport);
    }

    /** For programs, in seconds. */
    public Map<String, Object> members() {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("elements", elements);
      members.put("seconds", ours);
      members.put("mpj_seconds", library);
      members.put("bare_seconds", bare);
      members.put("transport", transport);
      return members;
    }
  }

  private static final double SECONDS_A_LENGTH = 3;
  private static final int LEAST_ROUNDS = 5;
  private static final int MOST_ROUNDS = 1000;

  private final Communicator comm;
  private final String host;

  /**
   * @param comm several ranks, connected by MPJ Express
   * @param host this rank's
   */
  public AllreduceBench(Communicator comm, String host) {
    this.comm = comm;
    this.host = host;
  }

  /**
   * Measures each length.
   *
   * @param report has each row as it comes, on every rank
   */
  public void run(int[] lengths, Consumer<Row> report) {
    for (int length : lengths) {
      report.accept(measure(length));
    }
  }

  private Row measure(int length) {
    long[] values = new long[length];
    double[] doubles = new double[length];
    double[] result = new double[length];
    // Half the vector to be summed goes out and comes in, and as much again for the sums.
    BareSocket bare = comm.size() == 2 ? BareSocket.connect(comm, host, length * Long.BYTES) : null;
    List<Double> ours = new ArrayList<>();
    List<Double> library = new ArrayList<>();
    List<Double> sockets = new ArrayList<>();
    try {
      double spent = 0;
      for (int round = -2; round < LEAST_ROUNDS || spent < SECONDS_A_LENGTH; round++) {
        double a = seconds(() -> comm.allreduceSum(values, 0, length));
        double b = seconds(() -> LibraryCollectives.allreduceSum(doubles, result));
        double c = bare == null ? Double.NaN : seconds(bare::exchange);
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
    } finally {
      if (bare != null) {
        bare.close();
      }
    }
    return new Row(length, median(ours), median(library), median(sockets), comm.transport());
  }

  /** The slowest rank's time, from a common start; the same on every rank. */
  private double seconds(Runnable work) {
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
