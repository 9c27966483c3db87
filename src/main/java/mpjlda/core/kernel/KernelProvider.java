package mpjlda.core.kernel;

import mpjlda.core.math.ArrayFunctions;

/**
 * One implementation of all that is computed over arrays. There are two, plain Java ({@link
 * ScalarProvider}) and the JDK's Vector API, which give the same bits, and {@link WarmUpProvider},
 * which changes from the first to the second. {@link KernelProviders} finds the one that serves.
 */
public interface KernelProvider {
  /** The name of the implementation, such as {@code vector kernel (512 bits)}. */
  String description();

  /** A kernel of the E-step, which threads may share. */
  EStepKernel eStepKernel(KernelChoice choice);

  /** A kernel of collapsed variational Bayes, which threads may share. */
  CvbKernel cvbKernel();

  /** The special functions over arrays. */
  ArrayFunctions functions();
}
