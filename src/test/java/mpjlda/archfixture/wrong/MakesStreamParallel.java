package mpjlda.archfixture.wrong;

import java.util.stream.IntStream;

/** Takes threads that --threads does not count. */
public final class MakesStreamParallel {
  private MakesStreamParallel() {}

  public static int sum() {
    return IntStream.range(0, 9).parallel().sum();
  }
}
