package mpjlda.app.generate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mpjlda.app.config.CheckedSettings;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.config.Setting;
import mpjlda.app.config.SettingsGroup;

/**
 * A corpus to be generated, as typed.
 *
 * @param model whose topics, vocabulary and alpha are taken
 */
@SettingsGroup
public record GenerateSettings(
    @Setting(
            names = "--documents",
            label = "D",
            defaultValue = "1000",
            min = 1,
            max = 1_000_000_000,
            help = "Number of documents.")
        long documents,
    @Setting(
            names = {"-k", "--topics"},
            label = "K",
            min = 1,
            max = 100_000,
            help = "Number of topics. Default: 10, or the model's.")
        Optional<Integer> topics,
    @Setting(
            names = "--vocabulary",
            label = "V",
            min = 1,
            max = GenerateSettings.LARGEST_VOCABULARY,
            help = "Number of words in the vocabulary. Default: 1000, or the model's.")
        Optional<Integer> vocabulary,
    @Setting(
            names = "--mean-length",
            label = "L",
            defaultValue = "100",
            min = Double.MIN_VALUE,
            max = 10_000_000,
            expected = "> 0 and at most 10000000",
            help = "Mean number of tokens of a document; lengths are Poisson distributed.")
        double meanLength,
    @Setting(
            names = "--alpha",
            label = "A",
            commas = true,
            min = Double.MIN_VALUE,
            max = GenerateSettings.LARGEST_PRIOR,
            expected = "a number > 0 and at most 1e15, or one for each topic separated by commas",
            help =
                "Dirichlet prior of the documents' topic proportions: one number for all topics, or"
                    + " one for each separated by commas. Default: 0.1, or the model's.")
        List<Double> alpha,
    @Setting(
            names = "--eta",
            label = "E",
            min = Double.MIN_VALUE,
            max = GenerateSettings.LARGEST_PRIOR,
            expected = "a number > 0 and at most 1e15",
            help = "Dirichlet prior of the topics' words. Default: 0.1.")
        Optional<Double> eta,
    @Setting(
            names = "--seed",
            label = "N",
            defaultValue = "1",
            help = "Seed of all random numbers.")
        long seed,
    @Setting(
            names = "--format",
            label = "FORMAT",
            defaultValue = "uci",
            help = "mxm, uci, ldac, svmlight or store.")
        GeneratedFormat format,
    @Setting(
            names = "--model",
            label = "DIR",
            help = "Take topics, vocabulary and alpha from this model directory.")
        Optional<Path> model,
    @Setting(
            names = "--output",
            label = "DIR",
            required = true,
            help = "Folder for the corpus, made if it does not exist.")
        Path output,
    @Setting(names = "--overwrite", help = "Replace files that exist already.") boolean overwrite)
    implements CheckedSettings {
  /** Keeps a topic's row below the largest Java array of bytes. */
  static final int LARGEST_VOCABULARY = 100_000_000;

  /** Up to here the special functions of training hold. */
  static final double LARGEST_PRIOR = 1e15;

  /** K times V of 80 GB. */
  private static final long LARGEST_MODEL = 10_000_000_000L;

  private static final int DEFAULT_TOPICS = 10;
  private static final int DEFAULT_VOCABULARY = 1000;
  private static final double DEFAULT_PRIOR = 0.1;

  @Override
  public void check(OptionProblems problems) {
    if (model.isPresent()) {
      problems.require(
          topics.isEmpty() && vocabulary.isEmpty() && eta.isEmpty(),
          "--topics, --vocabulary and --eta cannot be given with --model, which has them");
    } else {
      checkAlpha(topics.orElse(DEFAULT_TOPICS), problems);
      problems.require(
          (long) topics.orElse(DEFAULT_TOPICS) * vocabulary.orElse(DEFAULT_VOCABULARY)
              <= LARGEST_MODEL,
          "--topics times --vocabulary must be at most " + LARGEST_MODEL);
    }
  }

  /** Notes a wrong number of alphas. */
  public void checkAlpha(int count, OptionProblems problems) {
    problems.require(
        alpha.size() <= 1 || alpha.size() == count,
        "--alpha must be 1 number or " + count + ", one for each topic, found " + alpha.size());
  }

  /** Topics drawn from a Dirichlet distribution; only without a model. */
  public DirichletTopics drawnTopics() {
    return new DirichletTopics(
        topics.orElse(DEFAULT_TOPICS),
        vocabulary.orElse(DEFAULT_VOCABULARY),
        eta.orElse(DEFAULT_PRIOR),
        seed);
  }

  /**
   * The documents' prior.
   *
   * @param count of topics
   */
  public double[] alpha(int count) {
    double[] spread = new double[count];
    for (int k = 0; k < count; k++) {
      spread[k] = alpha.isEmpty() ? DEFAULT_PRIOR : alpha.get(alpha.size() == 1 ? 0 : k);
    }
    return spread;
  }
}
