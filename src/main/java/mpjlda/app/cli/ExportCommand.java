package mpjlda.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import mpjlda.app.export.ExportFormat;
import mpjlda.app.export.ExportSettings;
import mpjlda.app.export.ExportSource;
import mpjlda.core.errors.ExitCode;
import mpjlda.data.modelio.ModelDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mpj-lda export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    modelTransformer = SettingOptions.class,
    sortOptions = false,
    description = {
      "Writes a model in other tools' forms, each into a folder of its own, and prints the files.",
      "Forms: numpy (.npy), npz, csv, tsv, json, lda-c, mallet, gensim, sklearn, pyldavis,"
          + " graphml.",
      "With --corpus also the documents' topic proportions, where a form has a place for them."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mpj-lda export model --to numpy",
      "  mpj-lda export model --to csv,lda-c,mallet --output exported --corpus docword.kos.txt",
      "  mpj-lda export model --to gensim      then, in model/export/gensim, in Python:",
      "      from gensim_model import load",
      "      model = load()"
    })
public final class ExportCommand implements Callable<Integer>, SettingsCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public List<Class<? extends Record>> settings() {
    return List.of(ExportSettings.class);
  }

  @Parameters(paramLabel = "MODEL", description = "Model directory, as written by train.")
  private Path model = Path.of("");

  @Override
  public Integer call() {
    ExportSettings settings = SettingOptions.read(spec, ExportSettings.class);
    ExportSource what =
        new ExportSource(
            ModelDirectory.readInfo(model),
            ModelDirectory.open(model),
            settings.source(),
            settings.mapping().map(),
            settings.words(),
            settings.threads());
    Path folder = settings.output().orElse(model.resolve("export"));
    PrintWriter out = spec.commandLine().getOut();
    for (ExportFormat format : settings.forms()) {
      for (Path file : format.write(what, folder.resolve(format.label()))) {
        out.println(file);
        out.flush();
      }
    }
    return ExitCode.OK;
  }
}
