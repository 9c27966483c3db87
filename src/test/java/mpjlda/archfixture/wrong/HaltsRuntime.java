package mpjlda.archfixture.wrong;

/** Ends the process from within. */
public final class HaltsRuntime {
  private HaltsRuntime() {}

  public static void end() {
    Runtime.getRuntime().halt(1);
  }
}
