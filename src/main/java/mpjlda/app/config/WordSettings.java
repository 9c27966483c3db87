package mpjlda.app.config;

/**
 * Handling of a corpus whose vocabulary is not the model's.
 *
 * @param map whether words are matched with the model's by their text and unknown ones dropped
 */
@SettingsGroup(heading = "Corpus")
public record WordSettings(
    @Setting(
            names = "--map-words",
            help =
                "Match the words of the corpus with the model's by their text, and drop those that the"
                    + " model does not have. Default: refuse another vocabulary.")
        boolean map) {}
