package mpjlda.app.train;

import java.util.ArrayList;
import java.util.List;
import mpjlda.cluster.distributed.ControlFlags;
import mpjlda.core.matrix.BlockedDoubleMatrix;

/** Remembers each iteration's bound. */
final class Bounds implements TrainingListener {
  private final List<Double> found = new ArrayList<>();

  @Override
  public ControlFlags flags(int iteration) {
    return ControlFlags.NONE;
  }

  @Override
  public ControlFlags flagsWithin(int done) {
    return ControlFlags.NONE;
  }

  @Override
  public void batchDone(Trainer.BatchReport report, BlockedDoubleMatrix lambda) {}

  @Override
  public void beforeMStep(int iteration) {}

  @Override
  public void iterationDone(Trainer.IterationReport report, BlockedDoubleMatrix lambda) {
    found.add(report.state().bound());
  }

  double[] found() {
    return found.stream().mapToDouble(x -> x).toArray();
  }
}
