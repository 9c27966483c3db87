package mpjlda.core.kernel;

import java.util.Locale;

/**
 * The E-step's kernel as asked for.
 *
 * @param kind decides the speed, never the result
 * @param precision decides both
 * @param activeSet whether most sweeps are over a document's active topics only, which decides
 *     both; in single precision only: {@link ActiveSetKernel}
 */
public record KernelChoice(Kind kind, Precision precision, boolean activeSet) {
  /** The fastest kernel that is available, in double precision and over all topics. */
  public static final KernelChoice DEFAULT = new KernelChoice(Kind.AUTO, Precision.DOUBLE);

  /** The fastest kernel that is available, in single precision and with active sets. */
  public static final KernelChoice ACTIVE_SET = new KernelChoice(Kind.AUTO, Precision.SINGLE, true);

  /**
   * Refuses active sets in double precision.
   *
   * @throws IllegalArgumentException for that combination, which no kernel offers
   */
  public KernelChoice {
    if (activeSet && precision != Precision.SINGLE) {
      throw new IllegalArgumentException("active sets are in single precision, found " + precision);
    }
  }

  /** A kernel that sweeps over all topics. */
  public KernelChoice(Kind kind, Precision precision) {
    this(kind, precision, false);
  }

  /** The kernel of this choice, made of an implementation's two kernels. */
  public EStepKernel oneOf(DoubleKernel inDoubles, FloatKernel inFloats) {
    if (precision == Precision.DOUBLE) {
      return inDoubles;
    }
    return activeSet ? new ActiveSetKernel(inFloats) : inFloats;
  }

  /** The precision and the sweeps, such as {@code single precision, active sets of topics}. */
  public String description() {
    return precision.name().toLowerCase(Locale.ROOT)
        + " precision"
        + (activeSet ? ", active sets of topics" : "");
  }

  /** Implementations of a kernel. */
  public enum Kind {
    /** Vectors where this virtual machine has them. */
    AUTO,
    /** The JDK's Vector API, or a failure that says why not. */
    VECTOR,
    /** Plain Java. */
    SCALAR
  }
}
