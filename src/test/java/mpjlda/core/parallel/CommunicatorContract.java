package mpjlda.core.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import mpjlda.cluster.comm.Collectives;

/**
 * What every communicator must do, as a program that each of its ranks runs. Expected values are
 * computed from the ranks' seeds alone, on every rank; a difference throws there. Used in-process
 * and over MPJ processes.
 */
public final class CommunicatorContract {
  /** Lengths around every edge: tree to halving (2^12), segments (2^20), and odd ones. */
  public static final int[] LENGTHS = {
    0, 1, 2, 3, 7, 4095, 4096, 4097, 5003, 1048575, 1048576, 1048577, 1052671, 1052672, 1052673,
    2097153
  };

  public static final int HUGE = 20_000_000;

  private CommunicatorContract() {}

  public static void check(Communicator comm, long seed, int[] lengths) {
    for (int length : lengths) {
      sums(comm, seed, length);
    }
    scattersAndGathers(comm, seed);
    sumsWrapAround(comm);
    maxima(comm, seed);
    gathers(comm);
    for (int length : lengths) {
      broadcasts(comm, seed, length);
    }
    keepsTheOrderOfManyCollectives(comm);
    comm.barrier();
  }

  private static long element(long seed, int rank, int index) {
    long z = seed + 0x9e3779b97f4a7c15L * (1 + rank) + 0xbf58476d1ce4e5b9L * index;
    z = (z ^ (z >>> 30)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 29);
  }

  private static void sums(Communicator comm, long seed, int length) {
    int margin = 3;
    long[] values = new long[length + 2 * margin];
    Arrays.fill(values, -7);
    for (int i = 0; i < length; i++) {
      values[margin + i] = element(seed, comm.rank(), i);
    }
    comm.allreduceSum(values, margin, length);
    String where = "seed " + seed + ", rank " + comm.rank() + "/" + comm.size() + ", " + length;
    for (int i = 0; i < margin; i++) {
      assertThat(values[i]).as(where + " before").isEqualTo(-7);
      assertThat(values[margin + length + i]).as(where + " after").isEqualTo(-7);
    }
    for (int i = 0; i < length; i++) {
      long expected = 0;
      for (int r = 0; r < comm.size(); r++) {
        expected += element(seed, r, i);
      }
      if (values[margin + i] != expected) {
        throw new AssertionError(
            where + ", element " + i + ": expected " + expected + ", found " + values[margin + i]);
      }
    }
  }

  /** Shares of all kinds: even ones, empty ones, all on one rank, not the whole array. */
  private static void scattersAndGathers(Communicator comm, long seed) {
    int ranks = comm.size();
    for (int length : new int[] {1, 5, 5003, 1 << 17}) {
      int[] random = new SplittableRandom(seed + length).ints(ranks + 1, 0, length + 1).toArray();
      Arrays.sort(random);
      int[] first = new int[ranks + 1];
      Arrays.fill(first, 1, ranks + 1, length);
      int[] last = new int[ranks + 1];
      last[ranks] = length;
      for (int[] starts : List.of(Collectives.evenShares(length, ranks), random, first, last)) {
        String where = "seed " + seed + ", rank " + comm.rank() + ", " + Arrays.toString(starts);
        scatters(comm, seed, length, starts, where);
        gathers(comm, seed, length, starts, where);
      }
    }
    comm.reduceScatterSum(new long[0], new int[ranks + 1]);
    comm.allgather(new float[0], new int[ranks + 1]);
  }

  private static void scatters(
      Communicator comm, long seed, int length, int[] starts, String where) {
    long[] values = new long[length];
    Arrays.setAll(values, i -> element(seed, comm.rank(), i));
    comm.reduceScatterSum(values, starts);
    for (int i = starts[comm.rank()]; i < starts[comm.rank() + 1]; i++) {
      long expected = 0;
      for (int r = 0; r < comm.size(); r++) {
        expected += element(seed, r, i);
      }
      if (values[i] != expected) {
        throw new AssertionError(where + ": " + i + ": " + values[i] + " for " + expected);
      }
    }
  }

  private static void gathers(
      Communicator comm, long seed, int length, int[] starts, String where) {
    long[] longs = new long[length];
    double[] doubles = new double[length];
    float[] floats = new float[length];
    for (int i = starts[comm.rank()]; i < starts[comm.rank() + 1]; i++) {
      longs[i] = element(seed, 0, i);
      doubles[i] = longs[i];
      floats[i] = longs[i];
    }
    comm.allgather(longs, starts);
    comm.allgather(doubles, starts);
    comm.allgather(floats, starts);
    for (int i = 0; i < length; i++) {
      boolean inside = i >= starts[0] && i < starts[comm.size()];
      long expected = inside ? element(seed, 0, i) : 0;
      if (longs[i] != expected || doubles[i] != expected || floats[i] != (float) expected) {
        throw new AssertionError(where + ": " + i + ": " + longs[i] + " for " + expected);
      }
    }
  }

  private static void sumsWrapAround(Communicator comm) {
    long[] values = {Long.MAX_VALUE};
    comm.allreduceSum(values, 0, 1);
    assertThat(values[0]).isEqualTo(Long.MAX_VALUE * comm.size());
  }

  private static void maxima(Communicator comm, long seed) {
    long[] values = {comm.rank(), -comm.rank(), element(seed, comm.rank(), 5), Long.MIN_VALUE};
    comm.allreduceMax(values);
    long largest = Long.MIN_VALUE;
    for (int r = 0; r < comm.size(); r++) {
      largest = Math.max(largest, element(seed, r, 5));
    }
    assertThat(values).containsExactly(comm.size() - 1, 0, largest, Long.MIN_VALUE);
    comm.allreduceMax(new long[0]);
  }

  private static void gathers(Communicator comm) {
    long[] numbers = comm.allgather(Long.MIN_VALUE + comm.rank());
    assertThat(numbers).hasSize(comm.size());
    for (int r = 0; r < comm.size(); r++) {
      assertThat(numbers[r]).isEqualTo(Long.MIN_VALUE + r);
    }
    byte[][] all =
        comm.allgather(("r" + comm.rank()).repeat(comm.rank()).getBytes(StandardCharsets.UTF_8));
    assertThat(all).hasNumberOfRows(comm.size());
    for (int r = 0; r < comm.size(); r++) {
      assertThat(new String(all[r], StandardCharsets.UTF_8)).isEqualTo(("r" + r).repeat(r));
    }
    byte[] bytes = new byte[10_001 * (1 + comm.rank() % 2)];
    new SplittableRandom(comm.rank()).nextBytes(bytes);
    all = comm.allgather(bytes);
    for (int r = 0; r < comm.size(); r++) {
      byte[] expected = new byte[10_001 * (1 + r % 2)];
      new SplittableRandom(r).nextBytes(expected);
      assertThat(Arrays.equals(all[r], expected)).as("bytes of rank " + r).isTrue();
    }
  }

  private static void broadcasts(Communicator comm, long seed, int length) {
    long[] values = new long[length];
    Arrays.setAll(values, i -> element(seed, comm.rank(), i));
    comm.broadcast(values);
    byte[] own = new byte[comm.rank() == 0 ? length % 10_007 : comm.rank()];
    new SplittableRandom(seed + comm.rank()).nextBytes(own);
    byte[] bytes = comm.broadcast(own);
    byte[] expected = new byte[length % 10_007];
    new SplittableRandom(seed).nextBytes(expected);
    String where = "seed " + seed + ", rank " + comm.rank() + "/" + comm.size() + ", " + length;
    assertThat(Arrays.equals(bytes, expected)).as(where).isTrue();
    for (int i = 0; i < length; i++) {
      if (values[i] != element(seed, 0, i)) {
        throw new AssertionError(where + ", element " + i + ": found " + values[i]);
      }
    }
  }

  private static void keepsTheOrderOfManyCollectives(Communicator comm) {
    for (int i = 0; i < 200; i++) {
      long[] values = {i, comm.rank() == i % comm.size() ? i : 0};
      comm.allreduceSum(values, 0, 2);
      assertThat(values).containsExactly((long) i * comm.size(), i);
      if (i % 50 == 0) {
        comm.barrier();
      }
    }
  }
}
