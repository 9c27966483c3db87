package mpjlda.math;

import java.util.Optional;

/** Finds what is written with the JDK's Vector API, if this virtual machine has that. */
public final class VectorApi {
  /** What a virtual machine must be started with to have it. */
  public static final String JVM_OPTION = "--add-modules=jdk.incubator.vector";

  private static final String PACKAGE = "mpjlda.vector.";

  private VectorApi() {}

  /**
   * A new object of a class of package {@code mpjlda.vector}; empty where the Vector API is
   * missing.
   *
   * @param name the class' simple name
   */
  public static <T> Optional<T> find(String name, Class<T> type) {
    // Initialised last: a class that needs a missing module fails in its initialiser or before.
    try {
      Class<?> found = Class.forName(PACKAGE + name);
      return Optional.of(type.cast(found.getDeclaredConstructor().newInstance()));
    } catch (ReflectiveOperationException | LinkageError e) {
      return Optional.empty();
    }
  }
}
