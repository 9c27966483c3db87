package mpjlda.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import mpjlda.app.status.DumpRequest;
import mpjlda.core.console.SafeText;
import mpjlda.core.errors.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dump}: the thread dumps of all ranks of a running training. */
@Command(
    name = "dump",
    description = {
      "Writes the stacks of all threads of a running training.",
      "Each rank writes them into its log, and they are this command's output. The training"
          + " continues."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    modelTransformer = SettingOptions.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  mpj-lda dump model",
      "",
      "kill -QUIT on the process of bin/mpj-lda train has the same done, into the logs."
    })
final class DumpCommand implements Callable<Integer>, SettingsCommand {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @Parameters(paramLabel = "OUTPUT", description = "The training's --output folder.")
  private Path output = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public List<Class<? extends Record>> settings() {
    return List.of();
  }

  @Override
  public Integer call() throws InterruptedException {
    Map<String, List<String>> dumps = DumpRequest.to(output).take(PATIENCE);
    PrintWriter out = SafeText.writer(spec.commandLine().getOut());
    dumps.forEach(
        (log, lines) -> {
          out.println("==> " + log + " <==");
          lines.forEach(out::println);
        });
    out.flush();
    return ExitCode.OK;
  }
}
