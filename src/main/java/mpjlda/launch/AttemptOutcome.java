package mpjlda.launch;

/** What became of an {@link Attempt}. All its processes have ended. */
sealed interface AttemptOutcome {
  /** All ranks have done their work. */
  record Finished(int exitCode) implements AttemptOutcome {}

  /** A rank ended too early. */
  record Failed(RankEnd cause) implements AttemptOutcome {}

  /** This process is being ended itself. */
  record Stopped() implements AttemptOutcome {}
}
