package mpjlda.core.kernel;

/**
 * The E-step's kernel as asked for.
 *
 * @param kind decides the speed, never the result
 * @param precision decides both
 * @param path which topics a document's sweeps go over; decides both
 */
public record KernelChoice(Kind kind, Precision precision, Path path) {
  /** Of a kernel that sweeps over all topics. */
  public KernelChoice(Kind kind, Precision precision) {
    this(kind, precision, Path.ALL);
  }

  /** Of a kernel that leaves topics at rest out, or does not. */
  public KernelChoice(Kind kind, Precision precision, boolean skipTopics) {
    this(kind, precision, skipTopics ? Path.FOCUSED : Path.ALL);
  }

  /** Whether topics that have come to rest are left out of a document's sweeps. */
  public boolean skipTopics() {
    return path != Path.ALL;
  }

  /** The fastest kernel that is to be had, in double precision. */
  public static final KernelChoice DEFAULT = new KernelChoice(Kind.AUTO, Precision.DOUBLE);

  /** How a document's sweeps come to their end, at the same criterion. */
  public enum Path {
    /** Every sweep is over all topics. */
    ALL(""),
    /**
     * Most sweeps are over copies of a few topics, in single precision: {@link ActiveSetKernel}.
     */
    FOCUSED(", focused on each document's topics");

    private final String description;

    Path(String description) {
      this.description = description;
    }

    String description() {
      return description;
    }
  }

  /** How a kernel computes. */
  public enum Kind {
    /** Vectors where this virtual machine has them. */
    AUTO,
    /** The JDK's Vector API, or a failure that says why not. */
    VECTOR,
    /** Plain Java. */
    SCALAR
  }
}
