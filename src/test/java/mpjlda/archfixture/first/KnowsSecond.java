package mpjlda.archfixture.first;

import mpjlda.archfixture.second.KnowsFirst;

/** One half of a cycle. */
public final class KnowsSecond {
  private KnowsSecond() {}

  public static Class<?> other() {
    return KnowsFirst.class;
  }
}
