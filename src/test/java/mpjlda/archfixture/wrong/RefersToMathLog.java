package mpjlda.archfixture.wrong;

import java.util.function.DoubleUnaryOperator;

/** A method reference is a call as well. */
public final class RefersToMathLog {
  private RefersToMathLog() {}

  public static final DoubleUnaryOperator LOG = Math::log;
}
