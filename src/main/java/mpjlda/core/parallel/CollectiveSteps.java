package mpjlda.core.parallel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import mpjlda.core.errors.LdaException;

/**
 * Work in steps that all ranks do, each its part: what one rank finds wrong ends the step on all of
 * them, in the same words. All methods are called by all ranks, in the same order.
 */
public final class CollectiveSteps {
  private final Communicator comm;

  public CollectiveSteps(Communicator comm) {
    this.comm = comm;
  }

  public int rank() {
    return comm.rank();
  }

  public int size() {
    return comm.size();
  }

  /**
   * Does this rank's part of a step, and returns when all have done theirs.
   *
   * @return what this rank's part gives
   * @throws LdaException that of the lowest rank whose part failed so, on all ranks. Any other
   *     exception is thrown at once, and on this rank alone: it ends the run
   */
  public <T> T step(Supplier<T> part) {
    Optional<T> made = Optional.empty();
    Optional<LdaException> own = Optional.empty();
    try {
      made = Optional.of(part.get());
    } catch (LdaException e) {
      own = Optional.of(e);
    }
    byte[][] failures = comm.allgather(own.map(CollectiveSteps::encode).orElse(new byte[0]));
    for (int r = 0; r < failures.length; r++) {
      if (failures[r].length > 0) {
        // Its own failure still knows its cause.
        throw r == comm.rank() && own.isPresent() ? own.get() : decode(failures[r]);
      }
    }
    return made.orElseThrow();
  }

  /** As {@link #step}, of something that only rank 0 has to do; empty on the others. */
  public <T> Optional<T> onFirst(Supplier<T> part) {
    return step(() -> comm.rank() == 0 ? Optional.of(part.get()) : Optional.empty());
  }

  private static byte[] encode(LdaException failure) {
    byte[] text = String.valueOf(failure.getMessage()).getBytes(StandardCharsets.UTF_8);
    byte[] bytes = Arrays.copyOf(text, text.length + 1);
    bytes[text.length] = (byte) failure.exitCode();
    return bytes;
  }

  private static LdaException decode(byte[] bytes) {
    int length = bytes.length - 1;
    return new LdaException(
        bytes[length] & 0xff, new String(bytes, 0, length, StandardCharsets.UTF_8), null);
  }

  /** Replaces every element by its sum over the ranks. */
  public void sum(long[] values) {
    comm.allreduceSum(values, 0, values.length);
  }

  /** Every rank's value, by rank. */
  public long[] all(long own) {
    long[] values = new long[comm.size()];
    values[comm.rank()] = own;
    sum(values);
    return values;
  }

  /** Every rank's bytes, by rank. */
  public byte[][] all(byte[] own) {
    return comm.allgather(own);
  }

  /** Takes what a rank says. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A message.
     *
     * @param rank who says it
     */
    void hear(int rank, byte[] message);
  }

  /**
   * Every rank says something in several messages, and hears what all say, its own words included:
   * the same messages in the same order on all ranks.
   *
   * @param own the next message, of a megabyte or less; empty when all is said, and ever after
   */
  public void tell(Supplier<byte[]> own, Listener listener) {
    boolean more = true;
    while (more) {
      byte[][] messages = comm.allgather(own.get());
      more = false;
      for (int r = 0; r < messages.length; r++) {
        if (messages[r].length > 0) {
          more = true;
          listener.hear(r, messages[r]);
        }
      }
    }
  }
}
