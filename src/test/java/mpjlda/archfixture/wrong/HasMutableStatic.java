package mpjlda.archfixture.wrong;

/** Shared between ranks that are threads of one JVM. */
public final class HasMutableStatic {
  private HasMutableStatic() {}

  static int calls;

  public static int next() {
    return ++calls;
  }
}
