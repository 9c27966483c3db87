package mpjlda.oracle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Corpora for comparisons of whole runs. Everything follows from the seed that is passed in; tests
 * name it in their failure messages.
 */
public final class ToyCorpora {
  /** The documents, words and topics of {@link #moderate}. */
  public static final int DOCUMENTS = 200;

  public static final int VOCABULARY = 300;
  public static final int TOPICS = 7;

  private ToyCorpora() {}

  /** 200 documents of 20 to 149 tokens over 300 words, drawn from 7 topics. */
  public static Corpus moderate(long seed) {
    return sampled(seed, DOCUMENTS, VOCABULARY, TOPICS);
  }

  /** {@link #moderate} with every fifth document empty, the first and the last among them. */
  public static Corpus withEmptyDocuments(long seed) {
    Corpus corpus = moderate(seed);
    for (int d = 0; d < corpus.documents(); d++) {
      if (d % 5 == 0 || d == corpus.documents() - 1) {
        corpus.words()[d] = new int[0];
        corpus.counts()[d] = new int[0];
      }
    }
    return corpus;
  }

  /** {@link #moderate}, then for each word of the vocabulary a document of that one token. */
  public static Corpus withSingleWordDocuments(long seed) {
    int[][] words = new int[VOCABULARY][];
    int[][] counts = new int[VOCABULARY][];
    for (int w = 0; w < VOCABULARY; w++) {
      words[w] = new int[] {w};
      counts[w] = new int[] {1};
    }
    return moderate(seed).followedBy(new Corpus(words, counts, VOCABULARY));
  }

  /** {@link #moderate}, then one document of its last word 5,000 times and nothing else. */
  public static Corpus withRepeatedWord(long seed) {
    int[][] words = {{VOCABULARY - 1}};
    int[][] counts = {{5000}};
    return moderate(seed).followedBy(new Corpus(words, counts, VOCABULARY));
  }

  /** {@link #moderate}, then a document of 2,000 distinct words, ids 0 to 1999, counts 1 to 3. */
  public static Corpus withLongDocument(long seed) {
    int distinct = 2000;
    SplittableRandom random = new SplittableRandom(~seed);
    int[][] words = {new int[distinct]};
    int[][] counts = {new int[distinct]};
    for (int w = 0; w < distinct; w++) {
      words[0][w] = w;
      counts[0][w] = random.nextInt(1, 4);
    }
    return moderate(seed).followedBy(new Corpus(words, counts, distinct));
  }

  /** {@link #moderate} with nine words that never occur for each of its own: word w is 10 w + 3. */
  public static Corpus withUnseenWords(long seed) {
    Corpus corpus = moderate(seed);
    for (int[] document : corpus.words()) {
      Arrays.setAll(document, i -> 10 * document[i] + 3);
    }
    return new Corpus(corpus.words(), corpus.counts(), 10 * corpus.vocabulary());
  }

  /** A corpus of any size, drawn from topics that each prefer a tenth of the words. */
  public static Corpus sampled(long seed, int documents, int vocabulary, int topics) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] beta = new double[topics][];
    for (int k = 0; k < topics; k++) {
      beta[k] = cumulativeTopic(random, vocabulary);
    }
    int[][] words = new int[documents][];
    int[][] counts = new int[documents][];
    for (int d = 0; d < documents; d++) {
      Map<Integer, Integer> bag = sampledDocument(random, beta);
      words[d] = bag.keySet().stream().mapToInt(Integer::intValue).toArray();
      counts[d] = bag.values().stream().mapToInt(Integer::intValue).toArray();
    }
    return new Corpus(words, counts, vocabulary);
  }

  /** Start values of lambda for a run, K × V, uniform in [0.5, 1.5). */
  public static double[][] initialLambda(long seed, int topics, int vocabulary) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] lambda = new double[topics][vocabulary];
    for (double[] row : lambda) {
      Arrays.setAll(row, w -> 0.5 + random.nextDouble());
    }
    return lambda;
  }

  /**
   * Reads a UCI bag-of-words file in the plainest way: D, W and NNZ, then {@code document word
   * count} with ids from 1.
   */
  public static Corpus kos(Path docword) throws IOException {
    List<Map<Integer, Integer>> bags = new ArrayList<>();
    int vocabulary;
    try (Scanner in = new Scanner(docword)) {
      int documents = Integer.parseInt(in.nextLine().trim());
      vocabulary = Integer.parseInt(in.nextLine().trim());
      long nonZeros = Long.parseLong(in.nextLine().trim());
      for (int d = 0; d < documents; d++) {
        bags.add(new TreeMap<>());
      }
      for (long i = 0; i < nonZeros; i++) {
        String[] fields = in.nextLine().split(" ");
        bags.get(Integer.parseInt(fields[0]) - 1)
            .put(Integer.parseInt(fields[1]) - 1, Integer.parseInt(fields[2]));
      }
    }
    return new Corpus(
        rows(bags.stream().map(Map::keySet).toList()),
        rows(bags.stream().map(Map::values).toList()),
        vocabulary);
  }

  private static int[][] rows(List<? extends Iterable<Integer>> lists) {
    int[][] rows = new int[lists.size()][];
    for (int d = 0; d < rows.length; d++) {
      List<Integer> row = new ArrayList<>();
      lists.get(d).forEach(row::add);
      rows[d] = row.stream().mapToInt(Integer::intValue).toArray();
    }
    return rows;
  }

  /** Running sums of a topic's word probabilities: one word in ten has fifty times the weight. */
  private static double[] cumulativeTopic(SplittableRandom random, int vocabulary) {
    double[] sums = new double[vocabulary];
    double sum = 0;
    for (int w = 0; w < vocabulary; w++) {
      sum += random.nextDouble() * (random.nextInt(10) == 0 ? 50 : 1);
      sums[w] = sum;
    }
    for (int w = 0; w < vocabulary; w++) {
      sums[w] /= sum;
    }
    return sums;
  }

  /** One to three topics, each token from one of them. */
  private static Map<Integer, Integer> sampledDocument(SplittableRandom random, double[][] beta) {
    int[] own = random.ints(random.nextInt(1, 4), 0, beta.length).toArray();
    int tokens = random.nextInt(20, 150);
    Map<Integer, Integer> bag = new TreeMap<>();
    for (int i = 0; i < tokens; i++) {
      double[] topic = beta[own[random.nextInt(own.length)]];
      bag.merge(firstAbove(topic, random.nextDouble()), 1, Integer::sum);
    }
    return bag;
  }

  private static int firstAbove(double[] sums, double u) {
    int w = 0;
    while (w < sums.length - 1 && sums[w] <= u) {
      w++;
    }
    return w;
  }
}
