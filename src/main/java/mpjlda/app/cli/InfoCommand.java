package mpjlda.app.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import mpjlda.app.config.InfoSettings;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.config.ReadingSettings;
import mpjlda.app.train.OutputFolder;
import mpjlda.cluster.checkpoint.CheckpointDescription;
import mpjlda.cluster.checkpoint.CheckpointStore;
import mpjlda.cluster.comm.Collectives;
import mpjlda.cluster.comm.SingleRank;
import mpjlda.core.console.SafeText;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.errors.LdaException;
import mpjlda.data.corpus.CorpusDescription;
import mpjlda.data.corpus.CorpusReader;
import mpjlda.data.corpus.CorpusSource;
import mpjlda.data.io.Json;
import mpjlda.data.modelio.ModelDirectory;
import mpjlda.data.modelio.Npy;
import mpjlda.data.modelio.NpyHeader;
import mpjlda.data.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mpj-lda info}. */
@Command(
    name = "info",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    modelTransformer = SettingOptions.class,
    sortOptions = false,
    description =
        "Describes a corpus, a corpus store, a model directory with its checkpoints, or a numpy"
            + " array, and verifies it.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  mpj-lda info docword.kos.txt       reads and checks the corpus, and tells what is in it",
      "  mpj-lda info model                 what the model is and how it was made",
      "  mpj-lda info model --verify        reads every file and checks it",
      "  mpj-lda info model/lambda.npy"
    })
public final class InfoCommand implements Callable<Integer>, SettingsCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public List<Class<? extends Record>> settings() {
    return List.of(InfoSettings.class);
  }

  @Parameters(paramLabel = "PATH", description = "What to describe.")
  private Path path = Path.of("");

  @Override
  public Integer call() {
    InfoSettings settings = SettingOptions.read(spec, InfoSettings.class);
    if (!Files.exists(path)) {
      throw LdaException.badInput(path + ": there is no such file or folder.");
    }
    Map<String, Object> description;
    List<CheckpointDescription> checkpoints = checkpoints(settings.verify());
    if (looksLikeModel()) {
      description = describeModel(settings.verify());
    } else if (!checkpoints.isEmpty()) {
      description = new LinkedHashMap<>(Map.of("kind", "run without a model yet"));
    } else if (Store.isStore(path)) {
      description = describeStore(settings.verify());
    } else if (path.toString().endsWith(".npy")) {
      description = describeArray();
    } else {
      description = describeCorpus(settings.reading());
    }
    for (CheckpointDescription checkpoint : checkpoints) {
      description.put("checkpoint " + checkpoint.generation(), checkpoint.toMap());
    }
    PrintWriter out = SafeText.writer(spec.commandLine().getOut());
    if (settings.json()) {
      out.print(Json.pretty(description));
    } else {
      print(out, "", description);
    }
    out.flush();
    return checkpoints.stream().anyMatch(c -> c.status() == CheckpointDescription.Status.DAMAGED)
        ? ExitCode.BAD_INPUT
        : ExitCode.OK;
  }

  /** Of a training's output folder; every byte is read only if all is to be verified. */
  private List<CheckpointDescription> checkpoints(boolean verify) {
    Path folder = path.resolve(OutputFolder.CHECKPOINTS);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    CheckpointStore store = new CheckpointStore(folder, 1);
    return verify ? store.verify() : store.list();
  }

  /** A model without its manifest counts as well, so that the fault is reported. */
  private boolean looksLikeModel() {
    return ModelDirectory.isModel(path) || Files.exists(path.resolve(ModelDirectory.LAMBDA));
  }

  private Map<String, Object> describeModel(boolean verify) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", "model");
    map.putAll(ModelDirectory.readInfo(path).toMap());
    if (verify) {
      map.put("verified", ModelDirectory.verify(path));
    }
    return map;
  }

  private Map<String, Object> describeArray() {
    Range range = new Range();
    NpyHeader header = Npy.scan(path, range::add);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", "numpy array");
    map.put("shape", header.shape());
    map.put("dtype", header.typeName());
    map.put("order", header.fortranOrder() ? "Fortran" : "C");
    map.put("entries", header.entries());
    if (range.finite > 0) {
      map.put("min", range.min);
      map.put("max", range.max);
    }
    map.put("not_finite", header.entries() - range.finite);
    return map;
  }

  private Map<String, Object> describeStore(boolean verify) {
    Store store = Store.open(path);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", "corpus store");
    map.putAll(store.manifest().describe());
    if (verify) {
      map.put("verified", store.verify());
    }
    return map;
  }

  /** Reading a corpus checks all of it. */
  private Map<String, Object> describeCorpus(ReadingSettings reading) {
    OptionProblems problems = new OptionProblems();
    reading.refuseText(problems);
    problems.throwIfAny();
    CorpusSource source = reading.source(List.of(path.toString()));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", "corpus");
    map.putAll(CorpusDescription.of(CorpusReader.read(source, new Collectives(new SingleRank()))));
    return map;
  }

  /** Members one a line, those of inner objects indented below their name. */
  private static void print(PrintWriter out, String indent, Map<?, ?> map) {
    int longest =
        map.keySet().stream().mapToInt(key -> SafeText.of(key.toString()).length()).max().orElse(0);
    map.forEach(
        (name, value) -> {
          String key = SafeText.of(name.toString());
          if (value instanceof Map<?, ?> inner) {
            out.println(indent + key);
            print(out, indent + "  ", inner);
          } else if (value instanceof List<?> list && key.equals("verified")) {
            list.forEach(
                check -> out.println(indent + "ok  " + SafeText.of(String.valueOf(check))));
          } else {
            out.println(indent + padded(key, longest) + "  " + SafeText.of(String.valueOf(value)));
          }
        });
  }

  private static String padded(String name, int length) {
    return name + " ".repeat(length - name.length());
  }

  /** The smallest and largest of the finite numbers. */
  private static final class Range {
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private long finite;

    void add(double value) {
      if (Double.isFinite(value)) {
        min = Math.min(min, value);
        max = Math.max(max, value);
        finite++;
      }
    }
  }
}
