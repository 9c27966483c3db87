package mpjlda.app.api;

import java.nio.file.Path;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mpjlda.app.evaluate.HeldOutDocuments;
import mpjlda.app.evaluate.HeldOutScore;
import mpjlda.cluster.comm.Collectives;
import mpjlda.cluster.comm.SingleRank;
import mpjlda.core.errors.LdaException;
import mpjlda.core.inference.TopicInference;
import mpjlda.core.inference.TopicModel;
import mpjlda.core.kernel.DocumentSource;
import mpjlda.core.kernel.EStepKernel;
import mpjlda.core.parallel.Workers;
import mpjlda.core.topics.TopicSummary;
import mpjlda.data.documents.ModelDocuments;
import mpjlda.data.modelio.ModelDirectory;
import mpjlda.data.modelio.ModelInfo;
import mpjlda.data.modelio.ModelWriter;

/**
 * A fitted LDA model: loaded from a model directory, or fitted by {@link Lda}. Immutable; any
 * number of threads may use it at the same time.
 *
 * <pre>{@code
 * LdaModel model = LdaModel.load(Path.of("songs-model"));
 * double[] theta = model.infer(model.document("sea", "ship"));
 * for (Topic topic : model.topWords(10)) {
 *   System.out.println(topic.number() + " " + topic.text());
 * }
 * }</pre>
 */
public final class LdaModel {
  private final ModelInfo info;
  private final TopicModel model;
  private final EStepKernel kernel = TopicInference.newKernel();
  private final Map<String, Integer> numbers = new HashMap<>();

  LdaModel(ModelInfo info, TopicModel model) {
    this.info = info;
    this.model = model;
    for (int w = 0; w < model.words(); w++) {
      numbers.putIfAbsent(model.vocabulary().get(w), w);
    }
  }

  /**
   * Reads and checks a model directory, as {@code mpj-lda train} and {@link #save} write it.
   *
   * @throws LdaException (65) naming the file, if there is no model or it is damaged
   */
  public static LdaModel load(Path directory) {
    return new LdaModel(ModelDirectory.readInfo(directory), ModelDirectory.open(directory));
  }

  /**
   * Writes a model directory that every command of {@code mpj-lda} reads. An older model in it is
   * replaced.
   *
   * @throws LdaException (70) naming the file, if it cannot be written
   */
  public void save(Path directory) {
    ModelWriter.save(directory, info, model);
  }

  /** K: the number of topics. */
  public int topics() {
    return model.topics();
  }

  /** (V) the words by number. */
  public List<String> vocabulary() {
    return model.vocabulary();
  }

  /** (K) the Dirichlet prior of the documents. A copy. */
  public double[] alpha() {
    return model.alpha().clone();
  }

  /** The symmetric Dirichlet prior of the topics. */
  public double eta() {
    return model.eta();
  }

  /** The number of iterations that were done to fit it. */
  public int iterations() {
    return info.iterations();
  }

  /** The bound of the last iteration, in nats over the training corpus; NaN if unknown. */
  public double bound() {
    return info.bound();
  }

  /**
   * The word probabilities of a topic: lambda_kw / Σ_w lambda_kw.
   *
   * @param topic 0 .. K−1
   * @return (V), sums to 1
   */
  public double[] wordProbabilities(int topic) {
    double[] probabilities = new double[model.words()];
    Arrays.setAll(probabilities, w -> model.lambda().get(w, topic));
    double total = 0;
    for (double weight : probabilities) {
      total += weight;
    }
    for (int w = 0; w < probabilities.length; w++) {
      probabilities[w] /= total;
    }
    return probabilities;
  }

  /**
   * All topics in order of their numbers, each with its most probable words.
   *
   * @param words of each topic, ≥ 1
   */
  public List<Topic> topWords(int words) {
    return TopicSummary.of(model.lambda(), model.eta(), words).stream().map(this::topic).toList();
  }

  private Topic topic(TopicSummary summary) {
    return new Topic(
        summary.topic(),
        summary.share(),
        summary.words().stream()
            .map(word -> new Topic.Word(vocabulary().get(word.word()), word.probability()))
            .toList());
  }

  /** A document of these words, in any order; words that the model does not have are left out. */
  public Document document(String... words) {
    return document(Arrays.asList(words));
  }

  /** A document of these words, in any order; words that the model does not have are left out. */
  public Document document(List<String> words) {
    Map<Integer, Integer> counts = new TreeMap<>();
    for (String word : words) {
      Integer number = numbers.get(word);
      if (number != null) {
        counts.merge(number, 1, Integer::sum);
      }
    }
    return new Document(
        counts.keySet().stream().mapToInt(w -> w).toArray(),
        counts.values().stream().mapToDouble(n -> n).toArray());
  }

  /**
   * The documents of a corpus in this model's words, which are matched by their text; words that
   * the model does not have are left out.
   *
   * @return (D) made when they are read; safe for several threads
   * @throws LdaException (65) if the two have no word in common
   */
  public List<Document> documents(LdaCorpus corpus) {
    DocumentSource source = source(corpus);
    return new AbstractList<>() {
      @Override
      public Document get(int index) {
        int[] words = new int[source.longest()];
        double[] counts = new double[words.length];
        int size = source.load(index, words, counts);
        return new Document(Arrays.copyOf(words, size), Arrays.copyOf(counts, size));
      }

      @Override
      public int size() {
        return source.count();
      }
    };
  }

  private ModelDocuments source(LdaCorpus corpus) {
    return ModelDocuments.of(corpus.corpus(), model.vocabulary(), true);
  }

  /**
   * Topic proportions of a document: E[theta] under q(theta), fitted with the topics fixed, as
   * {@code mpj-lda infer} does.
   *
   * @return (K), sums to 1; the prior's mean for a document without a word of the model
   */
  public double[] infer(Document document) {
    double[] theta = new double[topics()];
    try (Workers own = new Workers(1)) {
      new TopicInference(model, document.distinctWords(), own, kernel)
          .forEach(document.asSource(), (worker, d, gamma) -> model.proportions(gamma, theta, 0));
    }
    return theta;
  }

  /**
   * Topic proportions of all documents of a corpus; the same for any number of threads.
   *
   * @param threads ≥ 1
   * @return (D × K), each row sums to 1
   * @throws LdaException (65) if model and corpus have no word in common
   */
  public double[][] infer(LdaCorpus corpus, int threads) {
    DocumentSource source = source(corpus);
    double[][] theta = new double[source.count()][topics()];
    try (Workers workers = Lda.workers(threads)) {
      new TopicInference(model, source.longest(), workers, kernel)
          .forEach(source, (worker, d, gamma) -> model.proportions(gamma, theta[d], 0));
    }
    return theta;
  }

  /**
   * Scores the model by document completion, as {@code mpj-lda evaluate --corpus} does: the tokens
   * of each document are split in two, topic proportions are inferred from one part and score the
   * other.
   *
   * @param corpus documents that the model was not fitted to
   * @param seed of the split; the command line's default is 1
   * @param threads ≥ 1
   * @throws LdaException (65) if nothing is held out, or model and corpus have no word in common
   */
  public Evaluation evaluate(LdaCorpus corpus, long seed, int threads) {
    try (Workers workers = Lda.workers(threads)) {
      HeldOutScore score =
          HeldOutDocuments.split(
                  source(corpus),
                  corpus.documents(),
                  seed,
                  corpus.source().paths(),
                  new Collectives(new SingleRank()))
              .score(model, workers);
      return new Evaluation(
          score.documents(), score.tokens(), score.perToken(), score.perplexity());
    }
  }

  /** The model as the program's own classes see it. */
  TopicModel model() {
    return model;
  }
}
