package mpjlda.app.export;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import mpjlda.core.parallel.Workers;
import mpjlda.core.topics.JensenShannon;
import mpjlda.core.topics.PrincipalCoordinates;
import mpjlda.core.topics.Relevance;
import mpjlda.core.topics.Saliency;
import mpjlda.core.topics.TopicWeights;
import mpjlda.core.topics.TopicWord;
import mpjlda.core.topics.WordSelection;

/**
 * The data of a pyLDAvis page, in the form of its {@code PreparedData.to_json()}: topics numbered
 * from 1 in order of their shares, their places in the plane, and the words that some position of
 * the slider shows. Frequencies are what the model expects of its training corpus.
 *
 * <p>Sievert and Shirley, "LDAvis" (2014).
 */
final class PreparedTopics {
  private static final int SHOWN = 30;
  private static final double STEP = 0.01;
  private static final double SMALLEST_PART = 0.5;

  private final ExportSource source;
  private final TopicWeights weights;
  private final int[] order;
  private final double tokens;

  /** A word in the list of a topic, or of all. */
  private record Term(int word, double frequency, String category, double logProb, double lift) {}

  PreparedTopics(ExportSource source, TopicWeights weights) {
    this.source = source;
    this.weights = weights;
    this.order =
        IntStream.range(0, source.topics())
            .boxed()
            .sorted(Comparator.comparingDouble(k -> -weights.share(k)))
            .mapToInt(k -> k)
            .toArray();
    this.tokens = Math.max(1, source.info().tokens());
  }

  private double total(int word) {
    return tokens * weights.wordProbability(word);
  }

  private double frequency(int word, int topic) {
    return tokens * weights.share(topic) * weights.probability(word, topic);
  }

  void write(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("mdsDat");
    places(json);
    json.writeEndObject();
    List<Term> terms = terms();
    json.writeObjectFieldStart("tinfo");
    terms(terms, json);
    json.writeEndObject();
    json.writeObjectFieldStart("token.table");
    tokenTable(terms, json);
    json.writeEndObject();
    json.writeNumberField("R", Math.min(SHOWN, source.words()));
    json.writeNumberField("lambda.step", STEP);
    json.writeObjectFieldStart("plot.opts");
    json.writeStringField("xlab", "PC1");
    json.writeStringField("ylab", "PC2");
    json.writeEndObject();
    numbers(json, "topic.order", order.length, i -> order[i] + 1);
  }

  private void places(JsonGenerator json) throws IOException {
    double[][] points;
    try (Workers workers = new Workers(source.threads())) {
      points =
          PrincipalCoordinates.of(
                  JensenShannon.divergences(WordSelection.of(weights).distributions(), workers))
              .points();
    }
    numbers(json, "x", order.length, i -> points[order[i]][0]);
    numbers(json, "y", order.length, i -> points[order[i]][1]);
    numbers(json, "topics", order.length, i -> i + 1);
    numbers(json, "cluster", order.length, i -> 1);
    numbers(json, "Freq", order.length, i -> 100 * weights.share(order[i]));
  }

  private List<Term> terms() {
    List<Term> terms = new ArrayList<>();
    int[] salient = Saliency.largest(weights, SHOWN);
    for (int i = 0; i < salient.length; i++) {
      double rank = salient.length - i;
      terms.add(new Term(salient[i], total(salient[i]), "Default", rank, rank));
    }
    for (int i = 0; i < order.length; i++) {
      for (TopicWord word : Relevance.everRelevant(weights, order[i], SHOWN)) {
        terms.add(
            new Term(
                word.word(),
                frequency(word.word(), order[i]),
                "Topic" + (i + 1),
                StrictMath.log(word.probability()),
                StrictMath.log(word.probability() / weights.wordProbability(word.word()))));
      }
    }
    return terms;
  }

  private void terms(List<Term> terms, JsonGenerator json) throws IOException {
    int count = terms.size();
    texts(json, "Term", terms.stream().map(term -> source.word(term.word())).toList());
    texts(json, "Category", terms.stream().map(Term::category).toList());
    numbers(json, "Freq", count, i -> terms.get(i).frequency());
    numbers(json, "Total", count, i -> total(terms.get(i).word()));
    numbers(json, "logprob", count, i -> terms.get(i).logProb());
    numbers(json, "loglift", count, i -> terms.get(i).lift());
  }

  /** Of each word shown, its part in each topic where at least half a token of it is expected. */
  private void tokenTable(List<Term> terms, JsonGenerator json) throws IOException {
    TreeSet<Integer> words = new TreeSet<>(Comparator.comparing(source::word));
    terms.forEach(term -> words.add(term.word()));
    List<String> names = new ArrayList<>();
    List<Integer> topics = new ArrayList<>();
    List<Double> parts = new ArrayList<>();
    for (int word : words) {
      for (int i = 0; i < order.length; i++) {
        if (frequency(word, order[i]) >= SMALLEST_PART) {
          names.add(source.word(word));
          topics.add(i + 1);
          parts.add(weights.topicOfWord(word, order[i]));
        }
      }
    }
    numbers(json, "Topic", topics.size(), topics::get);
    numbers(json, "Freq", parts.size(), parts::get);
    texts(json, "Term", names);
  }

  @FunctionalInterface
  private interface Numbers {
    double at(int index);
  }

  private static void numbers(JsonGenerator json, String name, int count, Numbers numbers)
      throws IOException {
    double[] values = new double[count];
    Arrays.setAll(values, numbers::at);
    json.writeArrayFieldStart(name);
    for (double value : values) {
      // Whole numbers as such: pyLDAvis's script compares topics' numbers with ===.
      if (value == Math.rint(value) && Math.abs(value) < Integer.MAX_VALUE) {
        json.writeNumber((int) value);
      } else {
        json.writeNumber(value);
      }
    }
    json.writeEndArray();
  }

  private static void texts(JsonGenerator json, String name, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
