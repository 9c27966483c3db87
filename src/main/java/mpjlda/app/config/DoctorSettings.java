package mpjlda.app.config;

import java.util.List;

/**
 * An examination of machines as typed.
 *
 * @param paths that every host must be able to read
 */
@SettingsGroup
public record DoctorSettings(
    @Setting(
            names = "--path",
            label = "PATH",
            help =
                "A file or folder that every host must be able to read; may be given several"
                    + " times.")
        List<String> paths,
    @Setting(names = "--json", help = "Print the result as JSON.") boolean json,
    HostSettings hosts) {}
