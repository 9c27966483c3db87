package mpjlda.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import mpjlda.config.Problems;
import mpjlda.console.TerminalConsole;
import mpjlda.convert.ImportRequest;
import mpjlda.convert.StoreImport;
import mpjlda.errors.ExitCode;
import mpjlda.errors.LdaException;
import mpjlda.export.LambdaImport;
import mpjlda.launch.HostName;
import mpjlda.modelio.Json;
import mpjlda.parallel.Workers;
import mpjlda.store.StoreSummary;
import mpjlda.text.TextImport;
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
    sortOptions = false,
    description = {
      "Makes a corpus store of corpora (--corpus) or of text (--text), or a model directory of topics",
      "that another program has fitted (--lambda).",
      "A store is read faster than text, by any number of ranks, each its own part.",
      "--lambda is a numpy array (K, V) of Dirichlet parameters, or lda-c's final.beta, whose",
      "probabilities become parameters as if the topics had shared --tokens tokens."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mpj-lda import --corpus docword.kos.txt --output kos.store",
      "  mpj-lda import --text articles/ --language en --phrases --output articles.store",
      "  mpj-lda import --text news.jsonl.gz --text-field title,body --name-field id --output n.store",
      "  mpj-lda import --corpus a.store --corpus b.txt --split 0.9 --output both",
      "  mpj-lda import --lambda components.npy --vocab vocab.txt --output model",
      "  mpj-lda import --lambda final.beta --vocab vocab.txt --tokens 467714 --output model"
    })
public final class ImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--lambda",
      paramLabel = "FILE",
      description = "numpy's .npy, or lda-c's final.beta.")
  private @Nullable Path lambda;

  @Mixin private StoreOptions store = new StoreOptions();

  @Mixin private TextOptions text = new TextOptions();

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
    PrintWriter out = spec.commandLine().getOut();
    if (store.chosen()) {
      importCorpora(out);
    } else if (text.chosen()) {
      importText(out);
    } else {
      importLambda(out);
    }
    out.flush();
    return ExitCode.OK;
  }

  private void importCorpora(PrintWriter out) {
    Problems problems = new Problems();
    ImportRequest request = store.request(output, problems);
    problems.throwIfAny();
    for (StoreImport.Written written : StoreImport.run(request)) {
      print(out, written.folder(), written.summary());
    }
  }

  private void importText(PrintWriter out) {
    Problems problems = new Problems();
    TextImport.Request request =
        text.request(store.maxVocabulary(), Optional.ofNullable(store.vocabulary()), problems);
    store.refuseShaping(problems);
    problems.require(output.getFileName() != null, "--output must be a folder, found " + output);
    problems.throwIfAny();
    TerminalConsole console =
        new TerminalConsole(
            System.out, System.err, text.quiet(), Boolean.getBoolean("mpjlda.terminal"));
    try (Workers workers = new Workers(text.threads())) {
      TextImport.Result made =
          new TextImport(request, console, workers).run(output, store.overwrite());
      made.report().lines().forEach(console::say);
      if (text.json()) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("store", output);
        result.putAll(made.report().toMap());
        out.println(Json.line(result));
      } else {
        print(out, output, made.store());
      }
    }
  }

  private static void print(PrintWriter out, Path folder, StoreSummary summary) {
    out.printf(
        "%s: %,d documents, %,d tokens, %,d distinct words in documents, vocabulary of %,d%n",
        folder,
        summary.documents(),
        summary.tokens(),
        summary.nonZeros(),
        summary.vocabularySize());
  }

  private void importLambda(PrintWriter out) {
    Problems problems = new Problems();
    store.refuseShaping(problems);
    problems.require(
        eta > 0 && eta < Double.POSITIVE_INFINITY, "--eta must be above 0, found " + eta);
    problems.require(tokens >= 1, "--tokens must be 1 or more, found " + tokens);
    problems.require(store.vocabulary() != null, "--vocab is missing");
    problems.throwIfAny();
    Path words = Objects.requireNonNullElse(store.vocabulary(), Path.of(""));
    Path file = Objects.requireNonNullElse(lambda, Path.of(""));
    String found =
        LambdaImport.run(
            new LambdaImport.Request(file, words, alpha, eta, tokens, output), HostName.local());
    out.println(output + ": " + found);
  }
}
