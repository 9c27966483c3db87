package mpjlda.app.cli;

import mpjlda.cluster.launch.rank.RankContext;

/**
 * A command that runs on every rank. In the user's JVM its {@code call()} starts the ranks; in a
 * rank's JVM this is called instead.
 */
interface SpmdCommand {
  /**
   * Does this rank's part.
   *
   * @return the exit code
   */
  int runAsRank(RankContext context) throws Exception;
}
