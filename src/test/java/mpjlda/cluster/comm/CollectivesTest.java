package mpjlda.cluster.comm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import mpjlda.core.parallel.CommunicatorContract;
import mpjlda.it.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollectivesTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void keepsTheContract(int size) {
    InProcessRanks.run(
        size,
        comm -> {
          CommunicatorContract.check(comm, 20261121, CommunicatorContract.LENGTHS);
          return 0;
        });
  }

  /** Whatever would be chosen, both ways of scattering are right at any number of ranks. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 9, 13})
  void bothScattersSumAndGather(int size) {
    for (boolean halving : new boolean[] {true, false}) {
      for (int length : new int[] {1, size, 1000, 5003}) {
        InProcessRanks.runOverLinks(
            size,
            link -> {
              ReduceScatterAllgather scatter =
                  halving ? new RecursiveHalving(link) : new RingAllreduce(link);
              long[] values = new long[length + 2];
              Arrays.setAll(values, i -> (i + 1L) * (link.rank() + 1));
              ArraySlice part = new ArraySlice(values, 1, length);
              int[] starts = Collectives.evenShares(length, size);
              scatter.reduce(part, starts);
              scatter.gather(part, starts);
              long ranks = size * (size + 1L) / 2;
              for (int i = 0; i < values.length; i++) {
                boolean inside = i > 0 && i <= length;
                assertThat(values[i])
                    .as("halving %b, %d elements, element %d", halving, length, i)
                    .isEqualTo((i + 1L) * (inside ? ranks : link.rank() + 1));
              }
              return 0;
            });
      }
    }
  }

  @Test
  void theWayOfScatteringDependsOnRanksAndLength() {
    assertThat(chosen(8, 1 << 20)).isEqualTo(RecursiveHalving.class);
    assertThat(chosen(3, 1 << 20)).isEqualTo(RingAllreduce.class);
    assertThat(chosen(5, 5000)).isEqualTo(RecursiveHalving.class);
    assertThat(chosen(100, 1 << 20)).isEqualTo(RecursiveHalving.class);
  }

  private static Class<?> chosen(int size, int length) {
    return InProcessRanks.runOverLinks(
            size, link -> ReduceScatterAllgather.choose(link, length).getClass())
        .get(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void sumsTwentyMillionElements(int size) {
    InProcessRanks.run(
        size,
        comm -> {
          CommunicatorContract.check(comm, 7, new int[] {CommunicatorContract.HUGE});
          return 0;
        });
  }

  @Test
  void barrierWaitsForTheLastRank() {
    AtomicInteger arrived = new AtomicInteger();
    InProcessRanks.run(
        5,
        comm -> {
          if (comm.rank() == 3) {
            Await.letPass(Duration.ofMillis(200));
          }
          arrived.incrementAndGet();
          comm.barrier();
          if (arrived.get() != 5) {
            throw new AssertionError("left the barrier after " + arrived.get() + " of 5 ranks");
          }
          return 0;
        });
  }

  @Test
  void refusesARangeOutsideTheArray() {
    InProcessRanks.run(
        1,
        comm -> {
          assertThatThrownBy(() -> comm.allreduceSum(new long[4], 2, 3))
              .isInstanceOf(IndexOutOfBoundsException.class)
              .hasMessageContaining("2 + 3");
          return 0;
        });
  }
}
