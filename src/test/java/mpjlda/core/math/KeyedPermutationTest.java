package mpjlda.core.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyedPermutationTest {
  private static final long SEED = Long.getLong("tests.seed", 20261121);

  private static long[] images(long seed, long number, int size) {
    KeyedPermutation permutation =
        new KeyedPermutation(new KeyedRandom(seed, "test"), number, size);
    return LongStream.range(0, size).map(permutation::apply).toArray();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 63, 64, 65, 100, 1000, 4096, 4097, 65_537})
  void everyElementIsAnImageOnce(int size) {
    for (int number = 0; number < 3; number++) {
      long[] images = images(SEED, number, size);
      Arrays.sort(images);
      assertThat(images)
          .as("seed %d, permutation %d of %d", SEED, number, size)
          .containsExactly(LongStream.range(0, size).toArray());
    }
  }

  @Test
  void seedAndNumberMakeAnotherOrder() {
    long[] one = images(SEED, 1, 1000);
    assertThat(images(SEED, 1, 1000)).containsExactly(one);
    assertThat(images(SEED, 2, 1000)).isNotEqualTo(one);
    assertThat(images(SEED + 1, 1, 1000)).isNotEqualTo(one);
  }

  /**
   * Each tenth of the elements is spread over all tenths of the places: chi-squared, 81 degrees.
   */
  @Test
  void neighboursAreSpread() {
    int size = 100_000;
    long[] images = images(SEED, 5, size);
    int[][] table = new int[10][10];
    for (int i = 0; i < size; i++) {
      table[i * 10 / size][(int) (images[i] * 10 / size)]++;
    }
    double chiSquared = 0;
    for (int[] row : table) {
      for (int n : row) {
        chiSquared += (n - 1000.0) * (n - 1000.0) / 1000;
      }
    }
    // 81 +- 6 standard deviations of 12.7.
    assertThat(chiSquared).as("seed %d", SEED).isBetween(5.0, 157.0);
  }

  @Test
  void aHugeSizeTakesNoMemory() {
    long size = 3_000_000_000_000L;
    KeyedPermutation permutation = new KeyedPermutation(new KeyedRandom(SEED, "test"), 1, size);
    assertThat(LongStream.range(size - 1000, size).map(permutation::apply).boxed().toList())
        .doesNotHaveDuplicates()
        .allMatch(place -> place >= 0 && place < size);
  }
}
