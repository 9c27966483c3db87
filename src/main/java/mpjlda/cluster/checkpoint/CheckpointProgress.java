package mpjlda.cluster.checkpoint;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The numbers besides iteration, bound, priors and lambda that a run needs to continue.
 *
 * <p>In the file they have names and types, in any order, and are big-endian:
 *
 * <pre>
 *   Progress --> 'M', int32 = 6, (Name, Value)^6
 *   Name     --> int32 length, ASCII
 *   Value    --> 'I', int32 | 'L', int64 | 'D', float64
 * </pre>
 *
 * @param previousBound of the iteration before the last one, in nats; NaN if there was none
 * @param tolerance that the run was asked for
 * @param batches done of the next iteration
 * @param batchesBound the documents' part of the bound in these batches, in nats
 * @param batchesSweeps over the documents of these batches
 * @param polishedFrom the iteration after which another algorithm took over; 0 = none has
 */
public record CheckpointProgress(
    double previousBound,
    double tolerance,
    int batches,
    double batchesBound,
    long batchesSweeps,
    int polishedFrom) {
  private static final int FIELDS = 6;

  /** More than the names and values take. */
  private static final int MOST_BYTES = 256;

  byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(MOST_BYTES);
    out.put((byte) 'M').putInt(FIELDS);
    name(out, "previous_bound", 'D').putDouble(previousBound);
    name(out, "tolerance", 'D').putDouble(tolerance);
    name(out, "batches", 'I').putInt(batches);
    name(out, "batches_bound", 'D').putDouble(batchesBound);
    name(out, "batches_sweeps", 'L').putLong(batchesSweeps);
    name(out, "polished_from", 'I').putInt(polishedFrom);
    return Arrays.copyOf(out.array(), out.position());
  }

  private static ByteBuffer name(ByteBuffer out, String name, char type) {
    return out.putInt(name.length()).put(name.getBytes(StandardCharsets.US_ASCII)).put((byte) type);
  }

  /**
   * Reads what {@link #encode} or an earlier version of this program wrote.
   *
   * @throws DamagedCheckpointException if a number is missing, or if it is anything else
   */
  static CheckpointProgress decode(byte[] bytes) throws DamagedCheckpointException {
    Map<String, Long> bits = bits(ByteBuffer.wrap(bytes));
    return new CheckpointProgress(
        Double.longBitsToDouble(field(bits, "previous_bound")),
        Double.longBitsToDouble(field(bits, "tolerance")),
        (int) field(bits, "batches"),
        Double.longBitsToDouble(field(bits, "batches_bound")),
        field(bits, "batches_sweeps"),
        (int) field(bits, "polished_from"));
  }

  private static Map<String, Long> bits(ByteBuffer in) throws DamagedCheckpointException {
    Map<String, Long> bits = new HashMap<>();
    try {
      if (in.get() != 'M') {
        throw new DamagedCheckpointException("its counters do not begin as such");
      }
      for (int left = in.getInt(); left > 0; left--) {
        int length = in.getInt();
        if (length < 0 || length > MOST_BYTES) {
          throw new DamagedCheckpointException("a counter with a name of " + length + " bytes");
        }
        byte[] name = new byte[length];
        in.get(name);
        bits.put(
            new String(name, StandardCharsets.US_ASCII),
            in.get() == 'I' ? in.getInt() : in.getLong());
      }
    } catch (BufferUnderflowException e) {
      throw new DamagedCheckpointException("its counters end too early", e);
    }
    return bits;
  }

  private static long field(Map<String, Long> bits, String name) throws DamagedCheckpointException {
    Long found = bits.get(name);
    if (found == null) {
      throw new DamagedCheckpointException(
          "it has no counter " + name + ", so another version of mpj-lda wrote it");
    }
    return found;
  }
}
