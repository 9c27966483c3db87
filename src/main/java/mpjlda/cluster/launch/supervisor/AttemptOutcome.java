package mpjlda.cluster.launch.supervisor;

import mpjlda.cluster.launch.protocol.RankEnd;

/** The outcome of an {@link Attempt}, all of whose processes have ended. */
sealed interface AttemptOutcome {
  /** All ranks have done their work. */
  record Finished(int exitCode) implements AttemptOutcome {}

  /** A rank ended too early, or makes no progress. */
  record Failed(RankEnd cause) implements AttemptOutcome {}

  /** The user or the end of this process has ended it. */
  record Stopped() implements AttemptOutcome {}
}
