package mpjlda.core.kernel.cvb;

import java.util.Optional;
import mpjlda.core.kernel.KernelChoice;
import mpjlda.core.math.VectorApi;

/** Finds the kernel that serves on this virtual machine. */
public final class CvbKernels {
  private CvbKernels() {}

  /**
   * The fastest kernel of the kind that is to be had: the scalar one if vectors are not; whether
   * that will do is for {@link mpjlda.core.kernel.Kernels} to say.
   */
  public static CvbKernel of(KernelChoice.Kind kind) {
    if (kind == KernelChoice.Kind.SCALAR) {
      return new ScalarCvbKernel();
    }
    Optional<CvbKernel> vectors = VectorApi.find("VectorCvbKernel", CvbKernel.class);
    if (kind == KernelChoice.Kind.AUTO) {
      vectors = vectors.map(WarmingCvbKernel::new);
    }
    return vectors.orElseGet(ScalarCvbKernel::new);
  }
}
