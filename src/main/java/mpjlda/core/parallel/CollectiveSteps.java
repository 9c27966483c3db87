package mpjlda.core.parallel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import mpjlda.core.errors.LdaException;

/**
 * Steps that all ranks take together: a failure of one rank ends the step on all of them, with the
 * same words. All methods are called by all ranks, in the same order.
 *
 * <p>Only an {@link LdaException} is shared. Any other exception is thrown at once and on its rank
 * alone: it ends the run.
 */
public final class CollectiveSteps {
  private final Communicator comm;

  public CollectiveSteps(Communicator comm) {
    this.comm = comm;
  }

  /**
   * Does this rank's part of shared-out work, and returns when all ranks have done theirs.
   *
   * @return the result of this rank's part
   * @throws LdaException on all ranks, the one of the lowest rank whose part failed
   */
  public <T> T shared(Supplier<T> part) {
    Attempt<T> own = Attempt.at(part);
    byte[][] failures = comm.allgather(own.failure());
    for (int r = 0; r < failures.length; r++) {
      if (failures[r].length > 0) {
        // This rank's own failure still has its cause.
        throw r == comm.rank() ? own.thrown().orElseThrow() : decode(failures[r]);
      }
    }
    return own.result().orElseThrow();
  }

  /**
   * Does the same work on every rank, and returns when all have done it.
   *
   * @throws LdaException on all ranks, the one of the lowest rank that failed; if others did not
   *     fail, its message says so, as the ranks' hosts then see different files
   */
  public <T> T same(Supplier<T> work) {
    Attempt<T> own = Attempt.at(work);
    byte[][] failures = comm.allgather(own.failure());
    long good = Arrays.stream(failures).filter(failure -> failure.length == 0).count();
    for (int r = 0; r < failures.length; r++) {
      if (failures[r].length > 0) {
        LdaException first = decode(failures[r]);
        throw good == 0
            ? first
            : new LdaException(
                first.exitCode(),
                String.format(
                    "%s\nRank %d found this, but %d of the %d ranks did not: do all hosts see the"
                        + " same files?",
                    first.getMessage(), r, good, failures.length),
                null);
      }
    }
    return own.result().orElseThrow();
  }

  /** As {@link #shared}, of work that only rank 0 does; empty on the others. */
  public <T> Optional<T> onFirst(Supplier<T> work) {
    return shared(() -> comm.rank() == 0 ? Optional.of(work.get()) : Optional.empty());
  }

  /**
   * Requires the same text on every rank.
   *
   * @param message for the lowest rank whose text differs from that of rank 0
   * @throws LdaException (65) on all ranks if a text differs
   */
  public void requireSame(String own, IntFunction<String> message) {
    byte[][] all = comm.allgather(own.getBytes(StandardCharsets.UTF_8));
    for (int r = 1; r < all.length; r++) {
      if (!Arrays.equals(all[r], all[0])) {
        throw LdaException.badInput(message.apply(r));
      }
    }
  }

  /** One rank's work as it ended: a result or an exception. */
  private record Attempt<T>(Optional<T> result, Optional<LdaException> thrown) {
    static <T> Attempt<T> at(Supplier<T> work) {
      try {
        return new Attempt<>(Optional.of(work.get()), Optional.empty());
      } catch (LdaException e) {
        return new Attempt<>(Optional.empty(), Optional.of(e));
      }
    }

    /** The exception as bytes; none if there is no exception. */
    byte[] failure() {
      return thrown.map(CollectiveSteps::encode).orElse(new byte[0]);
    }
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
}
