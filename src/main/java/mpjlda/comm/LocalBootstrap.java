package mpjlda.comm;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
 * by rank. In between the library's listening sockets are replaced ({@link DeviceListeners}) and
 * the {@link Membership.Meeting} is held. The port is one of the loopback interface, open for
 * milliseconds, and takes one connection.
 */
final class LocalBootstrap implements AutoCloseable {
  private static final String HELLO = "Sending Info";

  private final Membership membership;
  private final ServerSocket server;
  private volatile @Nullable Throwable failure;

  LocalBootstrap(Membership membership) throws IOException {
    this.membership = membership;
    this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "mpj-bootstrap");
    thread.setDaemon(true);
    thread.start();
  }

  String address() {
    return server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
  }

  /** Why there was no meeting, if that is known here. */
  @Nullable Throwable failure() {
    return failure;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      // It is not used any more.
    }
  }

  private void serve() {
    try (Socket socket = server.accept()) {
      close();
      DataInputStream in = new DataInputStream(socket.getInputStream());
      if (in.readUnsignedShort() != HELLO.length()
          || !new String(in.readNBytes(HELLO.length()), StandardCharsets.UTF_8).equals(HELLO)) {
        throw new IOException("MPJ Express's protocol is not that of version 0.44");
      }
      int writePort = in.readInt();
      int readPort = in.readInt();
      int rank = in.readInt();
      if (rank != membership.rank()) {
        throw new IOException("rank " + rank + " in place of " + membership.rank());
      }
      Endpoint own = DeviceListeners.replace(membership.listen(), readPort, writePort);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeUTF(table(membership.meeting().exchange(own)));
      out.flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      failure = e;
    }
  }

  static String table(List<Endpoint> peers) {
    StringBuilder table = new StringBuilder("#Peer Information;");
    for (int rank = 0; rank < peers.size(); rank++) {
      Endpoint peer = peers.get(rank);
      table.append(peer.address()).append('@').append(peer.readPort());
      table.append('@').append(peer.writePort()).append('@').append(rank).append("@0;");
    }
    return table.toString();
  }
}
