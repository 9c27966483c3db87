package mpjlda.core.kernel.cvb;

import java.util.Arrays;
import java.util.List;
import mpjlda.core.errors.LdaException;
import mpjlda.core.kernel.CvbKernel;
import mpjlda.core.kernel.DocumentSource;
import mpjlda.core.kernel.SufficientStatistics;
import mpjlda.core.kernel.WordBatch;
import mpjlda.core.math.ExactSum;
import mpjlda.core.matrix.BlockedFloatMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.parallel.Workers;
import mpjlda.core.priors.DocumentTerms;

/**
 * The pass over one rank's documents, on its threads. The textbook form is {@code TextbookCvb0} of
 * the tests.
 */
public final class CvbRunner {
  /** Bytes of the documents' rows of a block: three quarters of a second cache of 2 MiB. */
  private static final int BLOCK_BYTES = 3 << 19;

  /** Far below any rounding, and enough for z not to vanish in single precision. */
  private static final float LEAST_ALPHA = 1e-20f;

  private final DocumentSource documents;
  private final CvbKernel kernel;
  private final BlockedFloatMatrix counts;
  private final SufficientStatistics target;
  private final Workers workers;
  private final int blockDocuments;
  private final Worker[] scratch;

  /**
   * The input of all passes.
   *
   * @param counts (D × K) N_dk of this rank's documents
   * @param target the new N_wk
   */
  public record Setup(
      DocumentSource documents,
      CvbKernel kernel,
      BlockedFloatMatrix counts,
      SufficientStatistics target) {}

  /**
   * The results of a pass, besides the counts.
   *
   * @param likelihood Σ_dw n_dw log Σ_k phi_wk (N_dk + alpha_k) / (N_d + Σ alpha), for the counts
   *     before
   * @param priorSums the sums that alpha is learned from, for the counts after
   */
  public record Result(ExactSum likelihood, List<ExactSum> priorSums) {}

  /** The scratch of one thread. */
  private record Worker(
      DocumentBlock block, WordBatch batch, LogProducts products, CountAccumulator sums) {}

  public CvbRunner(Setup setup, Workers workers) {
    this.documents = setup.documents();
    this.kernel = setup.kernel();
    this.counts = setup.counts();
    this.target = setup.target();
    this.workers = workers;
    int topics = counts.layout().columns();
    int stride = WordBatch.stride(topics);
    int fit = Math.max(16, BLOCK_BYTES / (2 * Float.BYTES * stride));
    int share = documents.count() / (4 * workers.threads()) + 1;
    this.blockDocuments = workers.threads() == 1 ? fit : Math.min(fit, share);
    this.scratch = new Worker[workers.threads()];
    Arrays.setAll(scratch, i -> worker(topics));
  }

  private Worker worker(int topics) {
    int vocabulary = target.sums().layout().rows();
    return new Worker(
        new DocumentBlock(documents, blockDocuments, vocabulary),
        new WordBatch(topics, blockDocuments),
        new LogProducts(blockDocuments),
        new CountAccumulator(target, WordBatch.stride(topics)));
  }

  /**
   * One pass: replaces the target by this rank's part of the new N_wk, and each document's N_dk.
   *
   * @param alpha (K) the documents' prior
   * @param terms to sum over the documents
   */
  public Result run(CvbTopics topics, double[] alpha, DocumentTerms terms) {
    target.clear();
    Given given = given(topics.phi(), alpha, terms);
    Sums[] sums = new Sums[workers.threads()];
    Arrays.setAll(sums, i -> new Sums(new ExactSum(), terms.zeros()));
    int blocks = (documents.count() + blockDocuments - 1) / blockDocuments;
    workers.forEach(
        blocks, (worker, b) -> pass(b * blockDocuments, given, scratch[worker], sums[worker]));
    for (Worker worker : scratch) {
      worker.sums().flush();
    }
    for (int worker = 1; worker < sums.length; worker++) {
      sums[0].add(sums[worker]);
    }
    return new Result(sums[0].likelihood(), List.of(sums[0].priors()));
  }

  /**
   * The parameters of a pass, besides the documents' counts.
   *
   * @param alpha (K, padded for the kernels)
   */
  private record Given(
      BlockedFloatMatrix phi, float[] alpha, double alphaSum, DocumentTerms terms) {}

  private static Given given(BlockedFloatMatrix phi, double[] alpha, DocumentTerms terms) {
    float[] padded = new float[WordBatch.stride(alpha.length)];
    double sum = 0;
    for (int k = 0; k < alpha.length; k++) {
      padded[k] = Math.max((float) alpha[k], LEAST_ALPHA);
      sum += alpha[k];
    }
    return new Given(phi, padded, sum, terms);
  }

  /** The sums of one thread. */
  private record Sums(ExactSum likelihood, ExactSum[] priors) {
    void add(Sums other) {
      likelihood.add(other.likelihood);
      for (int i = 0; i < priors.length; i++) {
        priors[i].add(other.priors[i]);
      }
    }
  }

  private void pass(int first, Given given, Worker own, Sums sums) {
    int number = Math.min(blockDocuments, documents.count() - first);
    DocumentBlock block = own.block();
    block.load(first, number);
    own.products().clear();
    own.batch().alpha = given.alpha();
    loadCounts(first, number, own.batch());
    for (int w = 0; w < block.words(); w++) {
      int end = block.start(w + 1);
      if (block.start(w) < end) {
        row(w, given.phi(), own);
        for (int from = block.start(w); from < end; ) {
          from = batch(w, from, end, own);
        }
      }
    }
    keepCounts(first, number, own.batch());
    for (int d = 0; d < number; d++) {
      double tokens = block.tokens(d);
      addPriorTerms(d, tokens, given.terms(), own.batch(), sums.priors());
      addBound(
          first + d,
          own.products().sum(d) - tokens * StrictMath.log(tokens + given.alphaSum()),
          sums.likelihood());
    }
  }

  private void addPriorTerms(
      int d, double tokens, DocumentTerms terms, WordBatch batch, ExactSum[] sums) {
    if (!terms.isEmpty()) {
      for (int k = 0; k < counts.layout().columns(); k++) {
        terms.addTopic(k, batch.next[d * batch.stride + k], sums);
      }
      terms.addTotal(tokens, sums);
    }
  }

  private static void row(int w, BlockedFloatMatrix phi, Worker own) {
    WordBatch batch = own.batch();
    batch.phi = phi.blockOf(w);
    batch.sums = own.sums().blockOf(w);
    batch.at = phi.layout().offsetOf(w);
  }

  /** Takes as many of the word's entries as fit, and returns the next one. */
  private int batch(int w, int from, int end, Worker own) {
    WordBatch batch = own.batch();
    int to = take(from, end, own);
    own.sums().reserve(w, own.batch().tokens());
    kernel.likelihoods(batch);
    batch.addLanes(batch.likelihood);
    for (int i = 0; i < batch.size; i++) {
      own.products().add(own.block().document(from + i), batch.likelihood[i], batch.counts[i]);
    }
    kernel.responsibilities(batch, batch.alpha);
    batch.addLanes(batch.total);
    for (int i = 0; i < batch.size; i++) {
      batch.factor[i] = batch.counts[i] / batch.total[i];
    }
    kernel.add(batch);
    return to;
  }

  private static int take(int from, int end, Worker own) {
    DocumentBlock block = own.block();
    WordBatch batch = own.batch();
    batch.clear();
    int to = from;
    while (to < end && batch.add(block.document(to), block.count(to))) {
      to++;
    }
    return to;
  }

  private void loadCounts(int first, int number, WordBatch batch) {
    int topics = counts.layout().columns();
    for (int d = 0; d < number; d++) {
      float[] own = counts.blockOf(first + d);
      int at = counts.layout().offsetOf(first + d);
      int row = d * batch.stride;
      for (int k = 0; k < topics; k++) {
        batch.weight[row + k] = own[at + k] + batch.alpha[k];
      }
    }
    Arrays.fill(batch.next, 0, number * batch.stride, 0);
  }

  private void keepCounts(int first, int number, WordBatch batch) {
    RowLayout layout = counts.layout();
    for (int d = 0; d < number; d++) {
      System.arraycopy(
          batch.next,
          d * batch.stride,
          counts.blockOf(first + d),
          layout.offsetOf(first + d),
          layout.columns());
    }
  }

  private void addBound(int d, double term, ExactSum bound) {
    try {
      bound.add(term);
    } catch (ArithmeticException e) {
      throw LdaException.failed(
          "document "
              + (documents.firstDocument() + d + 1)
              + " gave a log-likelihood of "
              + term
              + ", expected a finite number. Look at that document, and at very small values of"
              + " --alpha and --eta.",
          e);
    }
  }
}
