package mpjlda.train;

import mpjlda.config.TrainingConfig;
import mpjlda.math.KeyedPermutation;
import mpjlda.math.KeyedRandom;
import mpjlda.model.OnlineTopics;

/**
 * Which documents are in which batch of which pass, and what each batch weighs. A pass has ⌈D /
 * batch size⌉ batches, whose sizes differ by one document at most, so that none is a small rest
 * that would be scaled up by much; their documents come in a keyed order of all D documents, which
 * is another one in each pass.
 *
 * @param online as asked for
 * @param documents D of the whole corpus, ≥ 1
 */
record BatchSchedule(TrainingConfig.Online online, long documents, long seed) {
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
   * How far a batch takes lambda: rho of Hoffman et al., eq. (26), is (tau0 + t)^−kappa, t counting
   * the batches of the run from 0.
   *
   * @param unit tokens for each unit of the statistics
   */
  OnlineTopics.Step step(int pass, int batch, double unit) {
    double t = (double) (pass - 1) * batches() + batch;
    double rho = StrictMath.pow(online.tau0() + t, -online.kappa());
    return new OnlineTopics.Step(rho, (double) documents / size(batch), unit);
  }
}
