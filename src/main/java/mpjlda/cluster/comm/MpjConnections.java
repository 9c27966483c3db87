package mpjlda.cluster.comm;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Vector;

/**
 * Gives MPJ Express the connections between the ranks, made elsewhere, in place of those that it
 * would make itself. Its own way ({@code xdev.niodev.NIODevice.init}, {@code doAccept}) is to
 * listen on all interfaces on two random ports from 25000 to 39999, and to accept any connection
 * for a rank. While it waits for the answer of its bootstrap server its sockets are closed, and the
 * connections put, by reflection, where it looks for them next; it is then told of no rank that it
 * should connect to.
 */
final class MpjConnections {
  /** As the library has them. */
  private static final int BUFFER_BYTES = 512 << 10;

  private MpjConnections() {}

  /** Closes the library's own sockets to connections. */
  static void closeListeners() throws IOException {
    try {
      Object device = device();
      for (String field : new String[] {"writableServerChannel", "readableServerChannel"}) {
        ((ServerSocketChannel) DeviceWatch.field(device, field).get(device)).close();
      }
      // A closed channel listens until the selector has seen it.
      selector(device).selectNow();
    } catch (ReflectiveOperationException e) {
      throw unknown(e);
    }
  }

  /**
   * @param links both connections of each other rank
   */
  static void handOver(List<PeerConnection> links) throws IOException {
    try {
      Object device = device();
      for (PeerConnection link : links) {
        SocketChannel channel = link.channel();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_BYTES);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
        channel.configureBlocking(!link.forReading());
        if (link.forReading()) {
          channel.register(selector(device), SelectionKey.OP_READ);
        }
        channels(device, link.forReading() ? "readableChannels" : "writableChannels").add(channel);
      }
    } catch (ReflectiveOperationException e) {
      throw unknown(e);
    }
  }

  private static Selector selector(Object device) throws ReflectiveOperationException {
    return (Selector) DeviceWatch.field(device, "selector").get(device);
  }

  @SuppressWarnings({"unchecked", "JdkObsolete"})
  private static Vector<SocketChannel> channels(Object device, String field)
      throws ReflectiveOperationException {
    return (Vector<SocketChannel>) DeviceWatch.field(device, field).get(device);
  }

  private static Object device() throws ReflectiveOperationException, IOException {
    Object device = DeviceWatch.device();
    if (device == null) {
      throw new IOException("MPJ Express has not started its socket device");
    }
    return device;
  }

  private static IOException unknown(ReflectiveOperationException e) {
    return new IOException("MPJ Express's socket device is not that of version 0.44", e);
  }
}
