package mpjlda.cvb;

import java.util.Arrays;
import mpjlda.errors.LdaException;
import mpjlda.estep.DocumentSource;
import mpjlda.math.ExactSum;
import mpjlda.matrix.FloatRows;
import mpjlda.matrix.RowLayout;
import mpjlda.parallel.Workers;

/** The pass over one rank's documents, on its threads. */
public final class CvbRunner {
  /** Bytes of the documents' rows of a block: three quarters of a second cache of 2 MiB. */
  private static final int BLOCK_BYTES = 3 << 19;

  /** Far below any rounding, and enough for z not to vanish in single precision. */
  private static final float LEAST_ALPHA = 1e-20f;

  private final DocumentSource documents;
  private final CvbKernel kernel;
  private final float[] alpha;
  private final double alphaSum;
  private final FloatRows counts;
  private final WordCounts target;
  private final Workers workers;
  private final int blockDocuments;
  private final Worker[] scratch;

  /**
   * What a pass works on.
   *
   * @param alpha (K) the documents' prior
   * @param counts (D × K) N_dk of this rank's documents
   * @param target the new N_wk
   */
  public record Setup(
      DocumentSource documents,
      CvbKernel kernel,
      double[] alpha,
      FloatRows counts,
      WordCounts target) {}

  /** What one thread has for itself. */
  private record Worker(
      DocumentBlock block, WordBatch batch, LogProducts products, CountAccumulator sums) {}

  public CvbRunner(Setup setup, Workers workers) {
    this.documents = setup.documents();
    this.kernel = setup.kernel();
    this.counts = setup.counts();
    this.target = setup.target();
    this.workers = workers;
    int topics = setup.alpha().length;
    int stride = WordBatch.stride(topics);
    this.alpha = new float[stride];
    for (int k = 0; k < topics; k++) {
      alpha[k] = Math.max((float) setup.alpha()[k], LEAST_ALPHA);
    }
    this.alphaSum = Arrays.stream(setup.alpha()).sum();
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
   * @return Σ_dw n_dw log Σ_k phi_wk (N_dk + alpha_k) / (N_d + Σ alpha), for the counts before
   */
  public ExactSum run(CvbTopics topics) {
    target.clear();
    ExactSum[] bounds = new ExactSum[workers.threads()];
    Arrays.setAll(bounds, i -> new ExactSum());
    int blocks = (documents.count() + blockDocuments - 1) / blockDocuments;
    workers.forEach(
        blocks,
        (worker, b) -> pass(b * blockDocuments, topics.phi(), scratch[worker], bounds[worker]));
    for (Worker worker : scratch) {
      worker.sums().flush();
    }
    ExactSum bound = new ExactSum();
    for (ExactSum part : bounds) {
      bound.add(part);
    }
    return bound;
  }

  private void pass(int first, FloatRows phi, Worker own, ExactSum bound) {
    int number = Math.min(blockDocuments, documents.count() - first);
    DocumentBlock block = own.block();
    block.load(first, number);
    own.products().clear();
    loadCounts(first, number, own.batch());
    for (int w = 0; w < block.words(); w++) {
      int end = block.start(w + 1);
      if (block.start(w) < end) {
        row(w, phi, own);
        for (int from = block.start(w); from < end; ) {
          from = batch(w, from, end, own);
        }
      }
    }
    keepCounts(first, number, own.batch());
    for (int d = 0; d < number; d++) {
      addBound(first + d, own.products().sum(d), block.tokens(d), bound);
    }
  }

  private static void row(int w, FloatRows phi, Worker own) {
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
    kernel.responsibilities(batch, alpha);
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
        batch.weight[row + k] = own[at + k] + alpha[k];
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

  private void addBound(int d, double logarithms, double tokens, ExactSum bound) {
    double term = logarithms - tokens * StrictMath.log(tokens + alphaSum);
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
