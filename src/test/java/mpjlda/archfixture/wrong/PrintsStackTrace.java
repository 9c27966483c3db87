package mpjlda.archfixture.wrong;

/** Writes to standard error past the console. */
public final class PrintsStackTrace {
  private PrintsStackTrace() {}

  public static void say(Throwable failure) {
    failure.printStackTrace();
  }
}
