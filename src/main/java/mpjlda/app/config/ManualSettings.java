package mpjlda.app.config;

import java.nio.file.Path;

/** A request for man pages and completion, as typed. */
@SettingsGroup
public record ManualSettings(
    @Setting(
            names = "--output",
            label = "DIR",
            required = true,
            help = "Folder for the files, made if it does not exist.")
        Path output) {}
