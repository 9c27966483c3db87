package mpjlda.cluster.launch.protocol;

/**
 * How far the ranks of an attempt have come.
 *
 * @param iteration the highest that any rank has been in; 0 before the first
 * @param checkpoint the highest iteration that is safe on disk; {@link #NO_CHECKPOINT} before any
 */
public record Progress(int iteration, int checkpoint) {
  public static final int NO_CHECKPOINT = -1;
  public static final Progress NONE = new Progress(0, NO_CHECKPOINT);

  public boolean hasCheckpoint() {
    return checkpoint > NO_CHECKPOINT;
  }

  /** Whether either is higher. */
  public boolean isBeyond(Progress other) {
    return iteration > other.iteration || checkpoint > other.checkpoint;
  }

  /** The higher of each. */
  public Progress orBetter(Progress other) {
    return new Progress(
        Math.max(iteration, other.iteration), Math.max(checkpoint, other.checkpoint));
  }
}
