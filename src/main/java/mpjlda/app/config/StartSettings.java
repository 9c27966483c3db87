package mpjlda.app.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a training starts from, instead of random numbers; at most one of the two.
 *
 * @param lambda a file of K × V numbers
 * @param model a model's folder
 */
@SettingsGroup(heading = "Start")
public record StartSettings(
    @Setting(
            names = "--initial-lambda",
            label = "FILE.npy",
            key = "initial_lambda",
            absent = "",
            help = "Start from this lambda (K x V) instead of a random one.")
        Optional<Path> lambda,
    @Setting(
            names = "--initial-model",
            label = "DIR",
            key = "initial_model",
            help =
                "Start from the topics of this model, with words matched by their text, and use its"
                    + " alpha and eta unless they are given.")
        Optional<Path> model)
    implements CheckedSettings {
  @Override
  public void check(OptionProblems problems) {
    problems.require(
        lambda.isEmpty() || model.isEmpty(),
        "--initial-lambda and --initial-model exclude each other: give one of them");
  }
}
