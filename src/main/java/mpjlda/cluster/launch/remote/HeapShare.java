package mpjlda.cluster.launch.remote;

/** The share of a host's memory that its ranks may use, unless the user sets -Xmx. */
public final class HeapShare {
  private static final double PERCENT_OF_HOST = 80;

  private HeapShare() {}

  /**
   * In percent of a host's memory, at least 1, for each of the ranks on it: the largest heap of
   * one.
   */
  public static double percent(long ranks) {
    return Math.max(1, PERCENT_OF_HOST / ranks);
  }
}
