package mpjlda.app.config;

/** What a run prints. */
@SettingsGroup(heading = "Output on the terminal")
public record PrintSettings(
    @Setting(names = "--json", printed = false, help = "Print the result as JSON.") boolean json,
    @Setting(
            names = {"-q", "--quiet"},
            printed = false,
            help = "Print only the result and errors.")
        boolean quiet,
    @Setting(
            names = {"-v", "--verbose"},
            printed = false,
            help = "Print every step with its time and rank, and stack traces of errors.")
        boolean verbose) {}
