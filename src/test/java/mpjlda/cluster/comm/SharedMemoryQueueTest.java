package mpjlda.cluster.comm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedMemoryQueueTest {
  /** As in the class: what is copied at once. */
  private static final int CHUNK = 2048;

  private static ByteBuffer memory(int words) {
    return ByteBuffer.allocateDirect(SharedMemoryQueue.bytes(words)).order(ByteOrder.nativeOrder());
  }

  /** The layout by hand, for it is what two processes agree on. */
  @Test
  void wordsFollowOneAnotherAndTheCountersTellHowMany() {
    ByteBuffer memory = memory(3);
    SharedMemoryQueue writer = new SharedMemoryQueue(memory);
    SharedMemoryQueue reader = new SharedMemoryQueue(memory);

    assertThat(writer.write(ArraySlice.of(new long[] {11, 12}), 0)).isEqualTo(2);
    assertThat(memory.getLong(128)).as("written").isEqualTo(2);
    assertThat(memory.getLong(256)).as("read").isZero();
    assertThat(memory.getLong(512)).isEqualTo(11);
    assertThat(memory.getLong(520)).isEqualTo(12);

    float[] three = {0.5f, 1.5f, 2.5f};
    assertThat(writer.write(ArraySlice.of(three), 0)).as("room for one word").isEqualTo(2);
    assertThat(memory.getFloat(528)).isEqualTo(0.5f);
    assertThat(memory.getFloat(532)).isEqualTo(1.5f);
    assertThat(writer.write(ArraySlice.of(three), 2)).as("full").isZero();

    assertThat(reader.read(ArraySlice.of(new long[2]), 0)).isEqualTo(2);
    assertThat(memory.getLong(256)).isEqualTo(2);
    assertThat(writer.write(ArraySlice.of(three), 2))
        .as("half a word, at the beginning")
        .isEqualTo(1);
    assertThat(memory.getFloat(512)).isEqualTo(2.5f);
    assertThat(memory.getLong(128)).isEqualTo(4);
    assertThat(memory.position(0).limit(128).slice()).isEqualTo(ByteBuffer.allocate(128));
  }

  @Test
  void nothingIsReadThatIsNotThere() {
    SharedMemoryQueue reader = new SharedMemoryQueue(memory(4));
    long[] place = {7};
    assertThat(reader.read(ArraySlice.of(place), 0)).isZero();
    assertThat(reader.readAdding(ArraySlice.of(place), 0, new ReceiveBuffer(1))).isZero();
    assertThat(place).containsExactly(7);
  }

  @Test
  void sumsWrapAround() {
    ByteBuffer memory = memory(4);
    long[] sum = {1, Long.MAX_VALUE, -5, 1};
    assertThat(new SharedMemoryQueue(memory).write(ArraySlice.of(new long[] {1, 3}), 0))
        .isEqualTo(2);
    assertThat(
            new SharedMemoryQueue(memory)
                .readAdding(new ArraySlice(sum, 1, 2), 0, new ReceiveBuffer(1)))
        .isEqualTo(2);
    assertThat(sum).containsExactly(1, Long.MIN_VALUE, -2, 1);
  }

  /** Capacities and lengths about each other and about a chunk, so that all edges are met. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 64, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK + 3, 5 * CHUNK})
  void messagesOfAllKindsComeAsTheyWere(int capacity) {
    long seed = 20261121L + capacity;
    ByteBuffer memory = memory(capacity);
    SharedMemoryQueue writer = new SharedMemoryQueue(memory);
    SharedMemoryQueue reader = new SharedMemoryQueue(memory);
    SplittableRandom random = new SplittableRandom(seed);
    for (int message = 0; message < 200; message++) {
      int base = random.nextBoolean() ? capacity : CHUNK;
      int length = Math.max(1, random.nextInt(-2, 3) + random.nextInt(3) * Math.min(base, 5000));
      ArraySlice out = ArraySlice.of(values(random, length));
      boolean adds = out.array() instanceof long[] && random.nextBoolean();
      ArraySlice in = ArraySlice.of(adds ? ones(length) : empty(out.array()));
      pass(writer, out, reader, in, adds, random);
      for (int i = 0; i < length; i++) {
        if (at(in.array(), i) != at(out.array(), i) + (adds ? 1 : 0)) {
          throw new AssertionError("seed " + seed + ", message " + message + ", element " + i);
        }
      }
    }
  }

  private static void pass(
      SharedMemoryQueue writer,
      ArraySlice out,
      SharedMemoryQueue reader,
      ArraySlice in,
      boolean adds,
      SplittableRandom random) {
    ReceiveBuffer scratch = new ReceiveBuffer(1);
    int written = 0;
    int read = 0;
    while (read < in.length()) {
      if (written < out.length() && random.nextBoolean()) {
        written += writer.write(out, written);
      } else if (adds) {
        read += reader.readAdding(in, read, scratch);
      } else {
        read += reader.read(in, read);
      }
    }
    assertThat(written).isEqualTo(out.length());
  }

  private static Object values(SplittableRandom random, int length) {
    long[] longs = random.longs(length, -(1 << 24), 1 << 24).toArray();
    return switch (random.nextInt(3)) {
      case 0 -> longs;
      case 1 -> Arrays.stream(longs).asDoubleStream().toArray();
      default -> {
        float[] floats = new float[length];
        for (int i = 0; i < length; i++) {
          floats[i] = longs[i];
        }
        yield floats;
      }
    };
  }

  private static long[] ones(int length) {
    long[] ones = new long[length];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static Object empty(Object like) {
    if (like instanceof long[] longs) {
      return new long[longs.length];
    }
    return like instanceof double[] doubles
        ? new double[doubles.length]
        : new float[((float[]) like).length];
  }

  /** Whole numbers, that all three types hold. */
  private static long at(Object array, int i) {
    if (array instanceof long[] longs) {
      return longs[i];
    }
    return array instanceof double[] doubles ? (long) doubles[i] : (long) ((float[]) array)[i];
  }

  /** Two threads that never wait for anything but the queue. */
  @Test
  void aWriterAndAReaderAtOnce() {
    int length = 3_000_001;
    ByteBuffer memory = memory(1000);
    long[] out = new long[length];
    Arrays.setAll(out, i -> i * 0x9e3779b97f4a7c15L);
    CompletableFuture<Void> sent = new CompletableFuture<>();
    Thread sender =
        new Thread(
            () -> {
              SharedMemoryQueue writer = new SharedMemoryQueue(memory);
              for (int done = 0; done < length; ) {
                int more = writer.write(ArraySlice.of(out), done);
                done += more;
                if (more == 0) {
                  Thread.yield();
                }
              }
              sent.complete(null);
            });
    sender.setDaemon(true);
    sender.start();
    SharedMemoryQueue reader = new SharedMemoryQueue(memory);
    long[] in = new long[length];
    for (int done = 0; done < length; ) {
      int more = reader.read(ArraySlice.of(in), done);
      done += more;
      if (more == 0) {
        Thread.yield();
      }
    }
    sent.join();
    assertThat(Arrays.equals(in, out)).isTrue();
  }
}
