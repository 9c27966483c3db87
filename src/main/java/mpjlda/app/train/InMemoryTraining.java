package mpjlda.app.train;

import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import mpjlda.app.config.TrainingConfig;
import mpjlda.core.console.Console;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.parallel.Communicator;
import mpjlda.core.parallel.Workers;
import mpjlda.core.priors.DirichletPriors;

/**
 * Fits a model and keeps nothing on disk: no checkpoints, metrics or model directory. The lambda is
 * that of {@code train} on the same documents, to the byte.
 */
public final class InMemoryTraining {
  /** Where a fit takes place. */
  public record Place(Communicator comm, Console console, Workers workers) {}

  /**
   * What goes along with a fit.
   *
   * @param stopRequested whether this rank wants it to stop; if one does, all stop after the same
   *     iteration
   * @param iterationDone is told the number of each iteration, from 1
   */
  public record Watch(BooleanSupplier stopRequested, IntConsumer iterationDone) {}

  /**
   * A fitted model.
   *
   * @param lambda (V × K), the same on all ranks
   * @param priors that belong to it
   * @param iterations that were done
   * @param stopped whether it was stopped before its end
   */
  public record Result(
      BlockedDoubleMatrix lambda, DirichletPriors priors, int iterations, boolean stopped) {}

  private InMemoryTraining() {}

  /** Fits; called by all ranks of the place. */
  public static Result of(TrainingConfig config, TrainingData data, Place place, Watch watch) {
    PhaseClock clock = new PhaseClock(place.console());
    Trainer trainer =
        new TrainerFactory(
                config,
                new TrainerFactory.Rank(place.comm(), place.console(), clock, place.workers()))
            .trainer(data);
    Trainer.Outcome outcome =
        trainer.train(
            TrainingProgress.start(config.priors()), trainer.start(), new WatchCompanion(watch));
    return new Result(
        outcome.lambda(), outcome.state().priors(), outcome.state().iteration(), outcome.stopped());
  }

  private record WatchCompanion(Watch watch) implements Trainer.Companion {
    @Override
    public Trainer.Wishes wishes(int iteration) {
      return new Trainer.Wishes(watch.stopRequested().getAsBoolean(), false, false);
    }

    @Override
    public Trainer.Wishes wishesWithin(int done) {
      return wishes(done + 1);
    }

    @Override
    public void batch(Trainer.BatchReport report, BlockedDoubleMatrix lambda) {}

    @Override
    public void beforeMStep(int iteration) {}

    @Override
    public void iteration(Trainer.IterationReport report, BlockedDoubleMatrix lambda) {
      watch.iterationDone().accept(report.state().iteration());
    }
  }
}
