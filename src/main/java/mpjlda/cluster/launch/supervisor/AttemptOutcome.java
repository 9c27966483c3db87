package mpjlda.cluster.launch.supervisor;

import mpjlda.cluster.launch.protocol.RankEnd;

/** What became of an {@link Attempt}. All its processes have ended. */
sealed interface AttemptOutcome {
  /** All ranks have done their work. */
  record Finished(int exitCode) implements AttemptOutcome {}

  /** A rank ended too early, or does not go on. */
  record Failed(RankEnd cause) implements AttemptOutcome {}

  /** The user or the end of this process has ended it. */
  record Stopped() implements AttemptOutcome {}
}
