package mpjlda.app.cli;

import java.util.List;
import java.util.Optional;
import mpjlda.app.config.HeldOutSource;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.config.TrainingConfig;
import mpjlda.data.corpus.CorpusSource;
import picocli.CommandLine.Option;

/** The documents that a training is scored by, as typed. */
final class HeldOutOptions {
  @Option(
      names = "--held-out",
      paramLabel = "PATH",
      description =
          "Score the model by these documents on the way: their tokens are split in two by --seed,"
              + " or with --observed these are the held-out parts.")
  private List<String> heldOut = List.of();

  @Option(
      names = "--observed",
      paramLabel = "PATH",
      description = "Observed parts of the --held-out documents, in the same order.")
  private List<String> observed = List.of();

  @Option(
      names = "--evaluate-every",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "Score --held-out every so many iterations, and after the last. Default:"
              + " ${DEFAULT-VALUE}.")
  private int evaluateEvery;

  boolean areGiven() {
    return !heldOut.isEmpty();
  }

  /**
   * Checked.
   *
   * @param corpus how the files are read
   * @param seed of the split
   */
  Optional<TrainingConfig.HeldOut> heldOut(
      CorpusOptions corpus, long seed, OptionProblems problems) {
    problems.require(
        observed.isEmpty() || !heldOut.isEmpty(),
        "--observed needs --held-out: the other parts of the same documents");
    problems.require(evaluateEvery >= 1, "--evaluate-every must be >= 1, found " + evaluateEvery);
    if (heldOut.isEmpty()) {
      return Optional.empty();
    }
    Optional<CorpusSource> first =
        observed.isEmpty() ? Optional.empty() : Optional.of(corpus.source(observed, problems));
    HeldOutSource source = new HeldOutSource(first, corpus.source(heldOut, problems), seed, false);
    return Optional.of(new TrainingConfig.HeldOut(source, evaluateEvery));
  }
}
