package mpjlda.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import mpjlda.app.config.ImportSettings;
import mpjlda.app.config.LambdaSettings;
import mpjlda.app.export.LambdaImport;
import mpjlda.cluster.comm.Collectives;
import mpjlda.cluster.comm.SingleRank;
import mpjlda.cluster.console.TerminalConsole;
import mpjlda.cluster.launch.protocol.HostName;
import mpjlda.core.console.Console;
import mpjlda.core.console.SafeText;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.parallel.Workers;
import mpjlda.data.convert.ImportRequest;
import mpjlda.data.convert.StoreImport;
import mpjlda.data.io.Json;
import mpjlda.data.io.ProgramVersion;
import mpjlda.data.store.StoreSummary;
import mpjlda.data.text.TextImport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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
      "A store is read faster than text, by any number of ranks, each its own part. The import"
          + " itself runs in one process.",
      "--lambda is a numpy array (K, V) of Dirichlet parameters, or the file final.beta of lda-c,"
          + " whose probabilities become parameters as if the topics had shared --tokens tokens."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mpj-lda import --corpus docword.kos.txt --output kos.store",
      "  mpj-lda import --text articles/ --language en --phrases --output articles.store",
      "  mpj-lda import --threads 4 --text articles/ --output articles.store",
      "  mpj-lda import --text news.jsonl.gz --text-field title,body --name-field id --output"
          + " n.store",
      "  mpj-lda import --corpus a.store --corpus b.txt --split 0.9 --output both",
      "  mpj-lda import --lambda components.npy --vocab vocab.txt --output model",
      "  mpj-lda import --lambda final.beta --vocab vocab.txt --tokens 467714 --output model"
    })
public final class ImportCommand implements Callable<Integer>, SettingsCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public List<Class<? extends Record>> settings() {
    return List.of(ImportSettings.class);
  }

  @Override
  public Integer call() {
    ImportSettings settings = SettingOptions.read(spec, ImportSettings.class);
    PrintWriter out = SafeText.writer(spec.commandLine().getOut());
    if (settings.lambda().file().isPresent()) {
      out.println(importLambda(settings, settings.lambda().file().get()));
    } else if (settings.text().paths().isEmpty()) {
      importCorpora(settings, out);
    } else {
      out.println(importText(settings));
    }
    out.flush();
    return ExitCode.OK;
  }

  private String importText(ImportSettings settings) {
    Console console =
        new TerminalConsole(
            System.out, System.err, settings.quiet(), Boolean.getBoolean("mpjlda.terminal"));
    TextImport.Request request =
        new VocabularyOwner(settings.reading().vocabulary(), spec.commandLine().getParseResult())
            .fit(settings.text().request(settings.reading()), console);
    try (Workers workers = new Workers(settings.threads())) {
      TextImport.Result made =
          new TextImport(request, console, workers).run(settings.output(), settings.overwrite());
      made.report().lines().forEach(console::say);
      if (!settings.json()) {
        return line(settings.output(), made.store());
      }
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("store", settings.output());
      result.putAll(made.report().toMap());
      return Json.line(result);
    }
  }

  private void importCorpora(ImportSettings settings, PrintWriter out) {
    ImportRequest request =
        new ImportRequest(
            settings.store().sources(settings.reading()),
            settings.store().vocabulary(),
            settings.reading().vocabularyLimit(),
            settings.store().sampling(),
            settings.output(),
            settings.overwrite(),
            "mpj-lda " + ProgramVersion.value());
    if (!settings.quiet()) {
      request.corpora().forEach(source -> source.leftOut().ifPresent(this::remark));
    }
    StoreImport.run(request, new Collectives(new SingleRank()))
        .forEach(written -> out.println(line(written.folder(), written.summary())));
  }

  private void remark(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
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

  private static String importLambda(ImportSettings settings, Path file) {
    LambdaSettings lambda = settings.lambda();
    String found =
        LambdaImport.run(
            new LambdaImport.Request(
                file,
                settings.reading().vocabulary().orElseThrow(),
                lambda.alpha(),
                lambda.eta(),
                lambda.tokens(),
                settings.output()),
            HostName.local());
    return settings.output() + ": " + found;
  }
}
