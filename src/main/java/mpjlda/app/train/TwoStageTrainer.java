package mpjlda.app.train;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.priors.DirichletPriors;

/** An algorithm without a memory of documents, followed by some iterations of another. */
final class TwoStageTrainer implements Trainer {
  /**
   * The two.
   *
   * @param main made when it is its turn, so that its arrays are not in memory besides the other's
   * @param polish made at its turn, too; by the iteration that it ends with
   * @param firstRows fills the other's memory of documents, if it has one, from the model
   * @param firstPriors that the other starts from, whatever the first one ended with
   * @param iterations of the other
   */
  record Setup(
      Supplier<BlockedDoubleMatrix> start,
      Supplier<Trainer> main,
      IntFunction<Trainer> polish,
      FirstRows firstRows,
      DirichletPriors firstPriors,
      int iterations) {}

  /** Makes the memory of documents when the other algorithm takes over. */
  @FunctionalInterface
  interface FirstRows {
    /**
     * Called by all ranks.
     *
     * @param lambda (V × K) of the state; not changed
     */
    void fill(CheckpointRows rows, TrainingState state, BlockedDoubleMatrix lambda);
  }

  private final Setup setup;
  private Optional<Trainer> polish = Optional.empty();

  TwoStageTrainer(Setup setup) {
    this.setup = setup;
  }

  @Override
  public List<CheckpointRows> rows(TrainingState state) {
    return state.polishedFrom() > 0 ? polish(state).rows(state) : List.of();
  }

  /** Made once, for its document rows are those of checkpoints. */
  private Trainer polish(TrainingState state) {
    Trainer made =
        polish.orElseGet(() -> setup.polish().apply(state.polishedFrom() + setup.iterations()));
    polish = Optional.of(made);
    return made;
  }

  @Override
  public BlockedDoubleMatrix start() {
    return setup.start().get();
  }

  @Override
  public Outcome train(TrainingState state, BlockedDoubleMatrix lambda, TrainingListener listener) {
    if (state.polishedFrom() > 0) {
      return polish(state).train(state, lambda, listener);
    }
    Outcome main = setup.main().get().train(state, lambda, listener);
    if (main.stopped()) {
      return main;
    }
    TrainingState here = main.state().polishedFromHere();
    rows(here).forEach(rows -> setup.firstRows().fill(rows, here, main.lambda()));
    TrainingState start = here.with(setup.firstPriors());
    return polish(start).train(start, main.lambda(), listener);
  }
}
