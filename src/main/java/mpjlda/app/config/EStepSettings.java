package mpjlda.app.config;

/**
 * How each document is fitted.
 *
 * @param iterations sweeps of a document at most
 * @param tolerance mean absolute change of gamma that ends a document
 * @param gammaContinuation when documents start from their last gamma
 * @param skipTopics whether topics at rest are left out of the sweeps
 */
@SettingsGroup(heading = "E-step")
public record EStepSettings(
    @Setting(
            names = "--estep-iterations",
            label = "N",
            defaultValue = "100",
            min = 1,
            key = "estep_iterations",
            algorithms = {"batch", "online"},
            strict = false,
            help = "Maximum number of sweeps over a document.")
        int iterations,
    @Setting(
            names = "--estep-tolerance",
            label = "X",
            defaultValue = "1e-3",
            min = 0,
            key = "estep_tolerance",
            algorithms = {"batch", "online"},
            strict = false,
            help = "Mean absolute change of gamma at which a document ends.")
        double tolerance,
    @Setting(
            names = "--continue-gamma-after",
            label = "N|never",
            defaultValue = "never",
            expected = "a number of iterations or never",
            key = "continue_gamma_after",
            algorithms = "batch",
            help =
                "batch: after N iterations a document's E-step starts from the gamma of its last"
                    + " E-step instead of from the prior; 0 is the same as never.")
        GammaContinuation gammaContinuation,
    @Setting(
            names = "--skip-topics",
            key = "skip_topics",
            algorithms = "batch",
            help =
                "batch: fit each document on its active topics, in single precision, until a sweep"
                    + " over all topics finds it within --estep-tolerance. The model differs slightly;"
                    + " training takes two thirds of the time.")
        boolean skipTopics) {}
