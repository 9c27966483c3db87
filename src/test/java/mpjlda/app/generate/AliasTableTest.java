package mpjlda.app.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import mpjlda.core.math.KeyedRandom;
import org.junit.jupiter.api.Test;

class AliasTableTest {
  /** Evenly spread bits in place of random ones: the frequencies are then exact to K / GRID. */
  private static final int GRID = 1 << 20;

  private static double[] frequencies(AliasTable table, int outcomes) {
    double[] frequencies = new double[outcomes];
    for (long i = 0; i < GRID; i++) {
      frequencies[table.draw(i << 44)] += 1.0 / GRID;
    }
    return frequencies;
  }

  @Test
  void everyOutcomeHasItsProbability() {
    long seed = 7;
    KeyedRandom random = new KeyedRandom(seed, "alias");
    for (int outcomes : new int[] {1, 2, 3, 17, 100, 1000}) {
      double[] weights = new double[outcomes];
      for (int i = 0; i < outcomes; i++) {
        random.seek(outcomes, i);
        weights[i] = random.nextGamma(0.3);
      }
      double sum = Arrays.stream(weights).sum();
      double[] frequencies = frequencies(AliasTable.of(weights.clone()), outcomes);
      for (int i = 0; i < outcomes; i++) {
        assertThat(frequencies[i])
            .as("outcome %d of %d, seed %d", i, outcomes, seed)
            .isCloseTo(weights[i] / sum, within(2.0 * outcomes / GRID));
      }
    }
  }

  @Test
  void outcomesOfWeightZeroNeverCome() {
    double[] weights = new double[1000];
    weights[13] = 1e-3;
    weights[500] = 1e-300;
    weights[999] = 3e-3;
    double[] frequencies = frequencies(AliasTable.of(weights), 1000);

    for (int i = 0; i < 1000; i++) {
      if (i != 13 && i != 999) {
        assertThat(frequencies[i]).as("outcome %d", i).isZero();
      }
    }
    assertThat(frequencies[13]).isCloseTo(0.25, within(2e-3));
  }

  @Test
  void equalWeightsAreEqualCells() {
    double[] weights = new double[64];
    Arrays.fill(weights, 3);

    assertThat(frequencies(AliasTable.of(weights), 64)).containsOnly(1 / 64.);
  }

  @Test
  void theExtremeBitsAreDrawsToo() {
    AliasTable table = AliasTable.of(new double[] {1, 2, 3});

    assertThat(table.draw(0)).isBetween(0, 2);
    assertThat(table.draw(-1)).isBetween(0, 2);
    assertThat(table.draw(Long.MAX_VALUE)).isBetween(0, 2);
    assertThat(table.draw(Long.MIN_VALUE)).isBetween(0, 2);
  }

  @Test
  void weightsWithoutASumAreRefused() {
    assertThatThrownBy(() -> AliasTable.of(new double[2]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AliasTable.of(new double[] {1, Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
