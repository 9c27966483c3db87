package mpjlda.app.config;

import java.util.List;

/**
 * Documents that a training is scored by.
 *
 * @param heldOut their held-out parts, or whole documents
 * @param observed their observed parts
 * @param every iterations between two scores
 */
@SettingsGroup(heading = "Held-out documents")
public record HeldOutSettings(
    @Setting(
            names = "--held-out",
            label = "PATH",
            key = "held_out",
            help =
                "Score the model by these documents during training: --seed splits their tokens in"
                    + " two, or with --observed these are the held-out parts.")
        List<String> heldOut,
    @Setting(
            names = "--observed",
            label = "PATH",
            key = "observed",
            help = "Observed parts of the --held-out documents, in the same order.")
        List<String> observed,
    @Setting(
            names = "--evaluate-every",
            label = "N",
            defaultValue = "10",
            min = 1,
            key = "evaluate_every",
            help = "Score --held-out every N iterations, and after the last one.")
        int every)
    implements CheckedSettings {
  @Override
  public void check(OptionProblems problems) {
    problems.require(
        observed.isEmpty() || !heldOut.isEmpty(),
        "--observed needs --held-out: the other parts of the same documents");
  }
}
