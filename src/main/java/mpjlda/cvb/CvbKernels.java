package mpjlda.cvb;

import mpjlda.estep.KernelChoice;
import mpjlda.math.VectorApi;

/** Finds the kernel that serves on this virtual machine. */
public final class CvbKernels {
  private CvbKernels() {}

  /**
   * The fastest kernel of the kind that is to be had: the scalar one if vectors are not; whether
   * that will do is for {@link mpjlda.estep.Kernels} to say.
   */
  public static CvbKernel of(KernelChoice.Kind kind) {
    return kind == KernelChoice.Kind.SCALAR
        ? new ScalarCvbKernel()
        : VectorApi.find("VectorCvbKernel", CvbKernel.class).orElseGet(ScalarCvbKernel::new);
  }
}
