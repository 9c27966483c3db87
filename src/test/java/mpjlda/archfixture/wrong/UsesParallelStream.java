package mpjlda.archfixture.wrong;

import java.util.List;

/** Takes threads that --threads does not count. */
public final class UsesParallelStream {
  private UsesParallelStream() {}

  public static int sum(List<Integer> values) {
    return values.parallelStream().mapToInt(v -> v).sum();
  }
}
