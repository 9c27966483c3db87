package mpjlda.app.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.report.Report;
import mpjlda.app.report.ReportInputs;
import mpjlda.app.report.ReportSettings;
import mpjlda.core.console.SafeText;
import mpjlda.core.errors.ExitCode;
import mpjlda.data.io.OutputTarget;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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
  private static final Set<String> STANDARD_OUTPUT = Set.of("-", "/dev/stdout");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public List<Class<? extends Record>> settings() {
    return List.of(ReportSettings.class);
  }

  @Parameters(paramLabel = "MODEL", description = "Model directory, as written by train.")
  private Path model = Path.of("");

  @Override
  public Integer call() throws Exception {
    OptionProblems problems = new OptionProblems();
    ReportSettings settings = SettingOptions.read(spec, ReportSettings.class, problems);
    Path page = settings.output().orElse(model.resolve("report.html"));
    problems.require(!Files.isDirectory(page), "--output is a folder: " + page);
    problems.throwIfAny();
    PrintWriter err = SafeText.writer(spec.commandLine().getErr());
    Consumer<String> progress =
        line -> {
          if (!settings.quiet()) {
            err.println("report   " + line);
            err.flush();
          }
        };
    ReportInputs inputs = new ReportInputs(model, settings.source(), settings.tune());
    if (STANDARD_OUTPUT.contains(page.toString())) {
      Report.print(inputs, System.out, progress);
      return ExitCode.OK;
    }
    OutputTarget.resolve(page);
    Report.write(inputs, page, progress);
    progress.accept(String.format(Locale.ROOT, "%.1f MB", Files.size(page) / 1e6));
    PrintWriter out = spec.commandLine().getOut();
    out.println(page);
    out.flush();
    return ExitCode.OK;
  }
}
