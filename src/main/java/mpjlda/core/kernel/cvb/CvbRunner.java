package mpjlda.core.kernel.cvb;

import java.util.Arrays;
import java.util.List;
import mpjlda.core.errors.LdaException;
import mpjlda.core.kernel.CvbKernel;
import mpjlda.core.kernel.DocumentSource;
import mpjlda.core.kernel.SufficientStatistics;
import mpjlda.core.kernel.WithheldTokens;
import mpjlda.core.kernel.WordBatch;
import mpjlda.core.math.ExactSum;
import mpjlda.core.matrix.BlockedFloatMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.parallel.Workers;
import mpjlda.core.priors.DocumentTerms;
import mpjlda.core.priors.PredictionSums;

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
  private final WithheldTokens withheld;
  private final CvbKernel kernel;
  private final BlockedFloatMatrix counts;
  private final SufficientStatistics target;
  private final Workers workers;
  private final int blockDocuments;
  private final Worker[] scratch;

  /**
   * The input of all passes.
   *
   * @param withheld tokens that may be withheld
   * @param counts (D × K) N_dk of this rank's documents
   * @param target the new N_wk
   */
  public record Setup(
      DocumentSource documents,
      WithheldTokens withheld,
      CvbKernel kernel,
      BlockedFloatMatrix counts,
      SufficientStatistics target) {}

  /**
   * The form of a pass.
   *
   * @param alpha (K) the documents' prior
   * @param terms to sum over the documents
   * @param withholds whether tokens are withheld, and scored
   */
  public record Pass(double[] alpha, DocumentTerms terms, boolean withholds) {}

  /**
   * The results of a pass, besides the counts.
   *
   * @param likelihood Σ_dw n_dw log Σ_k phi_wk (N_dk + alpha_k) / (N_d + Σ alpha) of all tokens,
   *     for the counts before
   * @param priorSums the sums that the priors are learned from: {@link PredictionSums} if tokens
   *     are withheld, else those of the terms asked for, for the counts after
   */
  public record Result(ExactSum likelihood, List<ExactSum> priorSums) {}

  /** The scratch of one thread. */
  private record Worker(
      DocumentBlock block,
      WordBatch batch,
      LogProducts products,
      CountAccumulator sums,
      CvbPrediction scorer) {}

  public CvbRunner(Setup setup, Workers workers) {
    this.documents = setup.documents();
    this.withheld = setup.withheld();
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
        new DocumentBlock(documents.longest(), blockDocuments, vocabulary),
        new WordBatch(topics, blockDocuments),
        new LogProducts(blockDocuments),
        new CountAccumulator(target, WordBatch.stride(topics)),
        new CvbPrediction(withheld, kernel, topics, documents.longest()));
  }

  /**
   * One pass: replaces the target by this rank's part of the new N_wk, and each document's N_dk.
   */
  public Result run(CvbTopics topics, Pass pass) {
    target.clear();
    Given given = given(topics, pass);
    Sums[] sums = new Sums[workers.threads()];
    Arrays.setAll(sums, i -> new Sums(new ExactSum(), pass.terms().zeros(), new PredictionSums()));
    int blocks = (documents.count() + blockDocuments - 1) / blockDocuments;
    workers.forEach(
        blocks, (worker, b) -> pass(b * blockDocuments, given, scratch[worker], sums[worker]));
    for (Worker worker : scratch) {
      worker.sums().flush();
    }
    for (int worker = 1; worker < sums.length; worker++) {
      sums[0].add(sums[worker]);
    }
    ExactSum likelihood = sums[0].likelihood();
    if (!pass.withholds()) {
      return new Result(likelihood, List.of(sums[0].priors()));
    }
    likelihood.add(sums[0].prediction().logLikelihood());
    return new Result(likelihood, sums[0].prediction().toList());
  }

  /**
   * The parameters of a pass, besides the documents' counts.
   *
   * @param documents whose tokens are counted
   * @param alpha (K, padded for the kernels)
   */
  private record Given(
      DocumentSource documents, CvbTopics topics, float[] alpha, double alphaSum, Pass pass) {}

  private Given given(CvbTopics topics, Pass pass) {
    double[] alpha = pass.alpha();
    float[] padded = new float[WordBatch.stride(alpha.length)];
    double sum = 0;
    for (int k = 0; k < alpha.length; k++) {
      padded[k] = Math.max((float) alpha[k], LEAST_ALPHA);
      sum += alpha[k];
    }
    return new Given(pass.withholds() ? withheld.kept() : documents, topics, padded, sum, pass);
  }

  /** The sums of one thread. */
  private record Sums(ExactSum likelihood, ExactSum[] priors, PredictionSums prediction) {
    void add(Sums other) {
      likelihood.add(other.likelihood);
      for (int i = 0; i < priors.length; i++) {
        priors[i].add(other.priors[i]);
      }
      prediction.add(other.prediction);
    }
  }

  private void pass(int first, Given given, Worker own, Sums sums) {
    int number = Math.min(blockDocuments, documents.count() - first);
    DocumentBlock block = own.block();
    block.load(given.documents(), first, number);
    markUnseen(first, number, given, own);
    own.products().clear();
    own.batch().alpha = given.alpha();
    loadCounts(first, number, own.batch());
    for (int w = 0; w < block.words(); w++) {
      int end = block.start(w + 1);
      if (block.start(w) < end) {
        row(w, given.topics().phi(), own);
        for (int from = block.start(w); from < end; ) {
          from = batch(w, from, end, own);
        }
      }
    }
    keepCounts(first, number, own.batch());
    for (int d = 0; d < number; d++) {
      double tokens = block.tokens(d);
      if (given.pass().withholds()) {
        score(first + d, d, given, own, sums.prediction());
      }
      addPriorTerms(d, tokens, given.pass().terms(), own.batch(), sums.priors());
      addBound(
          first + d,
          own.products().sum(d) - tokens * StrictMath.log(tokens + given.alphaSum()),
          sums.likelihood());
    }
  }

  /** Notes which documents of the block the topics learn nothing of. */
  private void markUnseen(int first, int number, Given given, Worker own) {
    for (int d = 0; d < number; d++) {
      own.block().unseen[d] = given.pass().withholds() && withheld.isUnseen(first + d);
    }
  }

  private void score(int document, int d, Given given, Worker own, PredictionSums sums) {
    int row = d * own.batch().stride;
    double total = own.block().tokens(d) + given.alphaSum();
    own.scorer()
        .add(
            new CvbPrediction.Document(document, own.batch().weight, row, total),
            given.topics().phi(),
            given.topics().priorShare(),
            given.alpha(),
            given.alphaSum(),
            sums);
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
      if (block.unseen[block.document(to)]) {
        batch.leaveSums();
      }
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
