package mpjlda.app.config;

/** A description as typed. */
@SettingsGroup
public record InfoSettings(
    @Setting(
            names = "--verify",
            help = "Read and check everything: checksums, shapes, every number.")
        boolean verify,
    @Setting(names = "--json", help = "Print the result as JSON.") boolean json,
    ReadingSettings reading) {}
