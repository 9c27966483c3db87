package mpjlda.core.topicmodel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import mpjlda.core.errors.LdaException;
import mpjlda.core.kernel.DocumentBound;
import mpjlda.core.kernel.DocumentSource;
import mpjlda.core.kernel.DocumentWorkspace;
import mpjlda.core.kernel.EStepKernel;
import mpjlda.core.kernel.Precision;
import mpjlda.core.kernel.RowTable;
import mpjlda.core.kernel.SufficientStatistics;
import mpjlda.core.kernel.WithheldTokens;
import mpjlda.core.math.ExactSum;
import mpjlda.core.matrix.BlockedFloatMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.parallel.Workers;
import mpjlda.core.priors.DocumentTerms;
import mpjlda.core.priors.PredictionSums;

/**
 * The E-step of one rank: every document of its part, over its threads. The textbook form is {@code
 * TextbookLda} of the tests.
 */
public final class EStepRunner {
  /** Documents handed to a thread at a time. */
  private static final int CHUNK = 32;

  /**
   * The parameters of an E-step.
   *
   * @param alpha (K) the documents' Dirichlet prior
   * @param tolerance mean absolute change of gamma that ends a document
   * @param maxSweeps ends a document in any case
   */
  public record Settings(double[] alpha, double tolerance, int maxSweeps) {}

  /** The gamma from which documents start. */
  public enum Start {
    /** alpha + N/K, without an earlier result. */
    FROM_SCRATCH,
    /** The result of the last E-step. */
    CONTINUED
  }

  /**
   * The results of an E-step, besides the statistics.
   *
   * @param bound Σ of the documents' parts of the bound
   * @param sweeps Σ of the documents' sweeps
   * @param priorSums the sums that priors are learned from: {@link PredictionSums} if tokens are
   *     withheld, else those of {@link #withPrior}'s terms, for the expected counts N_dk = gamma_dk
   *     − alpha_k
   */
  public record Result(ExactSum bound, long sweeps, List<ExactSum> priorSums) {}

  private final DocumentSource documents;
  private final EStepKernel kernel;
  private final Settings settings;
  private final Workers workers;
  private final DocumentWorkspace[] workspaces;
  private final double[] paddedAlpha;
  private final DocumentBound documentBound;
  private final Optional<BlockedFloatMatrix> gammas;
  private final DocumentTerms terms;
  private final Optional<WithheldTokens> withheld;

  /** An E-step whose documents always start from scratch. */
  public EStepRunner(
      DocumentSource documents, EStepKernel kernel, Settings settings, Workers workers) {
    this.documents = documents;
    this.kernel = kernel;
    this.settings = settings;
    this.workers = workers;
    int topics = settings.alpha().length;
    this.workspaces = new DocumentWorkspace[workers.threads()];
    Arrays.setAll(workspaces, i -> kernel.workspace(topics, documents.longest()));
    this.paddedAlpha = DocumentWorkspace.pad(settings.alpha(), kernel.precision());
    this.documentBound = new DocumentBound(settings.alpha());
    this.gammas = Optional.empty();
    this.terms = DocumentTerms.NONE;
    this.withheld = Optional.empty();
  }

  /** A runner with other settings; shares its arrays, so only one of them may run at a time. */
  private EStepRunner(
      EStepRunner same,
      Settings settings,
      Optional<BlockedFloatMatrix> gammas,
      DocumentTerms terms,
      Optional<WithheldTokens> withheld) {
    this.documents = withheld.map(WithheldTokens::kept).orElse(same.documents);
    this.kernel = same.kernel;
    this.settings = settings;
    this.workers = same.workers;
    this.workspaces = same.workspaces;
    this.paddedAlpha = DocumentWorkspace.pad(settings.alpha(), kernel.precision());
    this.documentBound = new DocumentBound(settings.alpha());
    this.gammas = gammas;
    this.terms = terms;
    this.withheld = withheld;
  }

  /**
   * This E-step with a memory of each document's gamma.
   *
   * @param rows (D × K) the gammas of the last E-step
   */
  public EStepRunner remembering(BlockedFloatMatrix rows) {
    return new EStepRunner(this, settings, Optional.of(rows), terms, withheld);
  }

  /**
   * This E-step under another prior.
   *
   * @param alpha (K)
   * @param learning the terms to sum over the documents
   */
  public EStepRunner withPrior(double[] alpha, DocumentTerms learning) {
    Settings changed = new Settings(alpha, settings.tolerance(), settings.maxSweeps());
    return new EStepRunner(this, changed, gammas, learning, withheld);
  }

  /**
   * This E-step without some tokens, which are scored instead; it must be given topics whose lambda
   * is complete. Its bound is that of the tokens left, and the log-likelihood of the others.
   */
  public EStepRunner withholding(WithheldTokens tokens) {
    return new EStepRunner(this, settings, gammas, DocumentTerms.NONE, Optional.of(tokens));
  }

  /** Room for the topics' rows as this E-step reads them. */
  public ScaledRows newRows(RowLayout layout) {
    if (kernel.precision() == Precision.SINGLE) {
      return ScaledRows.narrow(layout, workers.threads());
    }
    return ScaledRows.wide(layout);
  }

  /**
   * Fits all documents under the topics and replaces the statistics by their sums.
   *
   * @param start {@link Start#CONTINUED} only if it is {@link #remembering}
   * @throws LdaException if a document's numbers are not finite, with the document and its word
   */
  public Result run(TopicParameters topics, SufficientStatistics statistics, Start start) {
    statistics.clear();
    Result result = run(topics, statistics, start, documents.count(), i -> i);
    statistics.collect(workers);
    return result;
  }

  /**
   * Fits some of the documents, from scratch, and replaces their words' statistics by their sums.
   *
   * @param subset numbers of documents
   * @param words all of theirs at least; the statistics of others stay as they are
   * @throws LdaException if a document's numbers are not finite, with the document and its word
   */
  public Result run(
      TopicParameters topics, SufficientStatistics statistics, int[] subset, int[] words) {
    statistics.clear(words);
    Result result = run(topics, statistics, Start.FROM_SCRATCH, subset.length, i -> subset[i]);
    statistics.collect(workers, words);
    return result;
  }

  private Result run(
      TopicParameters topics,
      SufficientStatistics statistics,
      Start start,
      int count,
      IntUnaryOperator numbers) {
    ExactSum[] bounds = ExactSum.zeros(workers.threads());
    ExactSum[][] priorSums = new ExactSum[workers.threads()][];
    Arrays.setAll(priorSums, i -> terms.zeros());
    Predictions predictions = new Predictions();
    long[] sweeps = new long[workers.threads()];
    int chunks = (count + CHUNK - 1) / CHUNK;
    Optional<RowTable> table = table(topics.expElogBeta(), start);
    workers.forEach(
        chunks,
        (worker, chunk) -> {
          int end = Math.min(count, (chunk + 1) * CHUNK);
          for (int i = chunk * CHUNK; i < end; i++) {
            int d = numbers.applyAsInt(i);
            DocumentWorkspace document = workspaces[worker];
            document.load(documents, d);
            sweeps[worker] +=
                table.isPresent()
                    ? kernel.inferAll(
                        document, table.get(), settings.tolerance(), settings.maxSweeps())
                    : fit(d, document, topics.expElogBeta(), start);
            addBound(d, document, topics, bounds[worker]);
            addPriorTerms(document, priorSums[worker]);
            predictions.add(worker, d, document, topics);
            if (withheld.isEmpty() || !withheld.get().isUnseen(d)) {
              statistics.add(document, worker);
            }
            keepGamma(d, document);
          }
        });
    for (int worker = 1; worker < bounds.length; worker++) {
      bounds[0].add(bounds[worker]);
      for (int i = 0; i < priorSums[0].length; i++) {
        priorSums[0][i].add(priorSums[worker][i]);
      }
    }
    List<ExactSum> ofPriors =
        withheld.isPresent() ? predictions.sum(bounds[0]) : List.of(priorSums[0]);
    return new Result(bounds[0], Arrays.stream(sweeps).sum(), ofPriors);
  }

  /** The scores of withheld tokens, by thread; none if no token is withheld. */
  private final class Predictions {
    private final List<VariationalPrediction> predictions = new ArrayList<>();
    private final List<PredictionSums> sums = new ArrayList<>();

    Predictions() {
      for (int i = 0; withheld.isPresent() && i < workers.threads(); i++) {
        predictions.add(
            new VariationalPrediction(
                withheld.get(), settings.alpha().length, documents.longest()));
        sums.add(new PredictionSums());
      }
    }

    void add(int worker, int d, DocumentWorkspace document, TopicParameters topics) {
      if (!predictions.isEmpty()) {
        predictions.get(worker).add(d, document, topics, settings.alpha(), sums.get(worker));
      }
    }

    /** The sums of all threads; their log-likelihood is added to the bound. */
    List<ExactSum> sum(ExactSum bound) {
      PredictionSums all = new PredictionSums();
      sums.forEach(all::add);
      bound.add(all.logLikelihood());
      return all.toList();
    }
  }

  private void addPriorTerms(DocumentWorkspace document, ExactSum[] sums) {
    if (!terms.isEmpty()) {
      double[] gamma = document.gamma();
      for (int k = 0; k < settings.alpha().length; k++) {
        terms.addTopic(k, Math.max(0, gamma[k] - paddedAlpha[k]), sums);
      }
      terms.addTotal(document.tokens(), sums);
    }
  }

  private void startGamma(int d, DocumentWorkspace document, Start start) {
    if (start == Start.FROM_SCRATCH) {
      document.startGamma(paddedAlpha);
      return;
    }
    BlockedFloatMatrix rows = gammas.orElseThrow();
    float[] block = rows.blockOf(d);
    int at = rows.layout().offsetOf(d);
    double[] gamma = document.gamma();
    for (int k = 0; k < rows.layout().columns(); k++) {
      // The rounding must not take it below its least value, nor a tiny alpha to 0.
      gamma[k] = Math.max(block[at + k], paddedAlpha[k]);
    }
  }

  private void keepGamma(int d, DocumentWorkspace document) {
    if (gammas.isPresent()) {
      BlockedFloatMatrix rows = gammas.get();
      float[] block = rows.blockOf(d);
      int at = rows.layout().offsetOf(d);
      for (int k = 0; k < rows.layout().columns(); k++) {
        block[at + k] = (float) document.gamma()[k];
      }
    }
  }

  /** The topics as a table for all documents, if the kernel and their start make use of it. */
  private Optional<RowTable> table(ScaledRows rows, Start start) {
    return rows.narrow()
        .filter(narrow -> kernel.usesActiveSet() && start == Start.FROM_SCRATCH)
        .map(narrow -> new RowTable(narrow, settings.alpha(), workers));
  }

  private int fit(int d, DocumentWorkspace document, ScaledRows rows, Start start) {
    rows.gather(document);
    startGamma(d, document, start);
    return kernel.infer(document, paddedAlpha, settings.tolerance(), settings.maxSweeps());
  }

  private void addBound(int d, DocumentWorkspace document, TopicParameters topics, ExactSum bound) {
    double term = documentBound.of(document, topics.logScale());
    try {
      bound.add(term);
    } catch (ArithmeticException e) {
      int size = document.size();
      int i = 0;
      while (i < size - 1 && Double.isFinite(document.weight()[i])) {
        i++;
      }
      throw LdaException.failed(
          "document "
              + (documents.firstDocument() + d + 1)
              + " gave a bound of "
              + term
              + ", expected a finite number; its word "
              + (size == 0 ? "(none)" : document.words()[i] + " (counted from 0)")
              + " has the weight "
              + (size == 0 ? 0 : document.weight()[i])
              + ". Look at that document, and at very small values of --alpha and --eta.",
          e);
    }
  }
}
