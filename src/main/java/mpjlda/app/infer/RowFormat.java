package mpjlda.app.infer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mpjlda.data.modelio.NpyHeader;

/** Format of topic proportions, a document a row, in order. */
interface RowFormat {
  /**
   * The bytes before the first row.
   *
   * @param documents rows to come
   * @param topics K
   */
  byte[] header(long documents, int topics);

  /**
   * Writes a row.
   *
   * @param row which document, from 0, and its tokens
   * @param theta (K), summing to 1
   */
  void write(Row row, double[] theta, RankOutputFile out);

  /**
   * A document.
   *
   * @param document its number in the corpus, from 0, or its name
   * @param tokens of words that the model has; with 0 the proportions are the prior's mean
   */
  record Row(String document, long tokens) {}

  /** numpy: float64 (D, K). */
  final class Npy implements RowFormat {
    @Override
    public byte[] header(long documents, int topics) {
      return NpyHeader.encode(documents, topics);
    }

    @Override
    public void write(Row row, double[] theta, RankOutputFile out) {
      byte[] bytes = new byte[theta.length * Double.BYTES];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(theta);
      out.write(bytes, bytes.length);
    }
  }

  /**
   * Text with tabs: document, tokens, K proportions with nine decimals; the first line names the
   * columns, each by one word, for pandas and R.
   */
  final class Table implements RowFormat {
    @Override
    public byte[] header(long documents, int topics) {
      String names =
          IntStream.range(0, topics).mapToObj(k -> "\ttopic_" + k).collect(Collectors.joining());
      return ascii("document\ttokens" + names + "\n");
    }

    @Override
    public void write(Row row, double[] theta, RankOutputFile out) {
      StringBuilder line = Proportion.start(row);
      for (double share : theta) {
        line.append('\t');
        Proportion.append(share, line);
      }
      Proportion.end(line, out);
    }
  }

  /** Text with tabs: document, tokens, and the largest proportions as {@code topic:proportion}. */
  final class Sparse implements RowFormat {
    private final int top;

    /**
     * @param top topics of each document, ≥ 1
     */
    Sparse(int top) {
      this.top = top;
    }

    @Override
    public byte[] header(long documents, int topics) {
      String names =
          IntStream.rangeClosed(1, Math.min(top, topics))
              .mapToObj(n -> "\ttop_" + n)
              .collect(Collectors.joining());
      return ascii("document\ttokens" + names + "\n");
    }

    @Override
    public void write(Row row, double[] theta, RankOutputFile out) {
      StringBuilder line = Proportion.start(row);
      boolean[] written = new boolean[theta.length];
      for (int i = 0; i < Math.min(top, theta.length); i++) {
        int best = -1;
        for (int k = 0; k < theta.length; k++) {
          if (!written[k] && (best < 0 || theta[k] > theta[best])) {
            best = k;
          }
        }
        written[best] = true;
        line.append('\t').append(best).append(':');
        Proportion.append(theta[best], line);
      }
      Proportion.end(line, out);
    }
  }

  /** A text as a cell of a table: tabs and backslashes as in C. */
  static String cell(String text) {
    return text.replace("\\", "\\\\").replace("\t", "\\t");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The pieces of a line of text. */
  final class Proportion {
    private static final long UNITS = 1_000_000_000;

    private Proportion() {}

    static StringBuilder start(Row row) {
      return new StringBuilder().append(row.document()).append('\t').append(row.tokens());
    }

    /** Nine decimals by integers: Double.toString differs between JDKs, and is slower. */
    static void append(double share, StringBuilder line) {
      long units = (long) Math.rint(share * UNITS);
      String decimals = Long.toString(units % UNITS + UNITS);
      line.append(units / UNITS).append('.').append(decimals, 1, decimals.length());
    }

    static void end(StringBuilder line, RankOutputFile out) {
      byte[] bytes = line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
      out.write(bytes, bytes.length);
    }
  }
}
