package mpjlda.core.topics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mpjlda.core.parallel.Workers;

/**
 * The correspondence of two models' topics: the pairing with the least sum of Jensen-Shannon
 * distances. Words are the same if they are spelt the same; a word that one model lacks has no
 * probability in it.
 */
public final class TopicMatching {
  /**
   * A pair.
   *
   * @param topic of the first model
   * @param other of the second
   * @param distance the root of the Jensen-Shannon divergence in bits, 0..1
   */
  public record Pair(int topic, int other, double distance) {}

  private final List<Pair> pairs;
  private final int commonWords;

  private TopicMatching(List<Pair> pairs, int commonWords) {
    this.pairs = List.copyOf(pairs);
    this.commonWords = commonWords;
  }

  /**
   * A model's topics with its words.
   *
   * @param vocabulary (V)
   */
  public record Side(TopicWeights topics, List<String> vocabulary) {}

  /** Matches the topics of two models. */
  public static TopicMatching of(Side first, Side second, Workers workers) {
    Map<String, Integer> union = new HashMap<>();
    int[] firstPlaces = places(first.vocabulary(), union);
    int firstWords = union.size();
    int[] secondPlaces = places(second.vocabulary(), union);
    double[] frequencies = new double[union.size()];
    addFrequencies(first.topics(), firstPlaces, frequencies);
    addFrequencies(second.topics(), secondPlaces, frequencies);
    int kept =
        WordSelection.affordable(
            union.size(), (double) first.topics().topics() * second.topics().topics());
    int[] columns = WordSelection.columns(frequencies, kept);
    int count = WordSelection.columnCount(union.size(), kept);
    double[][] divergences =
        JensenShannon.divergences(
            WordSelection.rows(first.topics(), through(firstPlaces, columns), count),
            WordSelection.rows(second.topics(), through(secondPlaces, columns), count),
            workers);
    int secondWords = (int) second.vocabulary().stream().distinct().count();
    return new TopicMatching(pairs(divergences), firstWords + secondWords - union.size());
  }

  /** The nearest pair first. As many as the smaller model has topics. */
  public List<Pair> pairs() {
    return pairs;
  }

  /** Words that both models have. */
  public int commonWords() {
    return commonWords;
  }

  private static List<Pair> pairs(double[][] divergences) {
    double[][] distances = new double[divergences.length][];
    for (int k = 0; k < divergences.length; k++) {
      distances[k] = Arrays.stream(divergences[k]).map(Math::sqrt).toArray();
    }
    int[] other = Assignment.least(distances);
    List<Pair> pairs = new ArrayList<>();
    for (int k = 0; k < other.length; k++) {
      if (other[k] >= 0) {
        pairs.add(new Pair(k, other[k], distances[k][other[k]]));
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::distance).thenComparingInt(Pair::topic));
    return pairs;
  }

  private static int[] places(List<String> vocabulary, Map<String, Integer> union) {
    int[] places = new int[vocabulary.size()];
    for (int w = 0; w < places.length; w++) {
      int fresh = union.size();
      places[w] = union.computeIfAbsent(vocabulary.get(w), word -> fresh);
    }
    return places;
  }

  private static int[] through(int[] places, int[] columns) {
    int[] result = new int[places.length];
    for (int w = 0; w < places.length; w++) {
      result[w] = columns[places[w]];
    }
    return result;
  }

  private static void addFrequencies(TopicWeights topics, int[] places, double[] frequencies) {
    for (int w = 0; w < places.length; w++) {
      frequencies[places[w]] += topics.wordProbability(w);
    }
  }
}
