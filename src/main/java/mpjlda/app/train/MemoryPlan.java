package mpjlda.app.train;

import java.util.Locale;
import java.util.Optional;
import mpjlda.app.config.Algorithm;
import mpjlda.app.config.MethodSettings;
import mpjlda.cluster.distributed.OccurringRows;
import mpjlda.core.errors.LdaException;
import mpjlda.core.kernel.DocumentWorkspace;
import mpjlda.core.kernel.KernelChoice;
import mpjlda.core.kernel.Precision;
import mpjlda.core.kernel.SufficientStatistics;
import mpjlda.core.kernel.WordBatch;
import mpjlda.core.matrix.PaddedFloatMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.parallel.Communicator;

/**
 * The memory of one rank, by what it is for, in bytes.
 *
 * @param corpus this rank's documents
 * @param parameters batch and online: lambda, expElogBeta and statistics, three V × K arrays of 8
 *     bytes (expElogBeta in single precision of 4), and more statistics for threads besides the
 *     first; cvb0: counts and lambda of 8 bytes, phi, each thread's counts and, where priors are
 *     learned, the previous counts of 4
 * @param documentRows what is remembered of each document, K × 4 bytes
 * @param workspaces a gathered document and its vectors, for each thread
 * @param packing rows that are packed for a message, and which they are, at most; 0 with one rank
 * @param communication buffers for messages, 0 with one rank
 */
public record MemoryPlan(
    long corpus,
    long parameters,
    long documentRows,
    long workspaces,
    long packing,
    long communication) {
  /**
   * Memory of a JVM before any array: measured resident size of a rank that does nothing, young
   * generation included.
   */
  private static final long JVM = 90L << 20;

  /**
   * Room for the received half of a message and MPJ Express's own buffers, which it never gives
   * back.
   */
  private static final long MESSAGE_BUFFERS = 40L << 20;

  /** A block's rows and words, for a thread. */
  private static final long CVB_WORKSPACE = 4L << 20;

  /**
   * Doubles of a workspace for each topic: parameters, partial sums, and those of the topics that
   * still move. Left-out topics' rows are not copied.
   */
  private static final long VECTORS = 24;

  /** The sizes that decide. */
  public record Sizes(
      int words,
      int topics,
      int longestDocument,
      int threads,
      int ranks,
      long corpusBytes,
      long documents) {}

  /**
   * The plan of one rank.
   *
   * @throws LdaException (65) if a document is too long for so many topics
   */
  public static MemoryPlan of(Sizes sizes, KernelChoice kernel, MethodSettings method) {
    long messages = sizes.ranks() > 1 ? MESSAGE_BUFFERS : 0;
    long packing = sizes.ranks() > 1 ? OccurringRows.mostBytes(layout(sizes)) : 0;
    long matrix = 8L * sizes.words() * sizes.topics();
    long rows = 4L * sizes.documents() * sizes.topics();
    long padded = 4L * sizes.words() * WordBatch.stride(sizes.topics());
    boolean overRelaxed = method.learning().learnsAny() && method.algorithm() == Algorithm.CVB0;
    long previousCounts = overRelaxed ? matrix / 2 : 0;
    long ofCvb0 = 2 * matrix + (1 + sizes.threads()) * padded + previousCounts;
    if (method.algorithm() == Algorithm.CVB0) {
      return new MemoryPlan(
          sizes.corpusBytes(), ofCvb0, rows, sizes.threads() * CVB_WORKSPACE, packing, messages);
    }
    long stride = (sizes.topics() + 7L) / 8 * 8;
    requireGatherable(sizes);
    long workspace = sizes.longestDocument() * (8 * stride + 5 * 8 + 4) + VECTORS * 8 * stride;
    // With active sets, copies of their rows as well.
    workspace *= kernel.activeSet() ? 2 : 1;
    long ofVariational = matrix + statistics(sizes) + scaledRows(sizes, kernel);
    boolean remembersDocuments =
        method.online().polish().endsWithCvb0() || !method.eStep().gammaContinuation().isNever();
    return new MemoryPlan(
        sizes.corpusBytes(),
        method.online().polish().endsWithCvb0() ? ofCvb0 + 2 * matrix : ofVariational,
        remembersDocuments ? rows : 0,
        sizes.threads() * workspace,
        packing,
        messages);
  }

  private static long statistics(Sizes sizes) {
    return SufficientStatistics.bytes(layout(sizes), sizes.threads());
  }

  private static RowLayout layout(Sizes sizes) {
    return RowLayout.of(sizes.words(), sizes.topics());
  }

  /** exp(E[log beta]) and the words' scales. */
  private static long scaledRows(Sizes sizes, KernelChoice kernel) {
    return (kernel.precision() == Precision.DOUBLE
            ? 8L * sizes.words() * sizes.topics()
            : PaddedFloatMatrix.bytes(sizes.words(), sizes.topics()))
        + 8L * sizes.words();
  }

  /** A document's rows are gathered into one array. */
  private static void requireGatherable(Sizes sizes) {
    int most = DocumentWorkspace.mostWords(sizes.topics());
    if (sizes.longestDocument() > most) {
      throw LdaException.badInput(
          String.format(
              Locale.ROOT,
              "A document has %,d distinct words; with %,d topics %,d are possible. Divide it, or"
                  + " take fewer topics or --algorithm cvb0.",
              sizes.longestDocument(),
              sizes.topics(),
              most));
    }
  }

  public long total() {
    return arrays() + packing + communication + JVM;
  }

  /**
   * The bytes that must fit into the heap: all but those of the JVM itself and of messages, which
   * is partly outside and partly not needed by every run.
   */
  private long arrays() {
    return corpus + parameters + documentRows + workspaces;
  }

  /**
   * Refuses a run whose arrays cannot fit into a rank's heap, before they are allocated; called by
   * all ranks, which come to one answer.
   *
   * @param heap this rank's largest heap, in bytes
   * @throws LdaException (69)
   */
  public void requireHeap(long heap, int topics, Communicator comm) {
    long[] smallest = {-heap};
    comm.allreduceMax(smallest);
    tooLarge(-smallest[0], topics)
        .ifPresent(
            problem -> {
              throw LdaException.unavailable(problem);
            });
  }

  /** The problem and its remedies, if the arrays do not fit into a heap of so many bytes. */
  Optional<String> tooLarge(long heap, int topics) {
    if (arrays() <= heap) {
      return Optional.empty();
    }
    // All but the documents grows with K.
    double share = Math.max(0, heap - corpus) / (double) Math.max(1, arrays() - corpus);
    long fitting = (long) (0.9 * share * topics);
    return Optional.of(
        String.format(
            Locale.ROOT,
            "A rank needs %s of heap and may have %s at most (topics and statistics %s, documents"
                + " %s). Let it have more (--java-options -Xmx%dm, if its host has that much; fewer"
                + " ranks on a host leave each more), take fewer words (--max-vocabulary N)%s.",
            megabytes(arrays()),
            megabytes(heap),
            megabytes(parameters),
            megabytes(corpus),
            (long) (1.2 * arrays()) >> 20,
            fitting > 0
                ? " or fewer topics (about %,d would fit)".formatted(fitting)
                : ", or more ranks: documents are divided among them"));
  }

  /** One line for people. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "%s: documents %s, topics and statistics %s,%s work space %s, messages %s, JVM %s",
        megabytes(total()),
        megabytes(corpus),
        megabytes(parameters),
        documentRows == 0 ? "" : " documents' topics " + megabytes(documentRows) + ",",
        megabytes(workspaces),
        megabytes(packing + communication),
        megabytes(JVM));
  }

  private static String megabytes(long bytes) {
    double mib = bytes / (double) (1 << 20);
    if (mib < 0.1) {
      return String.format(Locale.ROOT, "%,d KB", (bytes + 1023) >> 10);
    }
    return String.format(Locale.ROOT, mib < 10 ? "%.1f MB" : "%,.0f MB", mib);
  }
}
