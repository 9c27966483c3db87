package mpjlda.comm;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
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
            sleep(200);
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

  private static void sleep(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
