package mpjlda.cluster.console;

/**
 * Sentences on stderr that scripts may rely on: they are the same in all versions, and the tests
 * take them from here. Each is a line's beginning or a part of one.
 */
public final class StableMessages {
  /** The beginning of a run that continues; follows the place, such as {@code iteration 40}. */
  public static final String RESUMED = "resume   from the checkpoint of ";

  /** The reason or the signal stands before or after it; the run ends with exit code 75. */
  public static final String STOPPING = "stopping after this iteration";

  /** The last line of a run that was stopped; the place follows, and then the advice. */
  public static final String STOPPED = "stopped  after ";

  /** The advice, if the place's checkpoint was written. */
  public static final String SAME_COMMAND = "; the same command continues from there";

  /** A checkpoint that could not be written, which does not end the run; the place follows. */
  public static final String NO_CHECKPOINT = "warning: no checkpoint of ";

  private StableMessages() {}

  /** The beginning of the line that reports a failed rank and what follows from it. */
  public static String restart(int number, int limit) {
    return "restart " + number + " of " + limit;
  }
}
