package mpjlda.core.kernel;

import mpjlda.core.math.ArrayFunctions;

/**
 * Starts with plain Java and changes to vectors when the run proves long. The Vector API is slow,
 * and makes much garbage, until HotSpot has compiled what uses it, which takes it about a second: a
 * run that ends sooner must not wait for that. Both give the same bits, so one may take the other's
 * place at any time.
 */
record WarmUpProvider(KernelProvider plain, KernelProvider vectors) implements KernelProvider {
  @Override
  public String description() {
    return vectors.description();
  }

  @Override
  public EStepKernel eStepKernel(KernelChoice choice) {
    return new WarmingEStep(new WarmUp<>(plain.eStepKernel(choice), vectors.eStepKernel(choice)));
  }

  @Override
  public CvbKernel cvbKernel() {
    return new WarmingCvb(new WarmUp<>(plain.cvbKernel(), vectors.cvbKernel()));
  }

  @Override
  public ArrayFunctions functions() {
    return new WarmingFunctions(new WarmUp<>(plain.functions(), vectors.functions()));
  }

  private record WarmingEStep(WarmUp<EStepKernel> kernels) implements EStepKernel {
    @Override
    public Precision precision() {
      return kernels.best().precision();
    }

    @Override
    public boolean usesActiveSet() {
      return kernels.best().usesActiveSet();
    }

    @Override
    public DocumentWorkspace workspace(int topics, int longest) {
      return kernels.best().workspace(topics, longest);
    }

    @Override
    public int infer(DocumentWorkspace document, double[] alpha, double tolerance, int maxSweeps) {
      return noted(document, kernels.next().infer(document, alpha, tolerance, maxSweeps));
    }

    @Override
    public int infer(DocumentWorkspace document, RowTable table, double tolerance, int maxSweeps) {
      return noted(document, kernels.next().infer(document, table, tolerance, maxSweeps));
    }

    @Override
    public int inferAll(
        DocumentWorkspace document, RowTable table, double tolerance, int maxSweeps) {
      return noted(document, kernels.next().inferAll(document, table, tolerance, maxSweeps));
    }

    private int noted(DocumentWorkspace document, int sweeps) {
      kernels.note((long) sweeps * document.size * document.stride);
      return sweeps;
    }
  }

  private record WarmingCvb(WarmUp<CvbKernel> kernels) implements CvbKernel {
    private CvbKernel next(WordBatch batch) {
      return kernels.next((long) batch.size * batch.stride);
    }

    @Override
    public void likelihoods(WordBatch batch) {
      next(batch).likelihoods(batch);
    }

    @Override
    public void responsibilities(WordBatch batch, float[] alpha) {
      next(batch).responsibilities(batch, alpha);
    }

    @Override
    public void add(WordBatch batch) {
      next(batch).add(batch);
    }
  }

  private record WarmingFunctions(WarmUp<ArrayFunctions> functions) implements ArrayFunctions {
    /** Multiply-adds of an entry, by order of magnitude. */
    private static final int DIRICHLET = 40;

    private static final int EXPECTATION = 20;
    private static final int EXPONENTIAL = 10;
    private static final int LOGARITHM = 20;

    @Override
    public double dirichletTerms(
        double[] x, int at, double[] prior, double[] total, double[] expectations, int to) {
      return functions
          .next((long) DIRICHLET * prior.length)
          .dirichletTerms(x, at, prior, total, expectations, to);
    }

    @Override
    public void dirichletExpectations(
        double[] x, int at, double[] total, double[] expectations, int to) {
      functions
          .next((long) EXPECTATION * total.length)
          .dirichletExpectations(x, at, total, expectations, to);
    }

    @Override
    public double expScaled(double[] logs, int at, int n) {
      return functions.next((long) EXPONENTIAL * n).expScaled(logs, at, n);
    }

    @Override
    public double weightedLogs(double[] counts, double[] weights, int n) {
      return functions.next((long) LOGARITHM * n).weightedLogs(counts, weights, n);
    }

    @Override
    public void addRounded(
        double[] theta, double[] row, int from, double scale, long[] sums, int at, int n) {
      functions.next(n).addRounded(theta, row, from, scale, sums, at, n);
    }

    @Override
    public void addRounded(
        double[] theta, float[] row, int from, double scale, long[] sums, int at, int n) {
      functions.next(n).addRounded(theta, row, from, scale, sums, at, n);
    }
  }
}
