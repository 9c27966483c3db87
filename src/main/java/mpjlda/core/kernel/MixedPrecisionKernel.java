package mpjlda.core.kernel;

/**
 * Double precision from where single precision has come to: a document that starts anew is fitted
 * by the {@link ActiveSetKernel}, and then sweeps over all topics in doubles go on until one
 * changes gamma by less than the tolerance, as without; that is mostly the first.
 */
final class MixedPrecisionKernel implements EStepKernel {
  private final ActiveSetKernel first;
  private final SweepingKernel last;

  MixedPrecisionKernel(ActiveSetKernel first, SweepingKernel last) {
    this.first = first;
    this.last = last;
  }

  @Override
  public Precision precision() {
    return last.precision();
  }

  @Override
  public boolean takesTables() {
    return true;
  }

  @Override
  public DocumentWorkspace workspace(int topics, int longest) {
    return new DocumentWorkspace(
        topics, longest, precision(), DocumentWorkspace.Layout.WITH_A_DRAFT);
  }

  @Override
  public int infer(DocumentWorkspace document, double[] alpha, double tolerance, int maxSweeps) {
    return last.infer(document, alpha, tolerance, maxSweeps);
  }

  /** As exact as single precision is: the table has no other rows. */
  @Override
  public int infer(DocumentWorkspace document, RowTable table, double tolerance, int maxSweeps) {
    DocumentWorkspace draft = document.draft.orElseThrow();
    draft.size = document.size;
    draft.tokens = document.tokens;
    System.arraycopy(document.words, 0, draft.words, 0, document.size);
    System.arraycopy(document.counts, 0, draft.counts, 0, document.size);
    int sweeps = first.infer(draft, table, tolerance, maxSweeps);
    System.arraycopy(draft.gamma, 0, document.gamma, 0, document.topics);
    return sweeps;
  }

  @Override
  public int inferAll(DocumentWorkspace document, RowTable table, double tolerance, int maxSweeps) {
    document.startGamma(table.alpha());
    boolean isDrafted = maxSweeps > 1 && document.size > 0;
    int sweeps = isDrafted ? infer(document, table, tolerance, maxSweeps - 1) : 0;
    return sweeps + last.infer(document, table.alpha(), tolerance, maxSweeps - sweeps);
  }
}
