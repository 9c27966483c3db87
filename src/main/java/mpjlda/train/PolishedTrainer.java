package mpjlda.train;

import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import mpjlda.matrix.DoubleRows;

/** An algorithm that remembers nothing of documents, and some iterations of another at its end. */
final class PolishedTrainer implements Trainer {
  /**
   * The two.
   *
   * @param main made when it is its turn, so that its arrays are not there beside the other's
   * @param polish the same; by the iteration that it ends with
   * @param iterations of the other
   */
  record Setup(
      Supplier<DoubleRows> start,
      Supplier<Trainer> main,
      IntFunction<Trainer> polish,
      int iterations) {}

  private final Setup setup;

  PolishedTrainer(Setup setup) {
    this.setup = setup;
  }

  @Override
  public Optional<DocumentRows> documentRows() {
    return Optional.empty();
  }

  @Override
  public DoubleRows start() {
    return setup.start().get();
  }

  @Override
  public Outcome train(RunState state, DoubleRows lambda, Companion companion) {
    if (state.polishedFrom() > 0) {
      return polish(state, lambda, companion);
    }
    Outcome main = setup.main().get().train(state, lambda, companion);
    return main.stopped()
        ? main
        : polish(main.state().polishedFromHere(), main.lambda(), companion);
  }

  private Outcome polish(RunState state, DoubleRows lambda, Companion companion) {
    int end = state.polishedFrom() + setup.iterations();
    return setup.polish().apply(end).train(state, lambda, companion);
  }
}
