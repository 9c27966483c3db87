package mpjlda.estep;

import java.util.Locale;

/**
 * The kernel that serves a {@link KernelChoice} on this virtual machine.
 *
 * @param kernel may be shared by threads
 * @param description which kernel it is and why, for the first line of a run: {@code scalar kernel,
 *     double precision}
 */
public record Kernels(EStepKernel kernel, String description) {
  /**
   * Finds it.
   *
   * @throws mpjlda.errors.LdaException exit code 69 if vectors were asked for and are not to be had
   */
  public static Kernels of(KernelChoice choice) {
    return new Kernels(
        new ScalarKernel(),
        "scalar kernel, " + choice.precision().name().toLowerCase(Locale.ROOT) + " precision");
  }
}
