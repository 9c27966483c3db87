package mpjlda.train;

import mpjlda.comm.Communicator;
import mpjlda.model.RankExchange;

/** The M-step's exchange over the communicator; its time counts as the allreduce's. */
final class CommExchange implements RankExchange {
  private final Communicator comm;
  private final PhaseClock clock;

  CommExchange(Communicator comm, PhaseClock clock) {
    this.comm = comm;
    this.clock = clock;
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
  public void share(Object values, int[] starts) {
    clock.within(Phase.TRANSFER, () -> comm.allgather(values, starts));
  }
}
