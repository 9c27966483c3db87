package mpjlda.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.config.ReadingSettings;
import mpjlda.app.config.WordSettings;
import mpjlda.app.export.ExportFormat;
import mpjlda.app.export.ExportSource;
import mpjlda.core.errors.ExitCode;
import mpjlda.data.corpus.CorpusSource;
import mpjlda.data.modelio.ModelDirectory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
    return List.of(ReadingSettings.class, WordSettings.class);
  }

  @Parameters(paramLabel = "MODEL", description = "Model directory, as written by train.")
  private Path model = Path.of("");

  @Option(
      names = "--to",
      paramLabel = "FORM",
      required = true,
      split = ",",
      description = "One or more of the forms, with commas between.")
  private List<String> forms = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where the forms' folders are made. Default: export in the model directory.")
  private @Nullable Path output;

  @Option(
      names = "--corpus",
      paramLabel = "PATH",
      description = "Documents: a file, a folder or a glob; may be given several times.")
  private List<String> corpus = new ArrayList<>();

  @Option(
      names = "--words",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "Words of each topic, where a form wants only the most probable. Default:"
              + " ${DEFAULT-VALUE}.")
  private int words;

  @Option(
      names = "--threads",
      paramLabel = "T",
      defaultValue = "1",
      description = "Threads that fit the documents. Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Override
  public Integer call() {
    OptionProblems problems = new OptionProblems();
    ReadingSettings reading = SettingOptions.read(spec, ReadingSettings.class, problems);
    reading.refuseText(problems);
    List<ExportFormat> chosen = new ArrayList<>();
    for (String form : forms) {
      Optional<ExportFormat> format = ExportFormat.named(form.strip());
      format.ifPresent(chosen::add);
      problems.require(
          format.isPresent(), "--to must be of " + ExportFormat.names() + ", found " + form);
    }
    problems.require(words >= 1, "--words must be 1 or more, found " + words);
    problems.require(
        threads >= 1 && threads <= 4096, "--threads must be from 1 to 4096, found " + threads);
    Optional<CorpusSource> source =
        corpus.isEmpty() ? Optional.empty() : Optional.of(reading.source(corpus));
    problems.throwIfAny();
    ExportSource what =
        new ExportSource(
            ModelDirectory.readInfo(model),
            ModelDirectory.open(model),
            source,
            SettingOptions.read(spec, WordSettings.class).map(),
            words,
            threads);
    Path folder = output == null ? model.resolve("export") : output;
    PrintWriter out = spec.commandLine().getOut();
    for (ExportFormat format : chosen) {
      for (Path file : format.write(what, folder.resolve(format.label()))) {
        out.println(file);
        out.flush();
      }
    }
    return ExitCode.OK;
  }
}
