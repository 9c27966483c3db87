package mpjlda.cvb;

import java.util.Optional;
import mpjlda.errors.LdaException;
import mpjlda.estep.KernelChoice;

/** Finds the kernel that serves on this virtual machine. */
public final class CvbKernels {
  private static final String VECTOR = "mpjlda.vector.VectorCvbKernel";

  private CvbKernels() {}

  /**
   * The kernel that was asked for.
   *
   * @throws LdaException (69) if vectors were asked for and are not to be had
   */
  public static CvbKernel of(KernelChoice.Kind kind) {
    if (kind == KernelChoice.Kind.SCALAR) {
      return new ScalarCvbKernel();
    }
    Optional<CvbKernel> vector = vector();
    if (vector.isEmpty() && kind == KernelChoice.Kind.VECTOR) {
      throw LdaException.unavailable(
          "--kernel vector: this Java virtual machine has no Vector API. Start it with"
              + " --add-modules=jdk.incubator.vector, or take --kernel auto.");
    }
    return vector.orElseGet(ScalarCvbKernel::new);
  }

  private static Optional<CvbKernel> vector() {
    try {
      return Optional.of(
          Class.forName(VECTOR).asSubclass(CvbKernel.class).getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException | LinkageError e) {
      // Without the module the class cannot be linked.
      return Optional.empty();
    }
  }
}
