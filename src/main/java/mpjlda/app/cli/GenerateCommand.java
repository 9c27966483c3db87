package mpjlda.app.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.generate.CorpusGenerator;
import mpjlda.app.generate.DirichletTopics;
import mpjlda.app.generate.GenerateSettings;
import mpjlda.app.generate.GeneratedCorpus;
import mpjlda.app.generate.GeneratorOptions;
import mpjlda.app.generate.ModelTopics;
import mpjlda.app.generate.TopicSource;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.inference.TopicModel;
import mpjlda.data.io.AtomicFile;
import mpjlda.data.io.Json;
import mpjlda.data.io.NewFiles;
import mpjlda.data.modelio.ModelDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mpj-lda generate}. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    modelTransformer = SettingOptions.class,
    sortOptions = false,
    description = {
      "Samples a corpus from a known LDA model.",
      "The topics are drawn from a Dirichlet distribution, or taken from a trained model. The same"
          + " options give the same corpus, and a corpus with more documents begins with the"
          + " documents of the smaller one."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mpj-lda generate --documents 10000 -k 20 --vocabulary 5000 --output corpus",
      "  mpj-lda generate --documents 1000000 --model model --output big",
      "",
      "The folder then holds the corpus, its vocabulary, true-topics.npy (K x V), true-alpha.npy"
          + " and generate.json. Train on the corpus file, not on the folder."
    })
public final class GenerateCommand implements Callable<Integer>, SettingsCommand {
  private static final String MANIFEST = "generate.json";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public List<Class<? extends Record>> settings() {
    return List.of(GenerateSettings.class);
  }

  @Override
  public Integer call() {
    OptionProblems problems = new OptionProblems();
    GenerateSettings settings = SettingOptions.read(spec, GenerateSettings.class, problems);
    checkOutput(settings, problems);
    problems.throwIfAny();
    if (settings.model().isPresent()) {
      TopicModel trained = ModelDirectory.open(settings.model().get());
      settings.checkAlpha(trained.alpha().length, problems);
      problems.throwIfAny();
      double[] alpha =
          settings.alpha().isEmpty() ? trained.alpha() : settings.alpha(trained.alpha().length);
      generate(settings, new ModelTopics(trained), alpha);
    } else {
      TopicSource drawn = settings.drawnTopics();
      generate(settings, drawn, settings.alpha(drawn.topics()));
    }
    return ExitCode.OK;
  }

  private void generate(GenerateSettings settings, TopicSource source, double[] alpha) {
    GeneratorOptions options =
        new GeneratorOptions(
            settings.documents(), settings.meanLength(), alpha, settings.seed(), settings.format());
    Path output = settings.output();
    GeneratedCorpus corpus;
    try (NewFiles files = new NewFiles(output, fileNames(settings))) {
      // An older description would contradict the new files while they are written.
      AtomicFile.remove(output.resolve(MANIFEST));
      corpus = new CorpusGenerator(options, source).writeTo(output);
      Map<String, Object> manifest = manifest(source, options, corpus);
      settings.model().ifPresent(model -> manifest.put("model", model));
      AtomicFile.writeText(output.resolve(MANIFEST), Json.pretty(manifest));
      files.complete();
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s: %,d documents, %,d tokens, %,d distinct words in documents%n",
        output.resolve(options.format().corpusName()),
        corpus.documents(),
        corpus.tokens(),
        corpus.nonZeros());
    out.flush();
  }

  private static Map<String, Object> manifest(
      TopicSource source, GeneratorOptions options, GeneratedCorpus corpus) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("topics", source.topics());
    map.put("vocabulary", source.vocabulary().size());
    if (source instanceof DirichletTopics dirichlet) {
      map.put("eta", dirichlet.eta());
    }
    map.putAll(options.toMap());
    map.put("tokens", corpus.tokens());
    map.put("non_zeros", corpus.nonZeros());
    map.put("files", CorpusGenerator.fileNames(options.format()));
    return map;
  }

  private static List<String> fileNames(GenerateSettings settings) {
    List<String> names = new ArrayList<>(CorpusGenerator.fileNames(settings.format()));
    names.add(MANIFEST);
    return names;
  }

  private static void checkOutput(GenerateSettings settings, OptionProblems problems) {
    for (String name : fileNames(settings)) {
      Path file = settings.output().resolve(name);
      problems.require(
          settings.overwrite() || !Files.exists(file),
          file + " exists already; choose another --output or add --overwrite");
    }
  }
}
