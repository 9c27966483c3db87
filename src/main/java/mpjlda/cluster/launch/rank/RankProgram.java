package mpjlda.cluster.launch.rank;

/** The work of one rank. */
@FunctionalInterface
public interface RankProgram {
  /**
   * Runs on the rank's main thread, on all ranks at once.
   *
   * @return the exit code, the same on all ranks
   * @throws Exception ends all ranks: an {@link mpjlda.core.errors.LdaException} with its own
   *     message and code, anything else as a defect
   */
  int run(RankContext context) throws Exception;
}
