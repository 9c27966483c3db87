package mpjlda.app.export;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mpjlda.app.config.CheckedSettings;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.config.ReadingSettings;
import mpjlda.app.config.Setting;
import mpjlda.app.config.SettingsGroup;
import mpjlda.app.config.WordSettings;
import mpjlda.data.corpus.CorpusSource;

/**
 * An export as typed.
 *
 * @param output that the forms' folders are made in
 * @param corpus documents whose proportions are exported too
 * @param words of each topic, where a form takes only the most probable
 */
@SettingsGroup(heading = "Export")
public record ExportSettings(
    @Setting(
            names = "--to",
            label = "FORM",
            required = true,
            common = true,
            commas = true,
            help = "One or more of the forms, separated by commas.")
        List<ExportFormat> forms,
    @Setting(
            names = "--output",
            label = "DIR",
            common = true,
            help = "Where the forms' folders are made. Default: export in the model directory.")
        Optional<Path> output,
    @Setting(
            names = "--corpus",
            label = "PATH",
            help = "Documents: a file, a folder or a glob; may be given several times.")
        List<String> corpus,
    @Setting(
            names = "--words",
            label = "N",
            defaultValue = "20",
            min = 1,
            help = "Words of each topic, where a form wants only the most probable.")
        int words,
    @Setting(
            names = "--threads",
            label = "T",
            defaultValue = "1",
            min = 1,
            max = 4096,
            help = "Threads that fit the documents.")
        int threads,
    ReadingSettings reading,
    WordSettings mapping)
    implements CheckedSettings {
  @Override
  public void check(OptionProblems problems) {
    reading.refuseText(problems);
  }

  /** The documents, if there are any. */
  public Optional<CorpusSource> source() {
    return corpus.isEmpty() ? Optional.empty() : Optional.of(reading.source(corpus));
  }
}
