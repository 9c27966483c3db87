package mpjlda.core.kernel;

import mpjlda.core.math.WarmUp;

/** Goes over from plain Java to vectors when a run proves long. */
final class WarmingKernel implements EStepKernel {
  private final EStepKernel plain;
  private final EStepKernel vectors;
  private final WarmUp warmUp = new WarmUp();

  WarmingKernel(EStepKernel plain, EStepKernel vectors) {
    this.plain = plain;
    this.vectors = vectors;
  }

  @Override
  public Precision precision() {
    return vectors.precision();
  }

  @Override
  public boolean takesTables() {
    return vectors.takesTables();
  }

  @Override
  public DocumentWorkspace workspace(int topics, int longest) {
    return vectors.workspace(topics, longest);
  }

  @Override
  public int infer(DocumentWorkspace document, double[] alpha, double tolerance, int maxSweeps) {
    if (warmUp.isOver()) {
      return vectors.infer(document, alpha, tolerance, maxSweeps);
    }
    return noted(document, plain.infer(document, alpha, tolerance, maxSweeps));
  }

  @Override
  public int infer(DocumentWorkspace document, RowTable table, double tolerance, int maxSweeps) {
    if (warmUp.isOver()) {
      return vectors.infer(document, table, tolerance, maxSweeps);
    }
    return noted(document, plain.infer(document, table, tolerance, maxSweeps));
  }

  @Override
  public int inferAll(DocumentWorkspace document, RowTable table, double tolerance, int maxSweeps) {
    if (warmUp.isOver()) {
      return vectors.inferAll(document, table, tolerance, maxSweeps);
    }
    return noted(document, plain.inferAll(document, table, tolerance, maxSweeps));
  }

  private int noted(DocumentWorkspace document, int sweeps) {
    warmUp.note((long) sweeps * document.size * document.stride);
    return sweeps;
  }
}
