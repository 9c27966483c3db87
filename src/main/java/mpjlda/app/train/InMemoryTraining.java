package mpjlda.app.train;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import mpjlda.app.config.TrainingConfig;
import mpjlda.cluster.distributed.ControlFlags;
import mpjlda.core.console.Console;
import mpjlda.core.console.PhaseClock;
import mpjlda.core.inference.TopicModel;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.parallel.Communicator;
import mpjlda.core.parallel.Workers;

/**
 * A fit that keeps nothing on disk: no checkpoints, metrics or model directory. The lambda is that
 * of {@code train} on the same documents, to the byte.
 */
public final class InMemoryTraining {
  /** The ranks, threads and console of a fit. */
  public record Place(Communicator comm, Console console, Workers workers) {}

  /**
   * Callbacks of a fit.
   *
   * @param stopRequested whether this rank wants it to stop; if one does, all stop after the same
   *     iteration
   * @param iterationDone receives the number of each iteration, from 1
   */
  public record Watch(BooleanSupplier stopRequested, IntConsumer iterationDone) {}

  private final TrainingConfig config;
  private final Place place;
  private final Optional<TopicModel> initial;

  public InMemoryTraining(TrainingConfig config, Place place) {
    this(config, place, Optional.empty());
  }

  /**
   * A fit that starts from a model in memory, as {@code --initial-model} does.
   *
   * @param initial empty: as {@code config} says
   */
  public InMemoryTraining(TrainingConfig config, Place place, Optional<TopicModel> initial) {
    this.config = config;
    this.place = place;
    this.initial = initial;
  }

  /** Fits; called by all ranks of the place. */
  public FittedModel fit(TrainingData data, Watch watch) {
    PhaseClock clock = new PhaseClock(place.console());
    TrainerFactory.Rank rank =
        new TrainerFactory.Rank(place.comm(), place.console(), clock, place.workers());
    TrainerFactory factory =
        initial
            .map(model -> new TrainerFactory(config, rank, InitialModel.of(model)))
            .orElseGet(() -> new TrainerFactory(config, rank));
    Trainer trainer = factory.trainer(data);
    Trainer.Outcome outcome =
        trainer.train(
            TrainingState.start(config.priors()), trainer.start(), new WatchListener(watch));
    return outcome.fitted(data.vocabulary());
  }

  private record WatchListener(Watch watch) implements TrainingListener {
    @Override
    public ControlFlags flags(int iteration) {
      return new ControlFlags(watch.stopRequested().getAsBoolean(), false, false);
    }

    @Override
    public ControlFlags flagsWithin(int done) {
      return flags(done + 1);
    }

    @Override
    public void batchDone(Trainer.BatchReport report, BlockedDoubleMatrix lambda) {}

    @Override
    public void beforeMStep(int iteration) {}

    @Override
    public void iterationDone(Trainer.IterationReport report, BlockedDoubleMatrix lambda) {
      watch.iterationDone().accept(report.state().iteration());
    }
  }
}
