package mpjlda.app.train;

import java.util.Optional;
import mpjlda.core.inference.TopicModel;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.priors.DirichletPriors;
import mpjlda.data.corpus.Vocabulary;

/**
 * An algorithm. Every rank runs the same one and holds the same lambda after each iteration, to the
 * bit, whatever the number of ranks and threads.
 */
interface Trainer {
  /** Goes along with the iterations. */
  interface Companion {
    /**
     * What this rank wants done after an iteration; the ranks' wishes are put together while their
     * statistics are.
     */
    Wishes wishes(int iteration);

    /** The algorithm is about to change lambda in place. */
    void beforeMStep(int iteration);

    /**
     * An iteration is done.
     *
     * @param lambda (V × K) after it; stands still until the next {@link #beforeMStep}; may be this
     *     rank's share of it only, unless a checkpoint is wished for or the run ends
     */
    void iteration(IterationReport report, BlockedDoubleMatrix lambda);

    /**
     * What this rank wants done after a batch of documents that does not end its iteration.
     *
     * @param done iterations before this one
     */
    Wishes wishesWithin(int done);

    /**
     * A batch of documents is done that does not end its iteration.
     *
     * @param lambda (V × K) after it; stands still until the next {@link #beforeMStep}
     */
    void batch(BatchReport report, BlockedDoubleMatrix lambda);
  }

  /**
   * What a rank wants done after an iteration, and if one does, what all do.
   *
   * @param stop the run stops
   * @param checkpoint a checkpoint is written
   * @param wholeLambda every rank has all of lambda
   */
  record Wishes(boolean stop, boolean checkpoint, boolean wholeLambda) {
    static final Wishes NONE = new Wishes(false, false, false);
  }

  /**
   * An iteration as this rank saw it.
   *
   * @param state after it; its bound is what the algorithm makes larger, in nats, of the whole
   *     corpus, under what the iteration started from
   * @param last whether the run ends here
   */
  record IterationReport(
      TrainingProgress state, Reduction.Totals totals, long nanos, boolean last) {}

  /**
   * A batch as this rank saw it.
   *
   * @param state after it
   * @param batches of an iteration
   * @param documents of the corpus that were fitted in this iteration so far
   */
  record BatchReport(
      TrainingProgress state, Reduction.Totals totals, long nanos, int batches, long documents) {}

  /**
   * The end of the loop.
   *
   * @param lambda (V × K) after the last iteration
   * @param stopped whether a rank wanted to stop before the end
   */
  record Outcome(BlockedDoubleMatrix lambda, TrainingProgress state, boolean stopped) {
    /** The fitted model. */
    FittedModel fitted(Vocabulary vocabulary) {
      DirichletPriors priors = state.priors();
      TopicModel model = new TopicModel(lambda, priors.alpha(), priors.eta(), vocabulary.words());
      return new FittedModel(model, state.iteration(), state.bound(), stopped);
    }
  }

  /**
   * When a training ends.
   *
   * @param maxIterations passes over the corpus
   * @param tolerance relative change of the bound that ends training; 0 = never
   * @param start iterations in which it does not: not before priors are learned that are to be
   */
  record Goal(int maxIterations, double tolerance, int start) {
    Goal(int maxIterations, double tolerance) {
      this(maxIterations, tolerance, 0);
    }

    boolean isReached(TrainingProgress state) {
      return state.iteration() >= maxIterations
          || (state.iteration() > start && state.converged(tolerance));
    }
  }

  /**
   * What it remembers of the documents in a state, if anything; of a checkpoint, read before
   * training. The same object for all states that have it.
   */
  Optional<DocumentRows> documentRows(TrainingProgress state);

  /** The lambda (V × K) of a new run, and the document rows that go with it; all ranks call it. */
  BlockedDoubleMatrix start();

  /**
   * Trains on from the given state.
   *
   * @param state 0 iterations for a new run
   * @param lambda after that many iterations; taken over, not copied
   */
  Outcome train(TrainingProgress state, BlockedDoubleMatrix lambda, Companion companion);
}
