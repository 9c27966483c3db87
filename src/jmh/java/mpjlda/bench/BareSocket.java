package mpjlda.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import mpjlda.core.errors.LdaException;
import mpjlda.core.parallel.Communicator;
import mpjlda.core.parallel.DaemonThreads;

/**
 * One TCP connection between ranks 0 and 1, nothing above it: how fast bytes can go both ways at
 * once.
 */
final class BareSocket implements AutoCloseable {
  private final SocketChannel channel;
  private final ByteBuffer out;
  private final ByteBuffer in;

  private BareSocket(SocketChannel channel, int bytes) {
    this.channel = channel;
    this.out = ByteBuffer.allocateDirect(bytes);
    this.in = ByteBuffer.allocateDirect(bytes);
  }

  /** Called by both of two ranks. */
  static BareSocket connect(Communicator comm, String host, int bytes) {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      if (comm.rank() == 0) {
        server.bind(new InetSocketAddress(InetAddress.getByName(host), 0));
      }
      String own = comm.rank() == 0 ? host + ":" + server.socket().getLocalPort() : "";
      String place = new String(comm.broadcast(bytes(own)), StandardCharsets.US_ASCII);
      int colon = place.lastIndexOf(':');
      InetSocketAddress address =
          new InetSocketAddress(
              place.substring(0, colon), Integer.parseInt(place.substring(colon + 1)));
      SocketChannel channel = comm.rank() == 0 ? server.accept() : SocketChannel.open(address);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      return new BareSocket(channel, bytes);
    } catch (IOException e) {
      throw LdaException.unavailable("no connection between the ranks for a bare exchange: " + e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Sends all bytes and receives as many. */
  void exchange() {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    DaemonThreads.start("bare-sender", () -> send(sent));
    try {
      in.clear();
      while (in.hasRemaining()) {
        if (channel.read(in) < 0) {
          throw new EOFException("the other rank has closed");
        }
      }
    } catch (IOException e) {
      throw LdaException.failed("the bare exchange broke off: " + e.getMessage(), e);
    }
    sent.join();
  }

  private void send(CompletableFuture<Void> sent) {
    try {
      out.clear();
      while (out.hasRemaining()) {
        channel.write(out);
      }
      sent.complete(null);
    } catch (IOException e) {
      sent.completeExceptionally(e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw LdaException.failed("the bare connection does not close: " + e.getMessage(), e);
    }
  }
}
