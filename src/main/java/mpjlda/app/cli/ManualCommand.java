package mpjlda.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import mpjlda.app.config.ManualSettings;
import mpjlda.core.errors.ExitCode;
import mpjlda.data.io.AtomicFile;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code manual}: man pages, and completion for bash and zsh. */
@Command(
    name = "manual",
    description = "Writes man pages, and completion for bash and zsh, into a folder.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    modelTransformer = SettingOptions.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  mpj-lda manual --output manual",
      "  man -l manual/man/man1/mpj-lda-train.1",
      "  source manual/completion/mpj-lda.bash"
    })
final class ManualCommand implements Callable<Integer>, SettingsCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public List<Class<? extends Record>> settings() {
    return List.of(ManualSettings.class);
  }

  @Override
  public Integer call() {
    Path folder = SettingOptions.read(spec, ManualSettings.class).output();
    PrintWriter out = spec.commandLine().getOut();
    files()
        .forEach(
            (name, text) -> {
              Path file = folder.resolve(name);
              AtomicFile.createFolders(file.resolveSibling(""));
              AtomicFile.writeText(file, text);
              out.println(file);
            });
    out.flush();
    return ExitCode.OK;
  }

  /** Texts by the names of their files. */
  static Map<String, String> files() {
    List<CommandPage> pages = CommandPage.all();
    Map<String, String> files = new LinkedHashMap<>();
    files.put("man/man1/mpj-lda.1", ManPage.ofProgram(pages));
    pages.forEach(
        page -> files.put("man/man1/mpj-lda-" + page.name() + ".1", ManPage.ofCommand(page)));
    files.put("completion/mpj-lda.bash", AutoComplete.bash("mpj-lda", Main.commandLine()));
    files.put("completion/_mpj-lda", ZshCompletion.of(pages));
    return files;
  }
}
