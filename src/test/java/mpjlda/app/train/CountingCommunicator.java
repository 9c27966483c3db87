package mpjlda.app.train;

import mpjlda.core.parallel.Communicator;

/** Counts what a rank hands over to be summed and shared out. */
public final class CountingCommunicator implements Communicator {
  private final Communicator comm;
  private long elements;
  private int messages;
  private int longest;
  private Object last = "nothing";

  public CountingCommunicator(Communicator comm) {
    this.comm = comm;
  }

  public long elements() {
    return elements;
  }

  public int messages() {
    return messages;
  }

  public int longest() {
    return longest;
  }

  /** The array that was handed over last. */
  public Object last() {
    return last;
  }

  private void count(Object values, int length) {
    elements += length;
    messages++;
    longest = Math.max(longest, length);
    last = values;
  }

  @Override
  public int rank() {
    return comm.rank();
  }

  @Override
  public int size() {
    return comm.size();
  }

  @Override
  public void allreduceSum(long[] values, int from, int length) {
    count(values, length);
    comm.allreduceSum(values, from, length);
  }

  @Override
  public void reduceScatterSum(long[] values, int[] starts) {
    count(values, starts[size()] - starts[0]);
    comm.reduceScatterSum(values, starts);
  }

  @Override
  public void allgather(Object values, int[] starts) {
    count(values, starts[size()] - starts[0]);
    comm.allgather(values, starts);
  }

  @Override
  public void allreduceMax(long[] values) {
    count(values, values.length);
    comm.allreduceMax(values);
  }

  @Override
  public byte[][] allgather(byte[] own) {
    count(own, own.length);
    return comm.allgather(own);
  }

  @Override
  public long[] allgather(long own) {
    count(new long[] {own}, 1);
    return comm.allgather(own);
  }

  @Override
  public void broadcast(long[] values) {
    count(values, values.length);
    comm.broadcast(values);
  }

  @Override
  public byte[] broadcast(byte[] own) {
    count(own, own.length);
    return comm.broadcast(own);
  }

  @Override
  public void barrier() {
    comm.barrier();
  }

  @Override
  public String transport() {
    return comm.transport();
  }

  @Override
  public void close() {
    comm.close();
  }
}
