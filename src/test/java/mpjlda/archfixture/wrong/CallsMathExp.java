package mpjlda.archfixture.wrong;

/** Its bits vary with the JVM. */
public final class CallsMathExp {
  private CallsMathExp() {}

  public static double bits(double x) {
    return Math.exp(x);
  }
}
