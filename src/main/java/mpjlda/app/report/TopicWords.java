package mpjlda.app.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import mpjlda.core.topics.Relevance;
import mpjlda.core.topics.Saliency;
import mpjlda.core.topics.TopicWeights;
import mpjlda.core.topics.TopicWord;

/**
 * The words of the page: for each topic those that some position of the slider shows, and for each
 * word the topics that it belongs to. Words get new numbers, the most frequent first; of a very
 * large vocabulary only the most frequent words and those that topics show are written.
 */
final class TopicWords {
  /** Words shown of a topic. */
  private static final int SHOWN = 30;

  private static final int MOST_WORDS = 100_000;

  /** UTF-16 units of the searchable words together; bounds the page if words are long. */
  private static final int MOST_TEXT = 2_000_000;

  private static final int STRONG_TOPICS = 5;
  private static final double STRONG = 0.05;

  private final TopicWeights topics;
  private final List<String> vocabulary;
  private final List<List<TopicWord>> ofTopics;
  private final int[] salient;
  private final int[] order;
  private final int[] place;

  TopicWords(TopicWeights topics, List<String> vocabulary) {
    this.topics = topics;
    this.vocabulary = vocabulary;
    this.salient = Saliency.largest(topics, SHOWN);
    this.ofTopics = new ArrayList<>();
    BitSet needed = new BitSet();
    for (int w : salient) {
      needed.set(w);
    }
    for (int k = 0; k < topics.topics(); k++) {
      List<TopicWord> words = Relevance.everRelevant(topics, k, SHOWN);
      words.forEach(word -> needed.set(word.word()));
      ofTopics.add(words);
    }
    this.order = order(needed);
    this.place = new int[topics.words()];
    for (int i = 0; i < order.length; i++) {
      place[order[i]] = i;
    }
  }

  private int[] order(BitSet needed) {
    int[] frequentFirst =
        IntStream.range(0, topics.words())
            .boxed()
            .sorted(Comparator.comparingDouble(w -> -topics.wordProbability(w)))
            .mapToInt(w -> w)
            .toArray();
    int[] kept = new int[frequentFirst.length];
    int size = 0;
    long text = 0;
    for (int w : frequentFirst) {
      text += vocabulary.get(w).length();
      if (needed.get(w) || (size < MOST_WORDS && text <= MOST_TEXT)) {
        kept[size++] = w;
      }
    }
    return Arrays.copyOf(kept, size);
  }

  void write(ScriptJson json) throws IOException {
    json.truth("allWords", order.length == topics.words());
    json.texts("words", IntStream.of(order).mapToObj(w -> vocabulary.get(w)).toList());
    json.array(
        "frequency",
        () -> {
          for (int w : order) {
            json.ranked(topics.wordProbability(w) * 1e6);
          }
        });
    json.integers("salient", salient.length, i -> place[salient[i]]);
    json.array(
        "topicWords",
        () -> {
          for (List<TopicWord> words : ofTopics) {
            topic(json, words);
          }
        });
    json.array(
        "strong",
        () -> {
          for (int w : order) {
            strong(json, w);
          }
        });
  }

  /** Word, probability in millionths, word, … */
  private void topic(ScriptJson json, List<TopicWord> words) throws IOException {
    json.array(
        () -> {
          for (TopicWord word : words) {
            json.integer(place[word.word()]);
            json.ranked(word.probability() * 1e6);
          }
        });
  }

  /** How many topics, then topic and p(k|w) in percent of each, the largest first. */
  private void strong(ScriptJson json, int word) throws IOException {
    List<TopicWeights.TopicOfWord> strong = topics.strongTopics(word, STRONG_TOPICS, STRONG);
    json.integer(strong.size());
    for (TopicWeights.TopicOfWord topic : strong) {
      json.integer(topic.topic());
      json.integer(Math.round(100 * topic.part()));
    }
  }
}
