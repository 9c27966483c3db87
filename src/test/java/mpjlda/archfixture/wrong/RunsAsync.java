package mpjlda.archfixture.wrong;

import java.util.concurrent.CompletableFuture;

/** Without an executor this runs in the common pool. */
public final class RunsAsync {
  private RunsAsync() {}

  public static CompletableFuture<Void> start(Runnable task) {
    return CompletableFuture.runAsync(task);
  }
}
