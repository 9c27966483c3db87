package mpjlda.cluster.distributed;

/**
 * Requests of a rank for the end of an iteration, and of any rank after the reduction.
 *
 * @param stop the run stops
 * @param checkpoint a checkpoint is written
 * @param wholeLambda every rank gets all of lambda
 */
public record ControlFlags(boolean stop, boolean checkpoint, boolean wholeLambda) {
  /** No request. */
  public static final ControlFlags NONE = new ControlFlags(false, false, false);
}
