package mpjlda.core.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {
  @ParameterizedTest
  @CsvSource({"1,0", "1,5", "2,1", "2,1000", "5,3", "5,1000"})
  void everyTaskRunsOnce(int threads, int tasks) {
    AtomicIntegerArray runs = new AtomicIntegerArray(Math.max(1, tasks));
    AtomicIntegerArray busy = new AtomicIntegerArray(threads);
    try (Workers workers = new Workers(threads)) {
      workers.forEach(
          tasks,
          (worker, task) -> {
            assertThat(busy.incrementAndGet(worker))
                .as("one task of a worker at a time")
                .isEqualTo(1);
            runs.incrementAndGet(task);
            busy.decrementAndGet(worker);
          });
    }
    for (int t = 0; t < tasks; t++) {
      assertThat(runs.get(t)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void aFailureIsThrownAndStopsTheRest(int threads) {
    AtomicInteger runs = new AtomicInteger();
    try (Workers workers = new Workers(threads)) {
      assertThatThrownBy(
              () ->
                  workers.forEach(
                      1_000_000,
                      (worker, task) -> {
                        runs.incrementAndGet();
                        if (task == 3) {
                          throw new IllegalStateException("task 3");
                        }
                        // So that the rest takes minutes, whenever the failing thread gets its
                        // turn.
                        LockSupport.parkNanos(task < 3 ? 0 : 1_000_000);
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("task 3");
      assertThat(runs.get()).isLessThan(1_000_000);
      AtomicInteger after = new AtomicInteger();
      workers.forEach(10, (worker, task) -> after.incrementAndGet());
      assertThat(after.get()).as("usable after a failure").isEqualTo(10);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void anErrorOfAThreadIsThrown(int threads) {
    try (Workers workers = new Workers(threads)) {
      assertThatThrownBy(
              () ->
                  workers.forEach(
                      50,
                      (worker, task) -> {
                        if (task == 49) {
                          throw new OutOfMemoryError("pretended");
                        }
                      }))
          .isInstanceOf(OutOfMemoryError.class);
    }
  }
}
