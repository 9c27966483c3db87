package mpjlda.estep;

import java.util.Arrays;
import mpjlda.errors.LdaException;
import mpjlda.math.ExactSum;
import mpjlda.matrix.DoubleRows;
import mpjlda.model.TopicParameters;
import mpjlda.parallel.Workers;

/** The E-step of one rank: every document of its part, over its threads. */
public final class EStepRunner {
  /** Documents handed to a thread at a time. */
  private static final int CHUNK = 32;

  /**
   * What an E-step is to do.
   *
   * @param alpha (K) the documents' Dirichlet prior
   * @param tolerance mean absolute change of gamma that ends a document
   * @param maxSweeps ends a document in any case
   */
  public record Settings(double[] alpha, double tolerance, int maxSweeps) {}

  /**
   * What an E-step found, besides the statistics.
   *
   * @param bound Σ of the documents' parts of the bound
   * @param sweeps Σ of the documents' sweeps
   */
  public record Result(ExactSum bound, long sweeps) {}

  private final DocumentSource documents;
  private final EStepKernel kernel;
  private final Settings settings;
  private final Workers workers;
  private final DocumentWorkspace[] workspaces;
  private final double[] paddedAlpha;
  private final DocumentBound documentBound;

  public EStepRunner(
      DocumentSource documents, EStepKernel kernel, Settings settings, Workers workers) {
    this.documents = documents;
    this.kernel = kernel;
    this.settings = settings;
    this.workers = workers;
    int topics = settings.alpha().length;
    this.workspaces = new DocumentWorkspace[workers.threads()];
    Arrays.setAll(
        workspaces, i -> new DocumentWorkspace(topics, documents.longest(), kernel.precision()));
    this.paddedAlpha = DocumentWorkspace.pad(settings.alpha(), kernel.precision());
    this.documentBound = new DocumentBound(settings.alpha());
  }

  /**
   * Fits all documents under the topics and replaces the statistics by their sums.
   *
   * @throws LdaException if a document's numbers are not finite, with the document and its word
   */
  public Result run(TopicParameters topics, SufficientStatistics statistics) {
    statistics.clear();
    ExactSum[] bounds = new ExactSum[workers.threads()];
    Arrays.setAll(bounds, i -> new ExactSum());
    long[] sweeps = new long[workers.threads()];
    int chunks = (documents.count() + CHUNK - 1) / CHUNK;
    workers.forEach(
        chunks,
        (worker, chunk) -> {
          int end = Math.min(documents.count(), (chunk + 1) * CHUNK);
          for (int d = chunk * CHUNK; d < end; d++) {
            DocumentWorkspace document = workspaces[worker];
            gather(d, topics.expElogBeta(), document);
            document.startGamma(paddedAlpha);
            sweeps[worker] +=
                kernel.infer(document, paddedAlpha, settings.tolerance(), settings.maxSweeps());
            addBound(d, document, topics, bounds[worker]);
            statistics.add(document);
          }
        });
    ExactSum bound = new ExactSum();
    for (ExactSum part : bounds) {
      bound.add(part);
    }
    return new Result(bound, Arrays.stream(sweeps).sum());
  }

  /** Copies the document and its words' rows side by side: the sweeps then read memory in order. */
  private void gather(int d, DoubleRows expElogBeta, DocumentWorkspace document) {
    document.size = documents.load(d, document.words, document.counts);
    double tokens = 0;
    for (int i = 0; i < document.size; i++) {
      int word = document.words[i];
      tokens += document.counts[i];
      document.setRow(i, expElogBeta.blockOf(word), expElogBeta.layout().offsetOf(word));
    }
    document.tokens = tokens;
  }

  private void addBound(int d, DocumentWorkspace document, TopicParameters topics, ExactSum bound) {
    double term = documentBound.of(document, topics.logScale());
    try {
      bound.add(term);
    } catch (ArithmeticException e) {
      int i = 0;
      while (i < document.size - 1 && Double.isFinite(document.weight[i])) {
        i++;
      }
      throw LdaException.failed(
          "document "
              + (documents.firstDocument() + d + 1)
              + " gave a bound of "
              + term
              + ", expected a finite number; its word "
              + (document.size == 0 ? "(none)" : document.words[i] + " (counted from 0)")
              + " has the weight "
              + (document.size == 0 ? 0 : document.weight[i])
              + ". Look at that document, and at very small values of --alpha and --eta.",
          e);
    }
  }
}
