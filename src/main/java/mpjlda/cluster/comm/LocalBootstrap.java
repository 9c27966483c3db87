package mpjlda.cluster.comm;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import mpjlda.core.parallel.DaemonThreads;
import org.jspecify.annotations.Nullable;

/**
 * Serves MPJ Express's own meeting protocol to the library within this process, so that no port for
 * it is open on the network ({@code xdev.niodev.NIODevice.init} with {@code
 * runtime.starter.MPJRun.collectPortInfo}). The library connects and sends
 *
 * <pre>UTF "Sending Info", int writePort, int readPort, int rank</pre>
 *
 * and is sent
 *
 * <pre>UTF "#Peer Information;IP@readPort@writePort@rank@0;…"</pre>
 *
 * of all ranks. In between the {@link WorldMembership.Meeting} is held, the ranks are connected
 * ({@link PeerAcceptor}, {@link PeerConnector}) and the library is given the connections ({@link
 * MpjConnections}). The port is one of the loopback interface, open for milliseconds. The library's
 * connection is the one that comes from this process ({@link SocketOwner}); all others are closed.
 */
final class LocalBootstrap implements AutoCloseable {
  /** Strangers must not keep the library out. */
  private static final int BACKLOG = 1024;

  private static final String HELLO = "Sending Info";

  private final WorldMembership membership;
  private final ServerSocket server;
  private volatile @Nullable Socket library;

  LocalBootstrap(WorldMembership membership) throws IOException {
    this.membership = membership;
    this.server = new ServerSocket(0, BACKLOG, SocketOwner.loopback());
    DaemonThreads.start("mpj-bootstrap", this::serve);
  }

  String address() {
    return server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.close();
      Socket accepted = library;
      if (accepted != null) {
        accepted.close();
      }
    } catch (IOException e) {
      // It is not used any more.
    }
  }

  /**
   * Whatever goes wrong is thrown on this thread, and ends the process as any such exception does.
   * The library is left waiting until then: told of an end, it would print where it was.
   */
  private void serve() {
    try {
      Socket socket = fromThisProcess();
      library = socket;
      DataInputStream in = new DataInputStream(socket.getInputStream());
      if (in.readUnsignedShort() != HELLO.length()
          || !new String(in.readNBytes(HELLO.length()), StandardCharsets.UTF_8).equals(HELLO)) {
        throw new IOException("MPJ Express's protocol is not that of version 0.44");
      }
      in.readInt();
      in.readInt();
      int rank = in.readInt();
      if (rank != membership.rank()) {
        throw new IOException("rank " + rank + " in place of " + membership.rank());
      }
      MpjConnections.closeListeners();
      MpjConnections.handOver(meet());
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeUTF(table(rank, membership.size()));
      out.flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new PeerLostException("the ranks could not meet: " + e.getMessage(), e);
    }
  }

  private Socket fromThisProcess() throws IOException {
    while (true) {
      Socket socket = server.accept();
      if (SocketOwner.isThisProcess(socket)) {
        return socket;
      }
      socket.close();
    }
  }

  /** Connects to those below and is connected to by those above, at the same time. */
  private List<PeerConnection> meet() throws IOException, InterruptedException {
    try (PeerAcceptor acceptor =
        new PeerAcceptor(membership.listen(), membership.meeting()::refused)) {
      List<Endpoint> peers = membership.meeting().exchange(acceptor.endpoint());
      FutureTask<List<PeerConnection>> above =
          new FutureTask<>(() -> acceptor.accept(membership.rank(), peers));
      DaemonThreads.start("mpj-acceptor", above);
      List<PeerConnection> links = new ArrayList<>(PeerConnector.connect(membership.rank(), peers));
      links.addAll(above.get());
      return links;
    } catch (ExecutionException e) {
      throw new IOException("the ranks above could not be let in", e.getCause());
    }
  }

  /** Every entry is the rank's own: to itself the library does not connect, and nothing is left. */
  static String table(int rank, int size) {
    return "#Peer Information;" + ("127.0.0.1@1@1@" + rank + "@0;").repeat(size);
  }
}
