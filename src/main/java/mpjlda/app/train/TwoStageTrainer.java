package mpjlda.app.train;

import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.priors.DirichletPriors;

/** An algorithm that remembers nothing of documents, and some iterations of another at its end. */
final class TwoStageTrainer implements Trainer {
  /**
   * The two.
   *
   * @param main made when it is its turn, so that its arrays are not there beside the other's
   * @param polish the same; by the iteration that it ends with
   * @param firstRows fills what the other remembers of documents, where it does, from the model
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

  /** Makes what is remembered of documents when the other algorithm takes over. */
  @FunctionalInterface
  interface FirstRows {
    /**
     * Called by all ranks.
     *
     * @param lambda (V × K) of the state; not changed
     */
    void fill(DocumentRows rows, TrainingProgress state, BlockedDoubleMatrix lambda);
  }

  private final Setup setup;
  private Optional<Trainer> polish = Optional.empty();

  TwoStageTrainer(Setup setup) {
    this.setup = setup;
  }

  @Override
  public Optional<DocumentRows> documentRows(TrainingProgress state) {
    return state.polishedFrom() > 0 ? polish(state).documentRows(state) : Optional.empty();
  }

  /** Made once, for its document rows are those of checkpoints. */
  private Trainer polish(TrainingProgress state) {
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
  public Outcome train(TrainingProgress state, BlockedDoubleMatrix lambda, Companion companion) {
    if (state.polishedFrom() > 0) {
      return polish(state).train(state, lambda, companion);
    }
    Outcome main = setup.main().get().train(state, lambda, companion);
    if (main.stopped()) {
      return main;
    }
    TrainingProgress here = main.state().polishedFromHere();
    documentRows(here).ifPresent(rows -> setup.firstRows().fill(rows, here, main.lambda()));
    TrainingProgress start = here.with(setup.firstPriors());
    return polish(start).train(start, main.lambda(), companion);
  }
}
