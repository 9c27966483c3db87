package mpjlda.app.config;

/** A question for the state of a run, as typed. */
@SettingsGroup
public record StatusSettings(
    @Setting(names = "--json", help = "Print one JSON object; with --follow one per line.")
        boolean json,
    @Setting(names = "--follow", help = "Report every change until the run has ended.")
        boolean follow) {}
