package mpjlda.archfixture.second;

import mpjlda.archfixture.first.KnowsSecond;

/** The other half of a cycle. */
public final class KnowsFirst {
  private KnowsFirst() {}

  public static Class<?> other() {
    return KnowsSecond.class;
  }
}
