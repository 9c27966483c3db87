package mpjlda.app.config;

import java.util.List;
import mpjlda.data.corpus.CorpusSource;

/**
 * The corpus of a command.
 *
 * @param paths files, folders or globs
 */
@SettingsGroup(heading = "Corpus")
public record CorpusSettings(
    @Setting(
            names = "--corpus",
            label = "PATH",
            required = true,
            common = true,
            key = "corpus",
            help = "Corpus: a file, a folder or a glob; may be given several times.")
        List<String> paths,
    ReadingSettings reading) {
  /** What to read; not for text. */
  public CorpusSource source() {
    return reading.source(paths);
  }
}
