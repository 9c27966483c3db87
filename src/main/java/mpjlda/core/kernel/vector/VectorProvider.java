package mpjlda.core.kernel.vector;

import mpjlda.core.kernel.CvbKernel;
import mpjlda.core.kernel.EStepKernel;
import mpjlda.core.kernel.KernelChoice;
import mpjlda.core.kernel.KernelProvider;
import mpjlda.core.math.ArrayFunctions;

/** The kernels that are written with the JDK's Vector API. */
public final class VectorProvider implements KernelProvider {
  private static final int LEAST_BITS = 128;

  private final VectorKernel doubleKernel;
  private final VectorFloatKernel floatKernel;
  private final VectorCvbKernel cvbKernel;
  private final VectorFunctions functions;

  /**
   * Loads all kernels, so that a virtual machine that cannot run one of them shows it here.
   *
   * @throws UnsupportedOperationException if this processor's vectors are too narrow
   */
  public VectorProvider() {
    if (Lanes.DOUBLE.vectorBitSize() < LEAST_BITS) {
      throw new UnsupportedOperationException("vectors of " + Lanes.DOUBLE.vectorBitSize());
    }
    this.doubleKernel = new VectorKernel();
    this.floatKernel = new VectorFloatKernel();
    this.cvbKernel = new VectorCvbKernel();
    this.functions = new VectorFunctions();
  }

  @Override
  public String description() {
    return "vector kernel (" + Lanes.DOUBLE.vectorBitSize() + " bits)";
  }

  @Override
  public EStepKernel eStepKernel(KernelChoice choice) {
    return choice.oneOf(doubleKernel, floatKernel);
  }

  @Override
  public CvbKernel cvbKernel() {
    return cvbKernel;
  }

  @Override
  public ArrayFunctions functions() {
    return functions;
  }
}
