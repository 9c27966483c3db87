package mpjlda.core.math;

import java.util.Optional;

/** Finds what is written with the JDK's Vector API, if this virtual machine has that. */
public final class VectorApi {
  /** What a virtual machine must be started with to have it. */
  public static final String JVM_OPTION = "--add-modules=jdk.incubator.vector";

  private static final String PACKAGE = "mpjlda.core.kernel.vector.";

  private VectorApi() {}

  /**
   * Why there are no vectors here; empty if there is nothing against them. Without HotSpot's
   * optimising compiler every vector is an object, a hundred times as slow as plain Java.
   */
  public static Optional<String> obstacle() {
    String mode = System.getProperty("java.vm.info", "");
    if (mode.contains("interpreted") || mode.contains("emulated-client")) {
      return Optional.of("Java runs without its optimising compiler: " + mode);
    }
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        ? Optional.empty()
        : Optional.of("Java was started without " + JVM_OPTION);
  }

  /**
   * A new object of a class of package {@code mpjlda.core.kernel.vector}; empty where the Vector
   * API is missing.
   *
   * @param name the class' simple name
   */
  public static <T> Optional<T> find(String name, Class<T> type) {
    if (obstacle().isPresent()) {
      return Optional.empty();
    }
    try {
      Class<?> found = Class.forName(PACKAGE + name);
      return Optional.of(type.cast(found.getDeclaredConstructor().newInstance()));
    } catch (ReflectiveOperationException | LinkageError e) {
      return Optional.empty();
    }
  }
}
