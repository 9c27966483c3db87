package mpjlda.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.config.ReadingSettings;
import mpjlda.app.export.LambdaImport;
import mpjlda.cluster.comm.Collectives;
import mpjlda.cluster.comm.SingleRank;
import mpjlda.cluster.console.TerminalConsole;
import mpjlda.cluster.launch.protocol.HostName;
import mpjlda.core.console.Console;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.errors.LdaException;
import mpjlda.core.parallel.Workers;
import mpjlda.data.convert.ImportRequest;
import mpjlda.data.convert.StoreImport;
import mpjlda.data.io.Json;
import mpjlda.data.store.StoreSummary;
import mpjlda.data.text.TextImport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mpj-lda import}. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    modelTransformer = SettingOptions.class,
    sortOptions = false,
    description = {
      "Makes a corpus store of corpora or text, or a model of another program's topics.",
      "A store is read faster than text, by any number of ranks, each its own part. The import itself"
          + " runs in one process.",
      "--lambda is a numpy array (K, V) of Dirichlet parameters, or lda-c's final.beta, whose",
      "probabilities become parameters as if the topics had shared --tokens tokens."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mpj-lda import --corpus docword.kos.txt --output kos.store",
      "  mpj-lda import --text articles/ --language en --phrases --output articles.store",
      "  mpj-lda import --threads 4 --text articles/ --output articles.store",
      "  mpj-lda import --text news.jsonl.gz --text-field title,body --name-field id --output n.store",
      "  mpj-lda import --corpus a.store --corpus b.txt --split 0.9 --output both",
      "  mpj-lda import --lambda components.npy --vocab vocab.txt --output model",
      "  mpj-lda import --lambda final.beta --vocab vocab.txt --tokens 467714 --output model"
    })
public final class ImportCommand implements Callable<Integer>, SettingsCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public List<Class<? extends Record>> settings() {
    return List.of(ReadingSettings.class);
  }

  @Option(
      names = "--lambda",
      paramLabel = "FILE",
      description = "numpy's .npy, or lda-c's final.beta.")
  private @Nullable Path lambda;

  @Mixin private StoreOptions store = new StoreOptions();

  @Mixin private TextOptions text = new TextOptions();

  @Option(
      names = "--threads",
      paramLabel = "T",
      defaultValue = "1",
      description = "Threads that read text. Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print the result and errors only.")
  private boolean quiet;

  @Option(
      names = "--alpha",
      paramLabel = "A",
      defaultValue = "0.1",
      description =
          "Prior of the documents: one number, or one for each topic separated by commas."
              + " Default: ${DEFAULT-VALUE}.")
  private String alpha = "";

  @Option(
      names = "--eta",
      paramLabel = "E",
      defaultValue = "0.01",
      description = "Prior of the topics that lambda contains. Default: ${DEFAULT-VALUE}.")
  private double eta;

  @Option(
      names = "--tokens",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Tokens that lda-c's topics were fitted to. Default: ${DEFAULT-VALUE}.")
  private long tokens;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      required = true,
      description = "Store or model directory to write.")
  private Path output = Path.of("");

  @Override
  public Integer call() {
    int kinds = (store.chosen() ? 1 : 0) + (text.chosen() ? 1 : 0) + (lambda != null ? 1 : 0);
    if (kinds != 1) {
      throw LdaException.usage("Give one of --corpus, --text and --lambda.");
    }
    OptionProblems problems = new OptionProblems();
    problems.require(output.getFileName() != null, "--output must be a folder, found " + output);
    problems.require(
        threads >= 1 && threads <= 4096, "--threads must be from 1 to 4096, found " + threads);
    ReadingSettings reading = SettingOptions.read(spec, ReadingSettings.class, problems);
    PrintWriter out = spec.commandLine().getOut();
    if (lambda != null) {
      importLambda(reading, problems, out);
    } else if (text.chosen()) {
      importText(reading, problems, out);
    } else {
      importCorpora(reading, problems, out);
    }
    out.flush();
    return ExitCode.OK;
  }

  private void importText(ReadingSettings reading, OptionProblems problems, PrintWriter out) {
    TextImport.Request request =
        text.request(reading.vocabularyLimit(), reading.vocabulary(), problems);
    store.refuseShaping(problems);
    problems.throwIfAny();
    Console console =
        new TerminalConsole(System.out, System.err, quiet, Boolean.getBoolean("mpjlda.terminal"));
    try (Workers workers = new Workers(threads)) {
      TextImport.Result made =
          new TextImport(request, console, workers).run(output, store.overwrite());
      out.println(result(made, console));
    }
  }

  private void importCorpora(ReadingSettings reading, OptionProblems problems, PrintWriter out) {
    ImportRequest request = store.request(reading, output, problems);
    problems.throwIfAny();
    StoreImport.run(request, new Collectives(new SingleRank()))
        .forEach(written -> out.println(line(written.folder(), written.summary())));
  }

  private String result(TextImport.Result made, Console console) {
    made.report().lines().forEach(console::say);
    if (!json) {
      return line(output, made.store());
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("store", output);
    result.putAll(made.report().toMap());
    return Json.line(result);
  }

  private static String line(Path folder, StoreSummary summary) {
    return String.format(
        "%s: %,d documents, %,d tokens, %,d distinct words in documents, vocabulary of %,d",
        folder,
        summary.documents(),
        summary.tokens(),
        summary.nonZeros(),
        summary.vocabularySize());
  }

  private void importLambda(ReadingSettings reading, OptionProblems problems, PrintWriter out) {
    store.refuseShaping(problems);
    problems.require(
        eta > 0 && eta < Double.POSITIVE_INFINITY, "--eta must be above 0, found " + eta);
    problems.require(tokens >= 1, "--tokens must be 1 or more, found " + tokens);
    problems.require(reading.vocabulary().isPresent(), "--vocab is missing");
    problems.throwIfAny();
    Path words = reading.vocabulary().orElse(Path.of(""));
    Path file = Objects.requireNonNullElse(lambda, Path.of(""));
    String found =
        LambdaImport.run(
            new LambdaImport.Request(file, words, alpha, eta, tokens, output), HostName.local());
    out.println(output + ": " + found);
  }
}
