package mpjlda.estep;

/**
 * The E-step's kernel as asked for.
 *
 * @param kind decides the speed, never the result
 * @param precision decides both
 */
public record KernelChoice(Kind kind, Precision precision) {
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
