package mpjlda.core.kernel;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import mpjlda.core.errors.LdaException;
import mpjlda.core.math.ArrayFunctions;

/** Finds the {@link KernelProvider} that serves on this virtual machine. */
public final class KernelProviders {
  private static final String JVM_OPTION = "--add-modules=jdk.incubator.vector";

  /** Compiled by itself, as its module is there only if the JVM was started with the option. */
  private static final String VECTOR_PROVIDER = "mpjlda.core.kernel.vector.VectorProvider";

  private static final ArrayFunctions FUNCTIONS = of(KernelChoice.Kind.AUTO).functions();

  private KernelProviders() {}

  /** The fastest special functions on this virtual machine. */
  public static ArrayFunctions functions() {
    return FUNCTIONS;
  }

  /**
   * The provider of a kind of kernel.
   *
   * @throws LdaException exit code 69 if vectors were asked for and are not available
   */
  public static KernelProvider of(KernelChoice.Kind kind) {
    KernelProvider scalar = new ScalarProvider("scalar kernel");
    if (kind == KernelChoice.Kind.SCALAR) {
      return scalar;
    }
    Optional<String> obstacle = obstacle();
    Optional<KernelProvider> vector = obstacle.isPresent() ? Optional.empty() : vector();
    if (vector.isPresent()) {
      return kind == KernelChoice.Kind.VECTOR
          ? vector.get()
          : new WarmUpProvider(scalar, vector.get());
    }
    String reason = obstacle.orElse("this processor or Java version has no usable vectors");
    if (kind == KernelChoice.Kind.VECTOR) {
      throw LdaException.unavailable(
          "--kernel vector: "
              + reason
              + ". Start Java "
              + System.getProperty("java.version")
              + " with "
              + JVM_OPTION
              + " and its compilers, or use --kernel auto or scalar: the same result, slower.");
    }
    return new ScalarProvider("scalar kernel (no vectors: " + reason + ")");
  }

  /**
   * The reason why there are no vectors here; empty if there is none. Without HotSpot's optimising
   * compiler every vector is an object, a hundred times as slow as plain Java.
   */
  private static Optional<String> obstacle() {
    String mode = System.getProperty("java.vm.info", "");
    if (mode.contains("interpreted") || mode.contains("emulated-client")) {
      return Optional.of("Java runs without its optimising compiler: " + mode);
    }
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        ? Optional.empty()
        : Optional.of("Java was started without " + JVM_OPTION);
  }

  private static Optional<KernelProvider> vector() {
    try {
      Class<?> found = Class.forName(VECTOR_PROVIDER);
      return Optional.of((KernelProvider) found.getDeclaredConstructor().newInstance());
    } catch (InvocationTargetException | LinkageError e) {
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this build has no usable " + VECTOR_PROVIDER, e);
    }
  }
}
