package mpjlda.app.train;

import java.util.List;
import java.util.OptionalDouble;
import mpjlda.cluster.distributed.Reduction;
import mpjlda.core.inference.TopicModel;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.priors.DirichletPriors;
import mpjlda.data.corpus.Vocabulary;

/**
 * An algorithm. Every rank runs the same one and holds the same lambda after each iteration, to the
 * bit, whatever the number of ranks and threads.
 */
interface Trainer {
  /**
   * An iteration as this rank saw it.
   *
   * @param state after it; its bound, in nats, is of the whole corpus under the parameters that the
   *     iteration started from
   * @param last whether the run ends here
   * @param withheld log-likelihood of a withheld token, in nats, under the same parameters; empty
   *     where none is withheld
   */
  record IterationReport(
      TrainingState state,
      Reduction.Totals totals,
      long nanos,
      boolean last,
      OptionalDouble withheld) {}

  /**
   * A batch as this rank saw it.
   *
   * @param state after it
   * @param batches of an iteration
   * @param documents of the corpus that were fitted in this iteration so far
   */
  record BatchReport(
      TrainingState state, Reduction.Totals totals, long nanos, int batches, long documents) {}

  /**
   * The end of the loop.
   *
   * @param lambda (V × K) after the last iteration
   * @param stopped whether a rank requested a stop before the end
   */
  record Outcome(BlockedDoubleMatrix lambda, TrainingState state, boolean stopped) {
    /** The fitted model. */
    FittedModel fitted(Vocabulary vocabulary) {
      DirichletPriors priors = state.priors();
      TopicModel model = new TopicModel(lambda, priors.alpha(), priors.eta(), vocabulary.words());
      return new FittedModel(model, state.iteration(), state.bound(), stopped);
    }
  }

  /**
   * The end of a training.
   *
   * @param maxIterations passes over the corpus
   * @param tolerance relative change of the bound that ends training; 0 = never
   * @param start iterations without this test, before priors are learned
   */
  record Goal(int maxIterations, double tolerance, int start) {
    Goal(int maxIterations, double tolerance) {
      this(maxIterations, tolerance, 0);
    }

    boolean isReached(TrainingState state) {
      return state.iteration() >= maxIterations
          || (state.iteration() > start && state.converged(tolerance));
    }
  }

  /**
   * What the algorithm remembers in a state besides lambda; a checkpoint's is read into it before
   * training. The same objects for all states; as many, with the same names, on all ranks.
   */
  List<CheckpointRows> rows(TrainingState state);

  /** The lambda (V × K) of a new run, with its document rows; called by all ranks. */
  BlockedDoubleMatrix start();

  /**
   * Trains from the given state.
   *
   * @param state 0 iterations for a new run
   * @param lambda after that many iterations; taken over, not copied
   */
  Outcome train(TrainingState state, BlockedDoubleMatrix lambda, TrainingListener listener);
}
