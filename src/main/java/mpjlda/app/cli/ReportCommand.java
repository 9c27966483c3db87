package mpjlda.app.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.config.ReadingSettings;
import mpjlda.app.report.Report;
import mpjlda.app.report.ReportInputs;
import mpjlda.core.errors.ExitCode;
import mpjlda.data.corpus.CorpusSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mpj-lda report}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    modelTransformer = SettingOptions.class,
    sortOptions = false,
    description = {
      "Writes one self-contained HTML page of a model and its training.",
      "It has a map of the topics, their words by relevance, a search for words, the course of the"
          + " bound, time per phase and rank.",
      "Prints the name of the page."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mpj-lda report model                            writes model/report.html",
      "  mpj-lda report model --output kos.html",
      "  mpj-lda report model --corpus docword.kos.txt   with the top documents of each topic"
    })
public final class ReportCommand implements Callable<Integer>, SettingsCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public List<Class<? extends Record>> settings() {
    return List.of(ReadingSettings.class);
  }

  @Parameters(paramLabel = "MODEL", description = "Model directory, as written by train.")
  private Path model = Path.of("");

  @Option(
      names = "--output",
      paramLabel = "FILE.html",
      description = "Where to write it. Default: report.html in the model directory.")
  private @Nullable Path output;

  @Option(
      names = "--corpus",
      paramLabel = "PATH",
      description =
          "Documents to show the top ones of each topic: a file, folder or glob; repeatable.")
  private List<String> corpus = new ArrayList<>();

  @Option(
      names = "--tune",
      paramLabel = "DIR",
      description = "Adds the curves of a hyper-parameter search: a folder with tune.csv.")
  private @Nullable Path tune;

  @Option(
      names = {"-q", "--quiet"},
      description = "Says nothing of its progress.")
  private boolean quiet;

  @Override
  public Integer call() throws Exception {
    OptionProblems problems = new OptionProblems();
    ReadingSettings reading = SettingOptions.read(spec, ReadingSettings.class, problems);
    reading.refuseText(problems);
    Path page = output == null ? model.resolve("report.html") : output;
    problems.require(!Files.isDirectory(page), "--output is a folder: " + page);
    Optional<CorpusSource> source =
        corpus.isEmpty() ? Optional.empty() : Optional.of(reading.source(corpus));
    problems.throwIfAny();
    PrintWriter err = spec.commandLine().getErr();
    Report.write(
        new ReportInputs(model, source, Optional.ofNullable(tune)), page, line -> say(err, line));
    say(err, String.format(Locale.ROOT, "%.1f MB", Files.size(page) / 1e6));
    PrintWriter out = spec.commandLine().getOut();
    out.println(page);
    out.flush();
    return ExitCode.OK;
  }

  private void say(PrintWriter err, String line) {
    if (!quiet) {
      err.println("report   " + line);
      err.flush();
    }
  }
}
