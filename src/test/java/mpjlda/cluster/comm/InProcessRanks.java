package mpjlda.cluster.comm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;
import mpjlda.core.parallel.Communicator;

/**
 * P ranks as P threads of this JVM, for tests. As strict as a message-passing library may be: a
 * send returns only when the message has been received, so code that relies on buffering hangs here
 * (and fails after a while with a message).
 */
public final class InProcessRanks {
  private static final int PATIENCE_SECONDS = 300;

  private final int size;
  private final List<BlockingQueue<ArraySlice>> messages = new ArrayList<>();
  private final List<Semaphore> received = new ArrayList<>();
  private final List<Map<Transport.Note, Queue<long[]>>> notes = new ArrayList<>();

  private InProcessRanks(int size) {
    this.size = size;
    for (int i = 0; i < size * size; i++) {
      messages.add(new LinkedBlockingQueue<>());
      received.add(new Semaphore(0));
      notes.add(
          Map.of(
              Transport.Note.HANDLE, new ConcurrentLinkedQueue<>(),
              Transport.Note.ANSWER, new ConcurrentLinkedQueue<>()));
    }
  }

  /**
   * Runs the program on every rank at once and returns the results by rank. The first exception of
   * a rank is thrown here.
   */
  public static <T> List<T> run(int size, Function<Communicator, T> program) {
    return runOverLinks(size, link -> program.apply(new Collectives(link)));
  }

  static <T> List<T> runOverLinks(int size, Function<PointToPoint, T> program) {
    return runOverLinks(size, rank -> SharedMemory.none(), program);
  }

  /**
   * The same over memory that the ranks share.
   *
   * @param memory of each rank
   */
  static <T> List<T> runOverLinks(
      int size, IntFunction<SharedMemory> memory, Function<PointToPoint, T> program) {
    InProcessRanks ranks = new InProcessRanks(size);
    ExecutorService threads = Executors.newFixedThreadPool(size);
    try {
      CompletionService<T> done = new ExecutorCompletionService<>(threads);
      List<Future<T>> futures = new ArrayList<>();
      for (int rank = 0; rank < size; rank++) {
        PointToPoint link = new SharedMemoryTransport(ranks.new Link(rank), memory.apply(rank));
        Callable<T> task = () -> program.apply(link);
        futures.add(done.submit(task));
      }
      // The first failure is the cause; ranks that wait for the one that failed are told to stop.
      for (int rank = 0; rank < size; rank++) {
        Future<T> next = done.poll(2 * PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
          throw new WaitedInVain(size - rank + " of " + size + " ranks do not end");
        }
        next.get();
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      end(threads);
    }
  }

  /** Ranks that fail alike may still be tidying up; one that waits for another has to be told. */
  private static void end(ExecutorService threads) {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(500, TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
        threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private static final class WaitedInVain extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    WaitedInVain(String message) {
      super(message);
    }
  }

  private final class Link implements Transport {
    private final int rank;

    Link(int rank) {
      this.rank = rank;
    }

    @Override
    public int rank() {
      return rank;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public Pending startSend(int peer, ArraySlice out) {
      post(peer, out);
      return () -> awaitReceipt(peer);
    }

    @Override
    public Pending startReceive(int peer, ArraySlice in) {
      return () -> receive(peer, in);
    }

    @Override
    public void tell(int peer, Note note, long[] words) {
      queue(note, rank, peer).add(words.clone());
    }

    @Override
    public boolean hear(int peer, Note note, long[] words) {
      long[] told = queue(note, peer, rank).poll();
      if (told == null) {
        return false;
      }
      System.arraycopy(told, 0, words, 0, words.length);
      return true;
    }

    private Queue<long[]> queue(Note note, int from, int to) {
      return Objects.requireNonNull(notes.get(from * size + to).get(note));
    }

    private void receive(int peer, ArraySlice in) {
      int channel = peer * size + rank;
      try {
        ArraySlice message = messages.get(channel).poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
          throw new WaitedInVain("rank " + rank + " got no message from rank " + peer);
        }
        if (message.length() != in.length()) {
          throw new IllegalStateException(
              "rank "
                  + rank
                  + " expected "
                  + in.length()
                  + " elements of rank "
                  + peer
                  + ", found "
                  + message.length());
        }
        System.arraycopy(message.array(), 0, in.array(), in.from(), in.length());
        received.get(channel).release();
      } catch (InterruptedException e) {
        throw new WaitedInVain("interrupted");
      }
    }

    private void post(int peer, ArraySlice out) {
      if (peer == rank || out.length() < 1) {
        throw new IllegalArgumentException("peer " + peer + ", length " + out.length());
      }
      BlockingQueue<ArraySlice> channel = messages.get(rank * size + peer);
      if (!channel.isEmpty()) {
        throw new IllegalStateException("two messages under way from " + rank + " to " + peer);
      }
      channel.add(copy(out));
    }

    private static ArraySlice copy(ArraySlice part) {
      int end = part.from() + part.length();
      if (part.array() instanceof long[] longs) {
        return ArraySlice.of(Arrays.copyOfRange(longs, part.from(), end));
      }
      if (part.array() instanceof double[] doubles) {
        return ArraySlice.of(Arrays.copyOfRange(doubles, part.from(), end));
      }
      return ArraySlice.of(Arrays.copyOfRange((float[]) part.array(), part.from(), end));
    }

    private void awaitReceipt(int peer) {
      try {
        if (!received.get(rank * size + peer).tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          throw new WaitedInVain("rank " + peer + " did not receive from rank " + rank);
        }
      } catch (InterruptedException e) {
        throw new WaitedInVain("interrupted");
      }
    }
  }
}
