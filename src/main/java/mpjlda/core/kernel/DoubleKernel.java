package mpjlda.core.kernel;

/** A kernel in double precision. */
public abstract class DoubleKernel extends SweepingKernel<DoubleArrays> {
  @Override
  public final Precision precision() {
    return Precision.DOUBLE;
  }

  @Override
  public final DocumentWorkspace workspace(int topics, int longest) {
    return new DoubleWorkspace(topics, longest);
  }

  @Override
  final DoubleArrays begin(DocumentWorkspace document, double[] alpha) {
    DoubleArrays arrays = ((DoubleWorkspace) document).arrays();
    arrays.begin(alpha);
    return arrays;
  }

  @Override
  final void end(DocumentWorkspace document, DoubleArrays arrays) {
    document.shift = arrays.shift;
  }
}
