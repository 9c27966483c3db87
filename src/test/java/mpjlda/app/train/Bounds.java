package mpjlda.app.train;

import java.util.ArrayList;
import java.util.List;
import mpjlda.core.matrix.BlockedDoubleMatrix;

/** Remembers each iteration's bound. */
final class Bounds implements Trainer.Companion {
  private final List<Double> found = new ArrayList<>();

  @Override
  public Trainer.Wishes wishes(int iteration) {
    return Trainer.Wishes.NONE;
  }

  @Override
  public Trainer.Wishes wishesWithin(int done) {
    return Trainer.Wishes.NONE;
  }

  @Override
  public void batch(Trainer.BatchReport report, BlockedDoubleMatrix lambda) {}

  @Override
  public void beforeMStep(int iteration) {}

  @Override
  public void iteration(Trainer.IterationReport report, BlockedDoubleMatrix lambda) {
    found.add(report.state().bound());
  }

  double[] found() {
    return found.stream().mapToDouble(x -> x).toArray();
  }
}
