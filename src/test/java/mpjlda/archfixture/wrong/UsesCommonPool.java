package mpjlda.archfixture.wrong;

import java.util.concurrent.ForkJoinPool;

/** Takes threads that --threads does not count. */
public final class UsesCommonPool {
  private UsesCommonPool() {}

  public static int width() {
    return ForkJoinPool.commonPool().getParallelism();
  }
}
