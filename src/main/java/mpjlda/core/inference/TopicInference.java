package mpjlda.core.inference;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import mpjlda.core.errors.LdaException;
import mpjlda.core.kernel.DocumentSource;
import mpjlda.core.kernel.DocumentWorkspace;
import mpjlda.core.kernel.EStepKernel;
import mpjlda.core.kernel.KernelChoice;
import mpjlda.core.kernel.KernelProviders;
import mpjlda.core.kernel.Precision;
import mpjlda.core.kernel.RowTable;
import mpjlda.core.parallel.Workers;

/**
 * Fits q(theta) = Dir(gamma) to documents under {@link TopicModel}: coordinate ascent from gamma =
 * alpha + N/K to a mean absolute change of gamma below 1e-5, at most 1000 sweeps. Blei, Ng and
 * Jordan (JMLR 2003), section 5.2, with the topics known.
 */
public final class TopicInference {
  /** Mean absolute change of gamma that ends a document. */
  public static final double TOLERANCE = 1e-5;

  /** Sweeps that end a document in any case. */
  public static final int MAX_SWEEPS = 1000;

  /** Documents handed to a thread at a time. */
  private static final int CHUNK = 16;

  /** Receives the documents' results, from several threads and in any order. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Receives one fitted document.
     *
     * @param worker 0 .. threads−1, never twice at once
     * @param document its number in the source
     * @param gamma its first K entries are the Dirichlet parameters; valid during the call only
     */
    void visit(int worker, int document, double[] gamma);
  }

  private final TopicModel model;
  private final Workers workers;
  private final EStepKernel kernel;
  private final double[] paddedAlpha;
  private final DocumentWorkspace[] workspaces;
  private final double[][] rows;
  private final Optional<RowTable> narrow;

  /**
   * Exact inference, in double precision.
   *
   * @param longest distinct words of the longest document that will be fitted
   */
  public TopicInference(TopicModel model, int longest, Workers workers) {
    this(model, longest, workers, KernelChoice.DEFAULT);
  }

  /**
   * Inference by a kernel of choice.
   *
   * @param longest distinct words of the longest document that will be fitted
   * @throws LdaException (65) if it is too long for so many topics
   */
  public TopicInference(TopicModel model, int longest, Workers workers, KernelChoice choice) {
    this(model, longest, workers, KernelProviders.of(choice.kind()).eStepKernel(choice));
  }

  /**
   * Inference by a kernel that several inferences share.
   *
   * @param longest distinct words of the longest document that will be fitted
   * @throws LdaException (65) if it is too long for so many topics
   */
  public TopicInference(TopicModel model, int longest, Workers workers, EStepKernel kernel) {
    requireRoom(model.topics(), longest);
    this.kernel = kernel;
    this.model = model;
    this.workers = workers;
    this.paddedAlpha = DocumentWorkspace.pad(model.alpha(), kernel.precision());
    this.workspaces = new DocumentWorkspace[workers.threads()];
    Arrays.setAll(workspaces, i -> kernel.workspace(model.topics(), longest));
    this.rows = new double[workers.threads()][model.topics()];
    this.narrow =
        kernel.precision() == Precision.SINGLE
            ? Optional.of(new RowTable(model.words(), model.alpha(), model::gather, workers))
            : Optional.empty();
  }

  private static void requireRoom(int topics, int longest) {
    int most = DocumentWorkspace.mostWords(topics);
    if (longest > most) {
      throw LdaException.badInput(
          String.format(
              Locale.ROOT,
              "A document has %,d distinct words; under a model of %,d topics %,d are possible."
                  + " Divide it.",
              longest,
              topics,
              most));
    }
  }

  /** The kernel that fits documents wherever topics are fixed. */
  public static EStepKernel newKernel() {
    return KernelProviders.of(KernelChoice.DEFAULT.kind()).eStepKernel(KernelChoice.DEFAULT);
  }

  /**
   * Fits all documents of a source.
   *
   * @return Σ of their sweeps
   * @throws LdaException (70) if a document's numbers are not finite
   */
  public long forEach(DocumentSource documents, Visitor visitor) {
    long[] sweeps = new long[workers.threads()];
    int chunks = (documents.count() + CHUNK - 1) / CHUNK;
    workers.forEach(
        chunks,
        (worker, chunk) -> {
          DocumentWorkspace workspace = workspaces[worker];
          int end = Math.min(documents.count(), (chunk + 1) * CHUNK);
          for (int d = chunk * CHUNK; d < end; d++) {
            sweeps[worker] += fit(documents, d, workspace, rows[worker]);
            visitor.visit(worker, d, workspace.gamma());
          }
        });
    return Arrays.stream(sweeps).sum();
  }

  private int fit(DocumentSource documents, int d, DocumentWorkspace workspace, double[] row) {
    workspace.load(documents, d);
    int sweeps = sweep(workspace, row);
    for (int k = 0; k < model.topics(); k++) {
      if (!(workspace.gamma()[k] < Double.POSITIVE_INFINITY)) {
        throw LdaException.failed(
            "document "
                + (documents.firstDocument() + d + 1)
                + " gave gamma = "
                + workspace.gamma()[k]
                + " for topic "
                + k
                + ", expected a finite number. Look at that document, and at very small entries of"
                + " the model's lambda.npy and alpha.npy (mpj-lda info MODEL --verify).");
      }
    }
    return sweeps;
  }

  private int sweep(DocumentWorkspace workspace, double[] row) {
    if (narrow.isPresent()) {
      return kernel.infer(workspace, narrow.get(), TOLERANCE, MAX_SWEEPS);
    }
    for (int i = 0; i < workspace.size(); i++) {
      model.gather(workspace.words()[i], row);
      workspace.setRow(i, row, 0);
    }
    workspace.startGamma(paddedAlpha);
    return kernel.infer(workspace, paddedAlpha, TOLERANCE, MAX_SWEEPS);
  }
}
