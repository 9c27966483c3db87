package mpjlda.estep;

import java.util.Arrays;
import mpjlda.math.SingleFunctions;

/** The kernel in plain Java and single precision: the standard of its sister with vectors. */
public final class ScalarSingleKernel extends SingleKernel {
  @Override
  protected void theta(DocumentWorkspace document) {
    SingleArrays single = document.single;
    float largest = 0;
    for (float gamma : single.gamma) {
      largest = Math.max(largest, gamma);
    }
    float shift = SingleFunctions.harmonicStep(largest);
    for (int k = 0; k < document.stride; k++) {
      single.theta[k] = SingleFunctions.expDigamma(single.gamma[k], shift);
    }
    single.shift = shift;
  }

  @Override
  protected void weigh(DocumentWorkspace document) {
    SingleArrays single = document.single;
    for (int i = 0; i < document.size; i++) {
      single.weight[i] = single.counts[i] / dot(single, i * document.stride);
    }
  }

  @Override
  protected void weighAndSum(DocumentWorkspace document) {
    SingleArrays single = document.single;
    Arrays.fill(single.accumulator, 0);
    for (int i = 0; i < document.size; i++) {
      int row = i * document.stride;
      axpy(single.counts[i] / dot(single, row), single.rows, row, single.accumulator);
    }
  }

  private static float dot(SingleArrays single, int at) {
    float[] sums = single.partial;
    float[] theta = single.theta;
    float[] rows = single.rows;
    Arrays.fill(sums, 0);
    for (int k = 0; k < theta.length; k += sums.length) {
      for (int lane = 0; lane < sums.length; lane++) {
        sums[lane] = Math.fma(theta[k + lane], rows[at + k + lane], sums[lane]);
      }
    }
    return combine(sums);
  }

  private static void axpy(float weight, float[] rows, int at, float[] sums) {
    for (int k = 0; k < sums.length; k++) {
      sums[k] = Math.fma(weight, rows[at + k], sums[k]);
    }
  }

  @Override
  protected double update(DocumentWorkspace document, double[] alpha) {
    SingleArrays single = document.single;
    float[] partial = single.partial;
    Arrays.fill(partial, 0);
    for (int k = 0; k < document.stride; k++) {
      float updated = Math.fma(single.theta[k], single.accumulator[k], single.alpha[k]);
      partial[k & 15] += Math.abs(updated - single.gamma[k]);
      single.gamma[k] = updated;
    }
    return combine(partial);
  }
}
