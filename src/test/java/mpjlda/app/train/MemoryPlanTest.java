package mpjlda.app.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import mpjlda.app.config.MethodSettings;
import mpjlda.app.config.TypedSettings;
import mpjlda.cluster.comm.Collectives;
import mpjlda.cluster.comm.SingleRank;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.errors.LdaException;
import mpjlda.core.kernel.KernelChoice;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {
  private static final long GIB = 1L << 30;

  private static MemoryPlan plan(int words, int topics, int longest) {
    return plan(words, topics, longest, 1, 1, KernelChoice.DEFAULT);
  }

  private static MemoryPlan plan(
      int words, int topics, int longest, int threads, int ranks, KernelChoice kernel) {
    return MemoryPlan.of(
        new MemoryPlan.Sizes(words, topics, longest, threads, ranks, 0, 0),
        kernel,
        TypedSettings.of(
            MethodSettings.class,
            "--topics",
            topics,
            "--algorithm",
            "batch",
            "--alpha",
            0.1,
            "--eta",
            0.01));
  }

  /** Three arrays of doubles: 10^7 words and 10^4 topics have more than 2^31 entries each. */
  @Test
  void countsBeyondTheLimitsOfArrays() {
    assertThat(plan(10_000_000, 10_000, 100).parameters())
        .isEqualTo(3L * 8 * 10_000_000 * 10_000 + 8L * 10_000_000);
  }

  /** Lambda, statistics of three threads, floats padded from 100 to 112, and scales. */
  @Test
  void countsThreadsAndPrecision() {
    long floats = 4L * 112 * 10_000;
    long scales = 8L * 10_000;
    assertThat(plan(10_000, 100, 100, 3, 1, KernelChoice.ACTIVE_SET).parameters())
        .isEqualTo(8_000_000L + 3 * 8_000_000 + floats + scales);
    assertThat(plan(10_000, 100, 100, 1, 1, KernelChoice.DEFAULT).parameters())
        .isEqualTo(3 * 8_000_000L + scales);
  }

  /** A block of 16,384 rows as longs, doubles and floats, and of each word a number and a bit. */
  @Test
  void countsWhatIsPackedForMessages() {
    MemoryPlan one = plan(200_000, 50, 9, 1, 1, KernelChoice.DEFAULT);
    MemoryPlan two = plan(200_000, 50, 9, 1, 2, KernelChoice.DEFAULT);
    assertThat(one.packing()).isZero();
    assertThat(two.packing()).isEqualTo(20 * 16_384 * 50 + 4 * 200_000 + 25_000);
    assertThat(two.total()).isEqualTo(one.total() + two.packing() + two.communication());
    long heap = one.parameters() + one.workspaces();
    assertThat(one.tooLarge(heap, 50)).isEmpty();
    // Not every run packs: none is refused for it.
    assertThat(two.tooLarge(heap, 50)).isEmpty();
    assertThat(two.tooLarge(heap - 1, 50)).isPresent();
  }

  @Test
  void refusesWhatCannotFitAndSaysWhatWould() {
    assertThatThrownBy(
            () ->
                plan(10_000_000, 10_000, 100)
                    .requireHeap(8 * GIB, 10_000, new Collectives(new SingleRank())))
        .isInstanceOfSatisfying(
            LdaException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNAVAILABLE))
        .hasMessageContaining("2,288,904 MB of heap and may have 8,192 MB at most")
        .hasMessageContaining("fewer topics (about 32 would fit)");
    assertThat(plan(10_000_000, 32, 100).tooLarge(8 * GIB, 32)).isEmpty();
  }

  @Test
  void refusesADocumentWhoseRowsNoArrayHolds() {
    assertThat(plan(1_000_000, 10_000, 200_000).workspaces()).isGreaterThan(16_000_000_000L);
    assertThatThrownBy(() -> plan(1_000_000, 10_000, 215_000))
        .isInstanceOfSatisfying(
            LdaException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_INPUT))
        .hasMessageContaining("215,000 distinct words; with 10,000 topics 214,684 are possible");
  }
}
