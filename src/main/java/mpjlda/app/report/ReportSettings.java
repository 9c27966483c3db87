package mpjlda.app.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mpjlda.app.config.CheckedSettings;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.config.ReadingSettings;
import mpjlda.app.config.Setting;
import mpjlda.app.config.SettingsGroup;
import mpjlda.data.corpus.CorpusSource;

/**
 * A report as typed.
 *
 * @param corpus whose top documents are shown
 * @param tune folder of a search whose curves are shown
 */
@SettingsGroup(heading = "Report")
public record ReportSettings(
    @Setting(
            names = "--output",
            label = "FILE.html",
            help =
                "Where to write it; - for standard output. Default: report.html in the model"
                    + " directory.")
        Optional<Path> output,
    @Setting(
            names = "--corpus",
            label = "PATH",
            help =
                "Documents to show the top ones of each topic: a file, folder or glob; may be given"
                    + " several times.")
        List<String> corpus,
    @Setting(
            names = "--tune",
            label = "DIR",
            help = "Add the curves of a hyper-parameter search: a folder with tune.csv.")
        Optional<Path> tune,
    @Setting(
            names = {"-q", "--quiet"},
            help = "Print only the result and errors.")
        boolean quiet,
    ReadingSettings reading)
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
