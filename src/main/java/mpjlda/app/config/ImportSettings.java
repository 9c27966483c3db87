package mpjlda.app.config;

import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * An import as typed, of one of three kinds.
 *
 * @param output store or model directory
 */
@SettingsGroup(heading = "Import")
public record ImportSettings(
    StoreSettings store,
    TextSettings text,
    LambdaSettings lambda,
    @Setting(
            names = "--output",
            label = "DIR",
            required = true,
            common = true,
            help = "Store or model directory to write.")
        Path output,
    @Setting(names = "--overwrite", help = "Replace stores that exist already.") boolean overwrite,
    @Setting(
            names = "--threads",
            label = "T",
            defaultValue = "1",
            min = 1,
            max = 4096,
            help = "Threads that read text.")
        int threads,
    @Setting(names = "--json", help = "Print the result as JSON.") boolean json,
    @Setting(
            names = {"-q", "--quiet"},
            help = "Print only the result and errors.")
        boolean quiet,
    ReadingSettings reading)
    implements CheckedSettings {
  @Override
  public void check(OptionProblems problems) {
    long kinds =
        Stream.of(!store.paths().isEmpty(), !text.paths().isEmpty(), lambda.file().isPresent())
            .filter(given -> given)
            .count();
    problems.require(kinds == 1, "give one of --corpus, --text and --lambda");
    problems.require(output.getFileName() != null, "--output must be a folder, found " + output);
    if (!store.paths().isEmpty()) {
      reading.refuseText(problems);
    }
    problems.require(
        lambda.file().isEmpty() || reading.vocabulary().isPresent(), "--vocab is missing");
  }
}
