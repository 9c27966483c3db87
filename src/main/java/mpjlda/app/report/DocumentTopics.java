package mpjlda.app.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import mpjlda.cluster.comm.Collectives;
import mpjlda.cluster.comm.SingleRank;
import mpjlda.core.errors.LdaException;
import mpjlda.core.inference.TopicInference;
import mpjlda.core.inference.TopicModel;
import mpjlda.core.parallel.Workers;
import mpjlda.core.topics.TopDocuments;
import mpjlda.core.topics.TopicWeights;
import mpjlda.data.corpus.Corpus;
import mpjlda.data.corpus.CorpusReader;
import mpjlda.data.corpus.CorpusSource;
import mpjlda.data.documents.DocumentRange;
import mpjlda.data.documents.ModelDocuments;

/** A corpus under a model: the documents in which each topic has its largest proportions. */
public final class DocumentTopics {
  /** Documents fitted before their proportions are looked at: bounds the memory. */
  private static final int BATCH = 2048;

  private static final int WORDS = 8;

  private final TopicModel model;
  private final TopicWeights topics;
  private final ModelDocuments documents;
  private final TopDocuments top;

  /**
   * A document of a topic.
   *
   * @param document its number in the corpus, from 0
   * @param proportion the topic's part of it, E[theta_k], in 0..1
   * @param tokens that the model knows
   * @param words those of its words that speak most for the topic: the largest n_dw · p(k|w)
   */
  public record Entry(int document, double proportion, long tokens, List<String> words) {
    public Entry {
      words = List.copyOf(words);
    }
  }

  private DocumentTopics(TopicModel model, ModelDocuments documents, TopDocuments top) {
    this.model = model;
    this.topics = TopicWeights.of(model.lambda(), model.eta());
    this.documents = documents;
    this.top = top;
  }

  /**
   * Reads a corpus and fits all its documents.
   *
   * @param count documents to keep for each topic
   * @param progress receives a line for each step
   * @throws LdaException (65) if the corpus is damaged or has no word in common with the model
   */
  public static DocumentTopics fit(
      TopicModel model, CorpusSource source, int count, Consumer<String> progress) {
    progress.accept("reading the corpus " + String.join(", ", source.paths()));
    Corpus corpus = CorpusReader.read(source, new Collectives(new SingleRank()));
    DocumentTopics fitted =
        new DocumentTopics(
            model,
            ModelDocuments.of(corpus, model.vocabulary(), true),
            new TopDocuments(model.topics(), count));
    fitted.fitAll(progress);
    return fitted;
  }

  /** Tokens of the corpus whose words the model does not know; they were left out. */
  public long unknownTokens() {
    return documents.droppedTokens();
  }

  /** A topic's documents, the largest proportion first. */
  public List<Entry> of(int topic) {
    return top.of(topic).stream()
        .map(
            entry -> {
              KnownWords words = load(entry.document());
              return new Entry(
                  entry.document(), entry.proportion(), words.tokens(), spokesmen(words, topic));
            })
        .toList();
  }

  private void fitAll(Consumer<String> progress) {
    int topicCount = topics.topics();
    int threads = Math.min(8, Runtime.getRuntime().availableProcessors());
    double[] proportions = new double[Math.min(BATCH, documents.count()) * topicCount];
    try (Workers workers = new Workers(threads)) {
      TopicInference inference = new TopicInference(model, documents.longest(), workers);
      for (int first = 0; first < documents.count(); first += BATCH) {
        int size = Math.min(BATCH, documents.count() - first);
        progress.accept("fitting document " + (first + 1) + " of " + documents.count());
        long unused =
            inference.forEach(
                new DocumentRange(documents, first, size),
                (worker, d, gamma) -> model.proportions(gamma, proportions, d * topicCount));
        for (int d = 0; d < size; d++) {
          // An empty document is all prior: it says nothing of any topic.
          if (load(first + d).tokens() > 0) {
            top.offer(
                first + d, Arrays.copyOfRange(proportions, d * topicCount, (d + 1) * topicCount));
          }
        }
      }
    }
  }

  /** The words of a document that the model knows, by the model's numbers. */
  @SuppressWarnings("ArrayRecordComponent") // handed on, not compared
  private record KnownWords(int[] ids, double[] counts) {
    long tokens() {
      return (long) Arrays.stream(counts).sum();
    }
  }

  private KnownWords load(int document) {
    int[] ids = new int[documents.longest()];
    double[] counts = new double[ids.length];
    int size = documents.load(document, ids, counts);
    return new KnownWords(Arrays.copyOf(ids, size), Arrays.copyOf(counts, size));
  }

  private List<String> spokesmen(KnownWords words, int topic) {
    return IntStream.range(0, words.ids().length)
        .boxed()
        .sorted(
            Comparator.comparingDouble(
                i -> -words.counts()[i] * topics.topicOfWord(words.ids()[i], topic)))
        .limit(WORDS)
        .map(i -> model.vocabulary().get(words.ids()[i]))
        .toList();
  }
}
