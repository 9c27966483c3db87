package mpjlda.app.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import mpjlda.app.generate.CorpusGenerator;
import mpjlda.app.generate.DirichletTopics;
import mpjlda.app.generate.GeneratedCorpus;
import mpjlda.app.generate.GeneratedFormat;
import mpjlda.app.generate.GeneratorOptions;
import mpjlda.app.generate.ModelTopics;
import mpjlda.app.generate.TopicSource;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.errors.LdaException;
import mpjlda.core.inference.TopicModel;
import mpjlda.data.io.AtomicFile;
import mpjlda.data.io.Json;
import mpjlda.data.modelio.ModelDirectory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mpj-lda generate}. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Samples a corpus from a known LDA model.",
      "The topics are drawn from a Dirichlet distribution, or taken from a trained model. The same"
          + " options give the same corpus, and a corpus with more documents begins with the"
          + " documents of the smaller one."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mpj-lda generate --documents 10000 -k 20 --vocabulary 5000 --output corpus",
      "  mpj-lda generate --documents 1000000 --model model --gzip --output big",
      "",
      "The folder then holds the corpus, its vocabulary, true-topics.npy (K x V), true-alpha.npy"
          + " and generate.json. Train on the corpus file, not on the folder."
    })
public final class GenerateCommand implements Callable<Integer> {
  private static final String MANIFEST = "generate.json";
  private static final int DEFAULT_TOPICS = 10;
  private static final int DEFAULT_VOCABULARY = 1000;
  private static final double DEFAULT_ALPHA = 0.1;
  private static final double DEFAULT_ETA = 0.1;

  /** Keeps a topic's row below the largest Java array of bytes. */
  private static final int LARGEST_VOCABULARY = 100_000_000;

  private static final double LONGEST_DOCUMENT = 10_000_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--documents",
      paramLabel = "D",
      defaultValue = "1000",
      description = "Number of documents (default: ${DEFAULT-VALUE}).")
  private long documents;

  @Option(
      names = {"-k", "--topics"},
      paramLabel = "K",
      description = "Number of topics (default: 10).")
  private @Nullable Integer topics;

  @Option(
      names = "--vocabulary",
      paramLabel = "V",
      description = "Number of words in the vocabulary (default: 1000).")
  private @Nullable Integer vocabulary;

  @Option(
      names = "--mean-length",
      paramLabel = "L",
      defaultValue = "100",
      description =
          "Mean number of tokens of a document; lengths are Poisson distributed (default:"
              + " ${DEFAULT-VALUE}).")
  private double meanLength;

  @Option(
      names = "--fixed-length",
      description = "Every document has exactly --mean-length tokens.")
  private boolean fixedLength;

  @Option(
      names = "--alpha",
      paramLabel = "A",
      split = ",",
      description =
          "Dirichlet prior of the documents' topic proportions: one number for all topics, or one"
              + " each (default: 0.1, or the model's).")
  private double @Nullable [] alpha;

  @Option(
      names = "--eta",
      paramLabel = "E",
      description = "Dirichlet prior of the topics' words (default: 0.1).")
  private @Nullable Double eta;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of all random numbers (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "uci",
      description = "mxm, uci, ldac, svmlight or store (default: ${DEFAULT-VALUE}).")
  private String format = "uci";

  @Option(names = "--gzip", description = "Compress the corpus file.")
  private boolean gzip;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "Take topics, vocabulary and alpha from this model directory.")
  private @Nullable Path model;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the corpus, required; made if it is not there.")
  private Path output = Path.of("");

  @Option(names = "--overwrite", description = "Replace files that are already there.")
  private boolean overwrite;

  @Override
  public Integer call() {
    List<String> problems = new ArrayList<>();
    checkNumbers(problems);
    checkTopicOptions(problems);
    GeneratedFormat chosen = chosenFormat(problems);
    if (gzip && chosen == GeneratedFormat.STORE) {
      problems.add("--gzip cannot be given with --format store, which is compressed");
    }
    checkOutput(chosen, problems);
    stopOn(problems);

    TopicSource source;
    double[] prior;
    if (model == null) {
      int count = topics == null ? DEFAULT_TOPICS : topics;
      source =
          new DirichletTopics(
              count,
              vocabulary == null ? DEFAULT_VOCABULARY : vocabulary,
              eta == null ? DEFAULT_ETA : eta,
              seed);
      prior = new double[count];
      Arrays.fill(prior, DEFAULT_ALPHA);
    } else {
      TopicModel trained = ModelDirectory.open(model);
      source = new ModelTopics(trained);
      prior = trained.alpha();
    }
    generate(source, alpha(prior), chosen);
    return ExitCode.OK;
  }

  private void generate(TopicSource source, double[] prior, GeneratedFormat chosen) {
    GeneratorOptions options =
        new GeneratorOptions(documents, meanLength, fixedLength, prior, seed, chosen, gzip);
    // An older description would contradict the new files while they are written.
    AtomicFile.remove(output.resolve(MANIFEST));
    GeneratedCorpus corpus = new CorpusGenerator(options, source).writeTo(output);
    AtomicFile.writeText(output.resolve(MANIFEST), Json.pretty(manifest(source, options, corpus)));
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s: %,d documents, %,d tokens, %,d distinct words in documents%n",
        output.resolve(chosen.corpusName(gzip)),
        corpus.documents(),
        corpus.tokens(),
        corpus.nonZeros());
    out.flush();
  }

  private Map<String, Object> manifest(
      TopicSource source, GeneratorOptions options, GeneratedCorpus corpus) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("topics", source.topics());
    map.put("vocabulary", source.vocabulary().size());
    if (source instanceof DirichletTopics dirichlet) {
      map.put("eta", dirichlet.eta());
    }
    if (model != null) {
      map.put("model", model);
    }
    map.putAll(options.toMap());
    map.put("tokens", corpus.tokens());
    map.put("non_zeros", corpus.nonZeros());
    map.put("files", CorpusGenerator.fileNames(options.format(), gzip));
    return map;
  }

  private void checkNumbers(List<String> problems) {
    if (documents < 1) {
      problems.add("--documents must be 1 or more, found " + documents);
    }
    if (!(meanLength > 0 && meanLength <= LONGEST_DOCUMENT)) {
      problems.add("--mean-length must be in (0, 10000000], found " + meanLength);
    } else if (fixedLength && meanLength != Math.rint(meanLength)) {
      problems.add("--mean-length must be a whole number with --fixed-length, found " + meanLength);
    }
    double sum = 0;
    for (double entry : alpha == null ? new double[0] : alpha) {
      sum += entry;
      if (!(entry > 0)) {
        problems.add("--alpha must be > 0, found " + entry);
      }
    }
    if (sum == Double.POSITIVE_INFINITY) {
      problems.add("--alpha must have a finite sum");
    }
  }

  private void checkTopicOptions(List<String> problems) {
    if (model != null) {
      if (topics != null || vocabulary != null || eta != null) {
        problems.add(
            "--topics, --vocabulary and --eta cannot be given with --model, which has them");
      }
      return;
    }
    if (topics != null && topics < 1) {
      problems.add("--topics must be 1 or more, found " + topics);
    }
    if (vocabulary != null && (vocabulary < 1 || vocabulary > LARGEST_VOCABULARY)) {
      problems.add("--vocabulary must be in 1 .. " + LARGEST_VOCABULARY + ", found " + vocabulary);
    }
    if (eta != null && !(eta > 0 && eta < Double.POSITIVE_INFINITY)) {
      problems.add("--eta must be a finite number > 0, found " + eta);
    }
    checkAlphaCount(topics == null ? DEFAULT_TOPICS : topics, problems);
  }

  private void checkAlphaCount(int expected, List<String> problems) {
    if (alpha != null && alpha.length != 1 && alpha.length != expected) {
      problems.add(
          "--alpha must be 1 number or " + expected + ", one a topic, found " + alpha.length);
    }
  }

  private GeneratedFormat chosenFormat(List<String> problems) {
    Optional<GeneratedFormat> chosen = GeneratedFormat.named(format);
    if (chosen.isEmpty()) {
      problems.add("--format must be mxm, uci, ldac, svmlight or store, found " + format);
    }
    return chosen.orElse(GeneratedFormat.UCI);
  }

  private void checkOutput(GeneratedFormat chosen, List<String> problems) {
    List<String> names = new ArrayList<>(CorpusGenerator.fileNames(chosen, gzip));
    names.add(MANIFEST);
    for (String name : names) {
      if (!overwrite && Files.exists(output.resolve(name))) {
        problems.add(
            output.resolve(name) + " is already there; choose another --output or add --overwrite");
      }
    }
  }

  /** The typed alpha, spread over the topics, or else {@code prior}. */
  private double[] alpha(double[] prior) {
    if (alpha == null) {
      return prior;
    }
    List<String> problems = new ArrayList<>();
    checkAlphaCount(prior.length, problems);
    stopOn(problems);
    double[] spread = alpha.clone();
    if (alpha.length == 1) {
      spread = new double[prior.length];
      Arrays.fill(spread, alpha[0]);
    }
    return spread;
  }

  private static void stopOn(List<String> problems) {
    if (!problems.isEmpty()) {
      throw LdaException.usage(String.join("\n", problems));
    }
  }
}
