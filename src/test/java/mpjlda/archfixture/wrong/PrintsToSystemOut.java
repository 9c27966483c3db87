package mpjlda.archfixture.wrong;

/** Writes past the console. */
public final class PrintsToSystemOut {
  private PrintsToSystemOut() {}

  public static void say() {
    System.out.println("hello");
  }
}
