package mpjlda.archfixture.wrong;

import java.util.concurrent.atomic.AtomicLong;

/** Final, but mutable all the same. */
public final class HasStaticCounter {
  private HasStaticCounter() {}

  public static final AtomicLong CALLS = new AtomicLong();
}
