package mpjlda.app.train;

import mpjlda.cluster.distributed.OccurringRows;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.PaddedFloatMatrix;
import mpjlda.core.parallel.Communicator;
import mpjlda.core.topicmodel.RankExchange;

/** The M-step's exchange over the communicator; its time counts as the allreduce's. */
final class CommExchange implements RankExchange {
  private final Communicator comm;
  private final PhaseClock clock;
  private final OccurringRows rows;

  /**
   * @param rows that are exchanged
   */
  CommExchange(Communicator comm, PhaseClock clock, OccurringRows rows) {
    this.comm = comm;
    this.clock = clock;
    this.rows = rows;
  }

  @Override
  public int rank() {
    return comm.rank();
  }

  @Override
  public int count() {
    return comm.size();
  }

  @Override
  public void sum(long[] values) {
    clock.within(Phase.TRANSFER, () -> comm.allreduceSum(values, 0, values.length));
  }

  @Override
  public void share(BlockedDoubleMatrix matrix) {
    clock.within(Phase.TRANSFER, () -> rows.share(matrix));
  }

  @Override
  public void share(PaddedFloatMatrix matrix) {
    clock.within(Phase.TRANSFER, () -> rows.share(matrix));
  }

  @Override
  public void share(double[] vector) {
    clock.within(Phase.TRANSFER, () -> rows.share(vector));
  }

  @Override
  public void complete(BlockedDoubleMatrix matrix, double unseen) {
    share(matrix);
    rows.fillOthers(matrix, unseen);
  }
}
