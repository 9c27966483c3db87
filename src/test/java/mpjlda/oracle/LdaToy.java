package mpjlda.oracle;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The golden runs of {@code src/test/python/lda_reference.py}: a corpus of twelve documents (one of
 * them empty, one of a single token, one with a word 40 times) and what 20 iterations of batch
 * variational Bayes make of it, right to 20 digits. Each constant is one run.
 */
public enum LdaToy {
  SYMMETRIC(0.1, 0.1, 0.1),
  /** Where gamma starts cancels in the first phi under equal alphas; here it shows. */
  ASYMMETRIC(0.05, 0.3, 1.5);

  public static final int TOPICS = 3;
  public static final double ETA = 0.01;
  public static final double TOLERANCE = 1e-3;
  public static final int MAX_SWEEPS = 100;
  public static final int ITERATIONS = 20;

  private final double[] alpha;

  LdaToy(double... alpha) {
    this.alpha = alpha;
  }

  /** The corpus of {@code corpus.ldac}, whose lines are {@code N id:count …}, ids from 0. */
  public static Corpus corpus() {
    List<String[]> lines = lines("corpus.ldac").stream().map(line -> line.split(" ")).toList();
    int[][] words = new int[lines.size()][];
    int[][] counts = new int[lines.size()][];
    for (int d = 0; d < words.length; d++) {
      String[] fields = lines.get(d);
      int distinct = Integer.parseInt(fields[0]);
      words[d] = new int[distinct];
      counts[d] = new int[distinct];
      for (int i = 0; i < distinct; i++) {
        String[] pair = fields[i + 1].split(":");
        words[d][i] = Integer.parseInt(pair[0]);
        counts[d][i] = Integer.parseInt(pair[1]);
      }
    }
    return new Corpus(words, counts, vocabulary().size());
  }

  public static List<String> vocabulary() {
    return lines("vocab.txt");
  }

  /**
   * A file as such, for tests of the program's readers: {@code corpus.ldac}, {@code vocab.txt} or
   * {@code initial_lambda.npy}.
   */
  public static byte[] file(String name) {
    return Resources.bytes("lda_toy/" + name);
  }

  /** K × V, exactly the doubles that the runs started from. */
  public static double[][] initialLambda() {
    return matrix("initial_lambda.csv");
  }

  public double[] alpha() {
    return alpha.clone();
  }

  /**
   * @param iterations 1, 5 or 20
   * @return K × V
   */
  public double[][] lambdaAfter(int iterations) {
    return matrix(folder() + "lambda_" + iterations + ".csv");
  }

  /**
   * @param iterations 1, 5 or 20
   * @return the gammas of the last of these iterations, D × K
   */
  public double[][] gammaAfter(int iterations) {
    return matrix(folder() + "gamma_" + iterations + ".csv");
  }

  /** The bound of each iteration, nats. */
  public double[] bounds() {
    return column(1);
  }

  /** The E-step's mean sweeps per document in each iteration, the empty document counted as one. */
  public double[] meanSweeps() {
    return column(2);
  }

  private String folder() {
    return name().toLowerCase(Locale.ROOT) + "/";
  }

  private double[] column(int index) {
    return lines(folder() + "bounds.csv").stream()
        .filter(line -> Character.isDigit(line.charAt(0)))
        .mapToDouble(line -> Double.parseDouble(line.split(",")[index]))
        .toArray();
  }

  private static double[][] matrix(String name) {
    return lines(name).stream()
        .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }

  private static List<String> lines(String name) {
    return Resources.lines("lda_toy/" + name);
  }
}
