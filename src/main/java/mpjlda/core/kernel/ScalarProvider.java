package mpjlda.core.kernel;

import mpjlda.core.math.ArrayFunctions;
import mpjlda.core.math.ScalarFunctions;

/**
 * The kernels in plain Java: for JVMs without the Vector API, and the standard for others.
 *
 * @param description as {@link KernelProvider#description}
 */
record ScalarProvider(String description) implements KernelProvider {
  @Override
  public EStepKernel eStepKernel(KernelChoice choice) {
    return choice.oneOf(new ScalarKernel(), new ScalarFloatKernel());
  }

  @Override
  public CvbKernel cvbKernel() {
    return new ScalarCvbKernel();
  }

  @Override
  public ArrayFunctions functions() {
    return new ScalarFunctions();
  }
}
