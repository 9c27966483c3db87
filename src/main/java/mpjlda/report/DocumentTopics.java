package mpjlda.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import mpjlda.comm.Collectives;
import mpjlda.comm.SingleRank;
import mpjlda.corpus.Corpus;
import mpjlda.corpus.CorpusReader;
import mpjlda.corpus.CorpusSource;
import mpjlda.corpus.Documents;
import mpjlda.errors.LdaException;
import mpjlda.modelio.TrainedModel;
import mpjlda.parallel.Workers;
import mpjlda.topics.TopDocuments;
import mpjlda.topics.TopicWeights;

/** A corpus under a model: the documents in which each topic has its largest proportions. */
public final class DocumentTopics {
  /** Documents fitted before their proportions are looked at: bounds the memory. */
  private static final int BATCH = 2048;

  private static final int WORDS = 8;

  private static final int NO_WORD = -1;

  private final TrainedModel model;
  private final TopicWeights topics;
  private final Documents documents;
  private final int[] modelWord;
  private final TopDocuments top;
  private long unknownTokens;

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

  private DocumentTopics(TrainedModel model, Corpus corpus, TopDocuments top, int[] modelWord) {
    this.model = model;
    this.topics = TopicWeights.of(model.lambda(), model.info().eta());
    this.documents = corpus.documents();
    this.modelWord = modelWord;
    this.top = top;
  }

  /**
   * Reads a corpus and fits all its documents.
   *
   * @param count documents to keep for each topic
   * @param progress is told how far it has come
   * @throws LdaException (65) if the corpus is damaged or has no word in common with the model
   */
  public static DocumentTopics fit(
      TrainedModel model, CorpusSource source, int count, Consumer<String> progress) {
    progress.accept("reading the corpus " + String.join(", ", source.paths()));
    Corpus corpus = CorpusReader.read(source, new Collectives(new SingleRank()));
    DocumentTopics fitted =
        new DocumentTopics(
            model,
            corpus,
            new TopDocuments(model.info().topics(), count),
            modelWords(model, corpus, String.join(", ", source.paths())));
    fitted.fitAll(progress);
    return fitted;
  }

  /** Tokens of the corpus whose words the model does not know; they were left out. */
  public long unknownTokens() {
    return unknownTokens;
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
    int threads = Math.min(8, Runtime.getRuntime().availableProcessors());
    try (Workers workers = new Workers(threads)) {
      TopicProportions[] fitters = new TopicProportions[threads];
      Arrays.setAll(fitters, i -> new TopicProportions(topics, model.alpha(), documents.longest()));
      double[][] proportions = new double[Math.min(BATCH, documents.count())][];
      for (int first = 0; first < documents.count(); first += BATCH) {
        int start = first;
        int size = Math.min(BATCH, documents.count() - first);
        progress.accept("fitting document " + (first + 1) + " of " + documents.count());
        workers.forEach(
            size,
            (worker, i) -> {
              KnownWords words = load(start + i);
              proportions[i] = fitters[worker].of(words.ids(), words.counts());
            });
        for (int i = 0; i < size; i++) {
          KnownWords words = load(first + i);
          unknownTokens += words.unknownTokens();
          // An empty document is all prior: it says nothing of any topic.
          if (words.tokens() > 0) {
            top.offer(first + i, proportions[i]);
          }
        }
      }
    }
  }

  /** The words of a document that the model knows, by the model's numbers. */
  @SuppressWarnings("ArrayRecordComponent") // handed on, not compared
  private record KnownWords(int[] ids, double[] counts, long tokens, long unknownTokens) {}

  private KnownWords load(int document) {
    int[] ids = new int[documents.size(document)];
    double[] counts = new double[ids.length];
    documents.load(document, ids, counts);
    int known = 0;
    double tokens = 0;
    double unknown = 0;
    for (int i = 0; i < ids.length; i++) {
      int word = modelWord[ids[i]];
      if (word == NO_WORD) {
        unknown += counts[i];
      } else {
        ids[known] = word;
        counts[known++] = counts[i];
        tokens += counts[i];
      }
    }
    return new KnownWords(
        Arrays.copyOf(ids, known), Arrays.copyOf(counts, known), (long) tokens, (long) unknown);
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

  /** The model's number of each of the corpus's words. */
  private static int[] modelWords(TrainedModel model, Corpus corpus, String name) {
    int[] words = new int[corpus.vocabulary().size()];
    if (corpus.vocabulary().hash().equals(model.info().vocabularyHash())) {
      Arrays.setAll(words, w -> w);
      return words;
    }
    Map<String, Integer> numbers = new HashMap<>();
    List<String> vocabulary = model.vocabulary();
    for (int w = 0; w < vocabulary.size(); w++) {
      numbers.putIfAbsent(vocabulary.get(w), w);
    }
    Arrays.setAll(words, w -> numbers.getOrDefault(corpus.vocabulary().word(w), NO_WORD));
    if (Arrays.stream(words).allMatch(w -> w == NO_WORD)) {
      throw LdaException.badInput(
          name
              + ": no word of this corpus is in the model's vocabulary; a corpus in the model's words"
              + " is expected. Name its vocabulary with --vocab if it has another name.");
    }
    return words;
  }
}
