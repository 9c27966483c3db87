package mpjlda.launch;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import mpjlda.errors.LdaException;
import org.jspecify.annotations.Nullable;

/**
 * Where the ranks of a run tell one another the ports on which they listen, in the protocol of MPJ
 * Express 0.44 ({@code xdev.niodev.NIODevice.init} with {@code
 * runtime.starter.MPJRun.collectPortInfo}): each rank sends
 *
 * <pre>UTF "Sending Info", int writePort, int readPort, int rank</pre>
 *
 * and, when all are in, is sent
 *
 * <pre>UTF "#Peer Information;IP@readPort@writePort@rank@0;…"</pre>
 *
 * by rank, with the addresses that the ranks connected from. The port listens for as long as ranks
 * are missing and takes each rank once, from where it is expected; whoever else connects is closed
 * and logged, and holds up nobody.
 */
final class Bootstrap implements AutoCloseable {
  private static final String HELLO = "Sending Info";
  private static final int READ_MILLIS = 5_000;
  private static final int MAX_STRANGERS = 256;

  private final ServerSocket server;
  private final BiPredicate<Integer, InetAddress> expected;
  private final Consumer<String> log;
  private final @Nullable Registration[] registrations;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private int missing;

  private record Registration(Socket socket, int writePort, int readPort) {}

  private Bootstrap(
      ServerSocket server,
      int ranks,
      BiPredicate<Integer, InetAddress> expected,
      Consumer<String> log) {
    this.server = server;
    this.expected = expected;
    this.log = log;
    this.registrations = new @Nullable Registration[ranks];
    this.missing = ranks;
  }

  /**
   * Listens on an ephemeral port.
   *
   * @param address of this machine, reachable for all ranks
   * @param expected whether a rank may connect from an address
   * @param log told of strangers; called from any thread
   * @throws LdaException with UNAVAILABLE if no port is to be had
   */
  static Bootstrap open(
      InetAddress address,
      int ranks,
      BiPredicate<Integer, InetAddress> expected,
      Consumer<String> log) {
    ServerSocket server = null;
    try {
      server = new ServerSocket();
      server.bind(new InetSocketAddress(address, 0), ranks + MAX_STRANGERS);
    } catch (IOException e) {
      closeQuietly(server);
      throw LdaException.unavailable(
          "No port on " + address.getHostAddress() + " for the ranks to meet: " + e.getMessage());
    }
    Bootstrap bootstrap = new Bootstrap(server, ranks, expected, log);
    Daemon.start("mpj-lda-bootstrap", bootstrap::accept);
    return bootstrap;
  }

  /** As the ranks are told it. */
  String address() {
    return server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
  }

  /** The ranks that have not registered yet. */
  synchronized List<Integer> missing() {
    List<Integer> ranks = new ArrayList<>();
    for (int rank = 0; rank < registrations.length; rank++) {
      if (registrations[rank] == null) {
        ranks.add(rank);
      }
    }
    return ranks;
  }

  /** Stops listening; ranks that still wait for an answer fail at once. */
  @Override
  public void close() {
    closeQuietly(server);
    open.forEach(Bootstrap::closeQuietly);
  }

  private void accept() {
    try {
      while (!server.isClosed()) {
        Socket socket = server.accept();
        if (open.size() >= registrations.length + MAX_STRANGERS) {
          refuse(socket, "too many connections");
          continue;
        }
        open.add(socket);
        Daemon.start("mpj-lda-bootstrap-connection", () -> serve(socket));
      }
    } catch (IOException e) {
      // Closed: all ranks are in, or the run has ended.
    }
  }

  private void serve(Socket socket) {
    try {
      socket.setSoTimeout(READ_MILLIS);
      // Not closed here: an accepted rank waits for its answer on this socket.
      DataInputStream in = new DataInputStream(socket.getInputStream());
      // The expected length and nothing else: readUTF would wait for up to 64 KiB of a stranger's.
      if (in.readUnsignedShort() != HELLO.length()
          || !new String(in.readNBytes(HELLO.length()), StandardCharsets.UTF_8).equals(HELLO)) {
        refuse(socket, "it does not speak MPJ Express's protocol");
        return;
      }
      int writePort = in.readInt();
      int readPort = in.readInt();
      register(socket, in.readInt(), writePort, readPort);
    } catch (IOException e) {
      refuse(socket, "it said nothing that could be understood (" + e.getMessage() + ")");
    }
  }

  private synchronized void register(Socket socket, int rank, int writePort, int readPort) {
    if (rank < 0 || rank >= registrations.length) {
      refuse(socket, "it calls itself rank " + rank + " of " + registrations.length);
    } else if (!expected.test(rank, socket.getInetAddress())) {
      refuse(socket, "rank " + rank + " is not expected from there");
    } else if (registrations[rank] != null) {
      refuse(socket, "rank " + rank + " is here already");
    } else if (!isPort(writePort) || !isPort(readPort)) {
      refuse(socket, "its ports are " + writePort + " and " + readPort);
    } else {
      registrations[rank] = new Registration(socket, writePort, readPort);
      missing--;
      if (missing == 0) {
        answer();
      }
    }
  }

  private void answer() {
    // Nobody else is expected, and the answer needs no open port.
    closeQuietly(server);
    StringBuilder table = new StringBuilder("#Peer Information;");
    for (int rank = 0; rank < registrations.length; rank++) {
      Registration r = registrations[rank];
      if (r != null) {
        table.append(r.socket().getInetAddress().getHostAddress());
        table.append('@').append(r.readPort()).append('@').append(r.writePort());
        table.append('@').append(rank).append("@0;");
      }
    }
    for (Registration r : registrations) {
      if (r != null) {
        answer(r.socket(), table.toString());
      }
    }
    close();
  }

  private void answer(Socket socket, String table) {
    try {
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeUTF(table);
      out.flush();
    } catch (IOException e) {
      log.accept("A rank has gone before all ranks had met: " + e.getMessage());
    }
    open.remove(socket);
    closeQuietly(socket);
  }

  private void refuse(Socket socket, String reason) {
    if (!server.isClosed()) {
      log.accept("Closed a connection from " + socket.getRemoteSocketAddress() + ": " + reason);
    }
    open.remove(socket);
    closeQuietly(socket);
  }

  private static boolean isPort(int port) {
    return port > 0 && port < 1 << 16;
  }

  private static void closeQuietly(@Nullable AutoCloseable closeable) {
    try {
      if (closeable != null) {
        closeable.close();
      }
    } catch (Exception e) {
      // It is not used any more.
    }
  }
}
