package mpjlda.core.kernel.cvb;

import mpjlda.core.math.WarmUp;

/** Goes over from plain Java to vectors when a run proves long. */
final class WarmingCvbKernel implements CvbKernel {
  private final CvbKernel plain = new ScalarCvbKernel();
  private final CvbKernel vectors;
  private final WarmUp warmUp = new WarmUp();

  WarmingCvbKernel(CvbKernel vectors) {
    this.vectors = vectors;
  }

  private CvbKernel next(WordBatch batch) {
    if (warmUp.isOver()) {
      return vectors;
    }
    warmUp.note((long) batch.size * batch.stride);
    return plain;
  }

  @Override
  public void likelihoods(WordBatch batch) {
    next(batch).likelihoods(batch);
  }

  @Override
  public void responsibilities(WordBatch batch, float[] alpha) {
    next(batch).responsibilities(batch, alpha);
  }

  @Override
  public void add(WordBatch batch) {
    next(batch).add(batch);
  }
}
