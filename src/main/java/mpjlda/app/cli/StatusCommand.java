package mpjlda.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import mpjlda.app.config.StatusSettings;
import mpjlda.app.status.SingleOutput;
import mpjlda.app.status.StatusReport;
import mpjlda.app.status.StatusText;
import mpjlda.core.console.SafeText;
import mpjlda.core.errors.ExitCode;
import mpjlda.data.io.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code status}: where a run is. */
@Command(
    name = "status",
    description = {
      "Reports the state of a training or a search (tune), from the files in its output folder, or"
          + " of an import or inference.",
      "Works from any host that sees the folder."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    modelTransformer = SettingOptions.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  mpj-lda status model",
      "  mpj-lda status model --follow",
      "",
      "States: running, complete, stopped (the same command continues), failed (with its reason),",
      "died (killed from outside; the same command continues from the last checkpoint)."
    })
final class StatusCommand implements Callable<Integer>, SettingsCommand {
  private static final long FOLLOW_MILLIS = 2000;

  @Parameters(paramLabel = "OUTPUT", description = "The --output of the command.")
  private Path output = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public List<Class<? extends Record>> settings() {
    return List.of(StatusSettings.class);
  }

  @Override
  public Integer call() throws InterruptedException {
    StatusSettings settings = SettingOptions.read(spec, StatusSettings.class);
    boolean json = settings.json();
    boolean follow = settings.follow();
    PrintWriter out = SafeText.writer(spec.commandLine().getOut());
    Optional<SingleOutput> single = SingleOutput.of(output, Instant.now());
    if (single.isPresent()) {
      out.println(json ? Json.line(single.get().toMap()) : single.get().line());
      out.flush();
      return ExitCode.OK;
    }
    StatusReport report = StatusReport.of(output);
    String told = "";
    while (follow && report.isRunning()) {
      String line = StatusText.line(report);
      if (!line.equals(told)) {
        out.println(json ? Json.line(report.toMap()) : line);
        out.flush();
        told = line;
      }
      Thread.sleep(FOLLOW_MILLIS);
      report = StatusReport.of(output);
    }
    if (json) {
      out.print(follow ? Json.line(report.toMap()) + "\n" : Json.pretty(report.toMap()));
    } else {
      StatusText.lines(report).forEach(out::println);
    }
    out.flush();
    return ExitCode.OK;
  }
}
