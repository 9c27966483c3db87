package mpjlda.launch;

/**
 * How far the ranks of an attempt have come.
 *
 * @param iteration the highest that any rank has been in; 0 before the first
 * @param checkpoint the highest iteration that is safe on disk; {@link #NO_CHECKPOINT} before any
 */
record Progress(int iteration, int checkpoint) {
  static final int NO_CHECKPOINT = -1;
  static final Progress NONE = new Progress(0, NO_CHECKPOINT);

  boolean hasCheckpoint() {
    return checkpoint > NO_CHECKPOINT;
  }

  /** Whether either is higher. */
  boolean isBeyond(Progress other) {
    return iteration > other.iteration || checkpoint > other.checkpoint;
  }

  /** The higher of each. */
  Progress orBetter(Progress other) {
    return new Progress(
        Math.max(iteration, other.iteration), Math.max(checkpoint, other.checkpoint));
  }
}
