package mpjlda.estep;

/**
 * The E-step's kernel as asked for.
 *
 * @param kind decides the speed, never the result
 * @param precision decides both
 * @param skipTopics whether topics that have come to rest are left out of a document's sweeps;
 *     decides both
 */
public record KernelChoice(Kind kind, Precision precision, boolean skipTopics) {
  /** Of a kernel that sweeps over all topics. */
  public KernelChoice(Kind kind, Precision precision) {
    this(kind, precision, false);
  }

  /** The fastest kernel that is to be had, in double precision. */
  public static final KernelChoice DEFAULT = new KernelChoice(Kind.AUTO, Precision.DOUBLE);

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
