package mpjlda.cluster.comm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/**
 * A queue of elements in memory that two processes share: one writes, the other reads, neither ever
 * waits in here. Both must agree on the messages' lengths and types. It lies in 8-byte words, a
 * ring; two {@code float}s make a word, and a message begins a new one.
 *
 * <p>How many words were ever written and read are two counters in the same memory, each changed by
 * one side only and on a pair of cache lines of its own. Who reads a counter (acquire) sees all
 * that its owner did before writing it (release).
 */
final class SharedMemoryQueue {
  private static final VarHandle WORDS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  /** Bytes at the beginning of the memory that the queue leaves to others. */
  static final int HEAD = 128;

  /** Processors fetch cache lines in pairs: 128 bytes. */
  private static final int WRITTEN = HEAD;

  private static final int READ = 256;
  private static final int DATA = 512;

  /** Words that are passed on at once: the other side begins while the next are copied. */
  private static final int CHUNK = 1 << 11;

  private final ByteBuffer memory;
  private final LongBuffer longs;
  private final DoubleBuffer doubles;
  private final FloatBuffer floats;
  private final int capacity;

  /** This side's counter. */
  private long own;

  /** The other side's position, as this side last read it. */
  private long other;

  /** The word of the ring that comes next. */
  private int at;

  /**
   * An empty queue, for one of its two sides.
   *
   * @param memory begins at an address that is a multiple of 8; its first bytes, up to {@link
   *     #HEAD}, are not touched, and the counters in it are 0
   */
  SharedMemoryQueue(ByteBuffer memory) {
    this.memory = memory;
    ByteBuffer data = memory.slice(DATA, memory.capacity() - DATA).order(ByteOrder.nativeOrder());
    this.longs = data.asLongBuffer();
    this.doubles = data.asDoubleBuffer();
    this.floats = data.asFloatBuffer();
    this.capacity = longs.capacity();
  }

  /** Bytes of memory for so many words. */
  static int bytes(int words) {
    return DATA + words * Long.BYTES;
  }

  /**
   * Writes as much of the part as there is room for, up to a chunk.
   *
   * @param from the first element of the part that is to be written
   * @return how many were
   */
  int write(ArraySlice part, int from) {
    int wanted = words(part, part.length() - from);
    int room = capacity - (int) (own - other);
    if (room < wanted) {
      other = (long) WORDS.getAcquire(memory, READ);
      room = capacity - (int) (own - other);
    }
    int words = Math.min(wanted, Math.min(room, capacity - at));
    if (words == 0) {
      return 0;
    }
    int elements = elements(part, from, words);
    if (part.array() instanceof long[] array) {
      longs.put(at, array, part.from() + from, elements);
    } else if (part.array() instanceof double[] array) {
      doubles.put(at, array, part.from() + from, elements);
    } else {
      floats.put(2 * at, (float[]) part.array(), part.from() + from, elements);
    }
    advance(words, WRITTEN);
    return elements;
  }

  /**
   * Reads as much of the part as there is, up to a chunk.
   *
   * @param from the first element of the part that is to be read
   * @return how many were
   */
  int read(ArraySlice part, int from) {
    int words = readable(part, from);
    if (words == 0) {
      return 0;
    }
    int elements = elements(part, from, words);
    if (part.array() instanceof long[] array) {
      longs.get(at, array, part.from() + from, elements);
    } else if (part.array() instanceof double[] array) {
      doubles.get(at, array, part.from() + from, elements);
    } else {
      floats.get(2 * at, (float[]) part.array(), part.from() + from, elements);
    }
    advance(words, READ);
    return elements;
  }

  /**
   * As {@link #read}, but adds to the part's elements, {@code long}s.
   *
   * @param scratch keeps what is to be added in the nearest cache
   */
  int readAdding(ArraySlice sum, int from, ReceiveBuffer scratch) {
    int words = readable(sum, from);
    if (words == 0) {
      return 0;
    }
    ArraySlice received = scratch.part(words);
    longs.get(at, (long[]) received.array(), received.from(), words);
    advance(words, READ);
    ReceiveBuffer.add(received, sum.slice(from, words));
    return words;
  }

  private int readable(ArraySlice part, int from) {
    int wanted = words(part, part.length() - from);
    int there = (int) (other - own);
    if (there < wanted) {
      other = (long) WORDS.getAcquire(memory, WRITTEN);
      there = (int) (other - own);
    }
    return Math.min(wanted, Math.min(there, capacity - at));
  }

  private void advance(int words, int counter) {
    own += words;
    at = at + words == capacity ? 0 : at + words;
    WORDS.setRelease(memory, counter, own);
  }

  /** Bytes of so many elements, up to a chunk. */
  private static int words(ArraySlice part, int elements) {
    int words = part.array() instanceof float[] ? elements / 2 + elements % 2 : elements;
    return Math.min(words, CHUNK);
  }

  /** In so many words. */
  private static int elements(ArraySlice part, int from, int words) {
    return part.array() instanceof float[] ? Math.min(2 * words, part.length() - from) : words;
  }
}
