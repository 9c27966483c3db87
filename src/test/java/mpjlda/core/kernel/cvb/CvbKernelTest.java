package mpjlda.core.kernel.cvb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mpjlda.core.kernel.CvbKernel;
import mpjlda.core.kernel.KernelChoice;
import mpjlda.core.kernel.KernelProviders;
import mpjlda.core.kernel.ScalarCvbKernel;
import mpjlda.core.kernel.SufficientStatistics;
import mpjlda.core.kernel.WordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every kernel must do, for sizes around the lanes and the groups of four, and odd ones. */
class CvbKernelTest {
  private static final long SEED = Long.getLong("tests.seed", 20261121);
  private static final int DOCUMENTS = 40;

  private static Stream<Arguments> shapes() {
    return IntStream.of(1, 2, 15, 16, 17, 20, 33, 100, 130)
        .boxed()
        .flatMap(
            topics ->
                IntStream.of(1, 2, 3, 4, 5, 8, 31, 32).mapToObj(n -> Arguments.of(topics, n)));
  }

  private static WordBatch batch(int topics, int size) {
    SplittableRandom random = new SplittableRandom(SEED + 1000L * topics + size);
    WordBatch batch = new WordBatch(topics, DOCUMENTS);
    batch.at = 3;
    batch.phi = new float[batch.stride + 5];
    batch.sums = new int[batch.stride + 5];
    for (int k = 0; k < topics; k++) {
      batch.phi[batch.at + k] = (float) Math.pow(10, -6 * random.nextDouble());
      batch.sums[batch.at + k] = random.nextInt(1 << 20);
    }
    for (int d = 0; d < DOCUMENTS; d++) {
      for (int k = 0; k < topics; k++) {
        boolean small = random.nextInt(3) > 0;
        batch.weight[d * batch.stride + k] =
            alpha(topics)[k] + (small ? 1e-3f : 30) * random.nextFloat();
        batch.next[d * batch.stride + k] = random.nextFloat();
      }
    }
    for (int i = 0; i < size; i++) {
      assertThat(batch.add(random.nextInt(DOCUMENTS), 1 + random.nextInt(9) * random.nextInt(9)))
          .isTrue();
    }
    return batch;
  }

  private static float[] alpha(int topics) {
    float[] alpha = new float[WordBatch.stride(topics)];
    for (int k = 0; k < topics; k++) {
      alpha[k] = 0.05f + 0.01f * (k % 7);
    }
    return alpha;
  }

  private static void run(CvbKernel kernel, WordBatch batch, float[] alpha) {
    kernel.likelihoods(batch);
    batch.addLanes(batch.likelihood);
    kernel.responsibilities(batch, alpha);
    batch.addLanes(batch.total);
    for (int i = 0; i < batch.size; i++) {
      batch.factor[i] = batch.counts[i] / batch.total[i];
    }
    kernel.add(batch);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void vectorsGiveTheScalarBits(int topics, int size) {
    CvbKernel vector = KernelProviders.of(KernelChoice.Kind.VECTOR).cvbKernel();
    assertThat(vector).isNotInstanceOf(ScalarCvbKernel.class);
    WordBatch expected = batch(topics, size);
    WordBatch found = batch(topics, size);
    run(new ScalarCvbKernel(), expected, alpha(topics));
    run(vector, found, alpha(topics));
    String seed = "seed " + SEED;
    assertThat(found.likelihood).as(seed).isEqualTo(expected.likelihood);
    assertThat(found.z).as(seed).isEqualTo(expected.z);
    assertThat(found.total).as(seed).isEqualTo(expected.total);
    assertThat(found.next).as(seed).isEqualTo(expected.next);
    assertThat(found.sums).as(seed).isEqualTo(expected.sums);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void agreesWithTheDefinition(int topics, int size) {
    WordBatch before = batch(topics, size);
    WordBatch batch = batch(topics, size);
    float[] alpha = alpha(topics);
    run(new ScalarCvbKernel(), batch, alpha);
    double[] sums = new double[topics];
    double[][] next = new double[DOCUMENTS][topics];
    for (int i = 0; i < size; i++) {
      double[] x = definition(before, i, topics, alpha);
      for (int k = 0; k < topics; k++) {
        sums[k] += x[k];
        next[before.rows[i] / before.stride][k] += x[k];
      }
    }
    for (int k = 0; k < topics; k++) {
      double units = batch.sums[batch.at + k] - before.sums[before.at + k];
      assertThat(units / SufficientStatistics.CVB_UNITS_PER_TOKEN)
          .as("seed %d, sum of topic %d", SEED, k)
          .isCloseTo(sums[k], within(5e-6 * sums[k] + 1e-6 * size * 32));
      for (int d = 0; d < DOCUMENTS; d++) {
        int at = d * batch.stride + k;
        assertThat((double) batch.next[at] - before.next[at])
            .as("seed %d, topic %d, document %d", SEED, k, d)
            .isCloseTo(next[d][k], within(1e-5 * (1 + next[d][k])));
      }
    }
  }

  /** n z of one document, normalised. */
  private static double[] definition(WordBatch batch, int i, int topics, float[] alpha) {
    double[] y = new double[topics];
    double sum = 0;
    for (int k = 0; k < topics; k++) {
      y[k] = (double) batch.phi[batch.at + k] * batch.weight[batch.rows[i] + k];
      sum += y[k];
    }
    double[] z = new double[topics];
    double total = 0;
    for (int k = 0; k < topics; k++) {
      double own = (double) batch.weight[batch.rows[i] + k] - alpha[k];
      z[k] = batch.phi[batch.at + k] * (Math.max(own - y[k] / sum, 0) + alpha[k]);
      total += z[k];
    }
    for (int k = 0; k < topics; k++) {
      z[k] *= batch.counts[i] / total;
    }
    return z;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 1000, 2000})
  void aCountFitsItsUnits(int count) {
    WordBatch batch = new WordBatch(1, 1);
    assertThat(batch.add(0, count)).isTrue();
    assertThat((double) count * batch.units[0]).isLessThanOrEqualTo(1 << 21);
    assertThat(batch.units[0] * (1 << batch.shift[0])).isEqualTo(1 << 20);
  }

  @Test
  void aBatchTakesNoMoreThanItsSumsCanHold() {
    WordBatch batch = new WordBatch(1, 2);
    assertThat(batch.add(0, 1500)).isTrue();
    assertThat(batch.add(1, 501)).isFalse();
    assertThat(batch.add(1, 500)).isTrue();
    assertThat(batch.tokens()).isEqualTo(2000);
    batch.clear();
    for (int i = 0; i < WordBatch.MOST; i++) {
      assertThat(batch.add(0, 1)).isTrue();
    }
    assertThat(batch.add(0, 1)).isFalse();
  }

  @Test
  void productsOfManyFactorsHaveTheirLogarithm() {
    SplittableRandom random = new SplittableRandom(SEED);
    LogProducts products = new LogProducts(2);
    products.clear();
    double expected = 0;
    for (int i = 0; i < 5000; i++) {
      double x = Math.pow(10, 12 * random.nextDouble() - 30);
      int n = 1 + random.nextInt(30);
      products.add(1, x, n);
      expected += n * Math.log(x);
    }
    assertThat(products.sum(1)).as("seed %d", SEED).isCloseTo(expected, within(1e-9 * -expected));
    assertThat(products.sum(0)).isZero();
    products.add(0, Float.NaN, 1);
    assertThat(products.sum(0)).isNaN();
    products.clear();
    products.add(0, 0, 2);
    assertThat(products.sum(0)).isInfinite();
  }
}
