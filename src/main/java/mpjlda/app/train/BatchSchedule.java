package mpjlda.app.train;

import mpjlda.app.config.OnlineSettings;
import mpjlda.core.math.KeyedPermutation;
import mpjlda.core.math.KeyedRandom;
import mpjlda.core.priors.PriorScale;
import mpjlda.core.topicmodel.OnlineTopics;

/**
 * The documents of each batch of each pass, and the batches' weights. A pass has ⌈D / batch size⌉
 * batches, whose sizes differ by one document at most, so that none is a small rest that would be
 * scaled up by much; their documents come in a keyed order of all D documents, which is another one
 * in each pass.
 *
 * @param online as asked for
 * @param documents D of the whole corpus, ≥ 1
 */
record BatchSchedule(OnlineSettings online, long documents, long seed) {
  static final int ETA_STEPS = 16;

  /** Minus the logarithm of what lambda still has of the random start when learning begins. */
  private static final double LEARNING_BEGINS = 4;

  /** Batches of a pass. */
  int batches() {
    return Math.toIntExact((documents - 1) / online.batchSize() + 1);
  }

  /** Documents of a batch, over all ranks. */
  long size(int batch) {
    return documents / batches() + (batch < documents % batches() ? 1 : 0);
  }

  /** Documents of a pass before a batch, over all ranks. */
  long firstOf(int batch) {
    return documents / batches() * batch + Math.min(batch, documents % batches());
  }

  /**
   * The order of a pass.
   *
   * @param pass from 1
   */
  KeyedPermutation order(int pass) {
    return new KeyedPermutation(new KeyedRandom(seed, "batch order"), pass, documents);
  }

  /**
   * The batch that has a place.
   *
   * @param place 0 .. D−1 in the order of a pass
   */
  int batchAt(long place) {
    long least = documents / batches();
    long larger = documents % batches() * (least + 1);
    long batch =
        place < larger ? place / (least + 1) : documents % batches() + (place - larger) / least;
    return (int) batch;
  }

  /**
   * The learning rate of a batch: rho of Hoffman et al., eq. (26), is (tau0 + t)^−kappa, t counting
   * the batches of the run from 0.
   *
   * @param unit tokens for each unit of the statistics
   */
  OnlineTopics.Step step(int pass, int batch, double unit) {
    return new OnlineTopics.Step(rho(pass, batch), (double) documents / size(batch), unit);
  }

  /** The part of the way that a batch takes lambda, and alpha. */
  double rho(int pass, int batch) {
    return StrictMath.pow(online.tau0() + before(pass, batch), -online.kappa());
  }

  /** Batches of the run before a batch. */
  private double before(int pass, int batch) {
    return (double) (pass - 1) * batches() + batch;
  }

  /**
   * Whether priors are learned from a batch: not while more than e^−4 (a fiftieth) of lambda is the
   * random start, nor from the first few batches. Learning from an eighth on made worse models of
   * 50 topics.
   */
  boolean learnsAfter(int pass, int batch) {
    double done = before(pass, batch) + 1;
    return done >= PriorScale.COUNTS.firstIteration() && sumOfRho(done) >= LEARNING_BEGINS;
  }

  /** The integral of rho over so many batches: the start's share of lambda is about e^−this. */
  private double sumOfRho(double done) {
    double rest = 1 - online.kappa();
    double growth = (online.tau0() + done) / online.tau0();
    return rest == 0
        ? StrictMath.log(growth)
        : StrictMath.pow(online.tau0(), rest) * (StrictMath.pow(growth, rest) - 1) / rest;
  }

  /** The part of its step that eta takes after a batch: rho, for each batch since its last step. */
  double etaPart(int pass, int batch) {
    return Math.min(1, etaEvery() * rho(pass, batch));
  }

  /**
   * Whether eta is learned after a batch: it takes all of lambda, so at most {@value #ETA_STEPS}
   * times a pass, the last time at its end.
   */
  boolean learnsEtaAfter(int batch) {
    return (batch + 1) % etaEvery() == 0 || batch + 1 == batches();
  }

  private int etaEvery() {
    return (batches() - 1) / ETA_STEPS + 1;
  }
}
