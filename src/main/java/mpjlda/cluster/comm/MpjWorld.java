package mpjlda.cluster.comm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import mpi.MPI;
import mpi.MPIException;
import mpjlda.core.errors.LdaException;
import mpjlda.core.parallel.DaemonThreads;

/**
 * This process's membership in MPJ Express's world. The only place, with the messages themselves,
 * that knows {@code mpi.*}.
 *
 * <p>In multicore mode the ranks are threads of one process; call from the rank's own thread.
 */
public final class MpjWorld implements AutoCloseable {
  private static final long POLL_MILLIS = 20;
  private static final long RETRY_MILLIS = 500;

  private final DeviceWatch watch;
  private final MpjTransport transport;

  private MpjWorld(DeviceWatch watch, MpjTransport transport) {
    this.watch = watch;
    this.transport = transport;
  }

  /**
   * Meets the other ranks, that something else than {@code mpjrun} has started; returns when all
   * are there. What goes wrong in between is thrown on a thread of its own, uncaught, and this call
   * then waits for the end of the process: {@link PeerLostException}, or {@link LdaException} (69)
   * if this rank has no port to listen on.
   *
   * @param onPeerLost as below
   */
  public static MpjWorld join(WorldMembership membership, Runnable onPeerLost) {
    requireOwnName();
    try (LocalBootstrap bootstrap = new LocalBootstrap(membership)) {
      return join(arguments(membership, bootstrap.address()), Duration.ZERO, onPeerLost);
    } catch (IOException e) {
      throw new PeerLostException("the ranks could not meet", e);
    }
  }

  /** The library asks for it and has no use for it. */
  private static void requireOwnName() {
    try {
      InetAddress.getLocalHost();
    } catch (UnknownHostException e) {
      throw LdaException.unavailable(
          "A host does not know its own name, which MPJ Express needs ("
              + e.getMessage()
              + "). Add the name to the 127.0.0.1 line of its /etc/hosts.");
    }
  }

  private static String[] arguments(WorldMembership membership, String server) {
    int colon = server.lastIndexOf(':');
    String configuration =
        "#Number of Processes;"
            + membership.size()
            + ";#Protocol Switch Limit;"
            + membership.eagerBytes()
            + ";#Server Name;"
            + server.substring(0, colon)
            + ";#Server Port;"
            + server.substring(colon + 1);
    return new String[] {Integer.toString(membership.rank()), configuration, "niodev"};
  }

  /**
   * Meets the other ranks; returns when all are there.
   *
   * @param mpjArguments rank, configuration, device, then the program's own arguments
   * @param patience for how long to try again where nobody listens yet: {@code mpjrun} opens its
   *     port when it has told the last host to start ranks, which the first ones may be ahead of
   * @param onPeerLost run on a thread of its own when the connection to any rank has closed, from
   *     before the meeting until {@link #close}; the library leaves blocked calls waiting then
   * @throws PeerLostException if the meeting failed
   */
  public static MpjWorld join(String[] mpjArguments, Duration patience, Runnable onPeerLost) {
    DeviceWatch watch = new DeviceWatch(onPeerLost);
    watch.arm();
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        String[] unused = MPI.Init(mpjArguments);
        return new MpjWorld(watch, new MpjTransport(MPI.COMM_WORLD));
      } catch (MPIException e) {
        if (!nobodyListens(e) || System.nanoTime() >= deadline || !pause()) {
          watch.disarm();
          throw new PeerLostException("the ranks could not connect to one another", e);
        }
      }
    }
  }

  /** The library prints the refused connection, continues without it and fails later. */
  private static boolean nobodyListens(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof NullPointerException) {
        return Arrays.stream(t.getStackTrace())
            .anyMatch(frame -> frame.getClassName().equals("xdev.niodev.NIODevice"));
      }
    }
    return false;
  }

  /** False if the thread was interrupted. */
  private static boolean pause() {
    try {
      Thread.sleep(RETRY_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Messages between the ranks; to be called once.
   *
   * @param memory for those between ranks of one host
   */
  public PointToPoint pointToPoint(SharedMemory memory) {
    return new SharedMemoryTransport(transport, memory);
  }

  /**
   * Leaves without a word to the others, who must expect it; to be followed by the end of the
   * process.
   */
  public void abandon() {
    watch.stopDevice();
  }

  /**
   * Leaves in good order: waits until every rank leaves. Should another rank die instead, returns
   * as soon as its connection closes.
   */
  @Override
  public void close() {
    watch.disarm();
    // On a thread of its own: Finalize waits for ever for a rank that dies meanwhile.
    Thread leaving = DaemonThreads.start("mpj-finalize", MpjWorld::leave);
    try {
      while (leaving.isAlive() && !watch.deviceIsDead()) {
        leaving.join(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void leave() {
    try {
      MPI.Finalize();
    } catch (MPIException e) {
      // A rank has died meanwhile; this one's work is done, and others report the death.
    }
  }
}
