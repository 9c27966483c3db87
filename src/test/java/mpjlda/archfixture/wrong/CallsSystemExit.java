package mpjlda.archfixture.wrong;

/** Ends the process from within. */
public final class CallsSystemExit {
  private CallsSystemExit() {}

  public static void end() {
    System.exit(1);
  }
}
