package mpjlda.core.kernel;

import java.util.Locale;
import java.util.Optional;
import java.util.function.IntSupplier;
import mpjlda.core.errors.LdaException;
import mpjlda.core.math.VectorApi;

/**
 * The kernel that serves a {@link KernelChoice} on this virtual machine.
 *
 * @param kernel may be shared by threads
 * @param description which kernel it is and why, for the first line of a run: {@code vector kernel
 *     (512 bits), double precision}
 */
public record Kernels(EStepKernel kernel, String description) {
  /**
   * Finds it.
   *
   * @throws LdaException exit code 69 if vectors were asked for and are not to be had
   */
  public static Kernels of(KernelChoice choice) {
    String precision =
        ", "
            + choice.precision().name().toLowerCase(Locale.ROOT)
            + " precision"
            + choice.path().description();
    String reason = "";
    if (choice.kind() != KernelChoice.Kind.SCALAR) {
      int bits =
          VectorApi.find("VectorWidth", IntSupplier.class).map(IntSupplier::getAsInt).orElse(0);
      Optional<EStepKernel> vector = bits < 128 ? Optional.empty() : vector(choice);
      if (vector.isPresent()) {
        return new Kernels(
            choice.kind() == KernelChoice.Kind.VECTOR
                ? vector.get()
                : new WarmingKernel(scalar(choice), vector.get()),
            "vector kernel (" + bits + " bits)" + precision);
      }
      String obstacle = VectorApi.obstacle().orElse("this processor's vectors are of no use");
      if (choice.kind() == KernelChoice.Kind.VECTOR) {
        throw LdaException.unavailable(
            "--kernel vector: "
                + obstacle
                + ". Start Java "
                + System.getProperty("java.version")
                + " with "
                + VectorApi.JVM_OPTION
                + " and its compilers, or use --kernel auto or scalar: the same result, slower.");
      }
      reason = " (no vectors: " + obstacle + ")";
    }
    return new Kernels(scalar(choice), "scalar kernel" + reason + precision);
  }

  private static EStepKernel scalar(KernelChoice choice) {
    return onPath(new ScalarKernel(), new ScalarFloatKernel(), choice);
  }

  private static Optional<EStepKernel> vector(KernelChoice choice) {
    return VectorApi.find("VectorKernel", SweepingKernel.class)
        .flatMap(
            wide ->
                VectorApi.find("VectorFloatKernel", FloatKernel.class)
                    .map(narrow -> onPath(wide, narrow, choice)));
  }

  private static EStepKernel onPath(SweepingKernel wide, FloatKernel narrow, KernelChoice choice) {
    boolean isDouble = choice.precision() == Precision.DOUBLE;
    if (choice.path() == KernelChoice.Path.ALL) {
      return isDouble ? wide : narrow;
    }
    ActiveSetKernel focused = new ActiveSetKernel(narrow);
    return isDouble ? new MixedPrecisionKernel(focused, wide) : focused;
  }
}
