package mpjlda.comm;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import mpjlda.errors.LdaException;

/**
 * The two sockets on which a rank's MPJ Express waits for the other ranks. The library binds them
 * to all interfaces and random ports from 25000 to 39999 ({@code xdev.niodev.NIODevice.bindPort})
 * and knows no setting for that. While it waits for the answer of its bootstrap server and before
 * it accepts anything, they are replaced by sockets on the chosen address and ports, by reflection.
 * The library closes them when all ranks are connected.
 */
final class DeviceListeners {
  private DeviceListeners() {}

  /**
   * @param readPort the library's own
   * @param writePort the library's own
   * @return where this rank listens now; the library's own ports if its device is not the one that
   *     is known here
   * @throws LdaException (69) if no port of the range is free
   */
  static Endpoint replace(Membership.ListenAt listen, int readPort, int writePort)
      throws IOException {
    String address = listen.address().getHostAddress();
    try {
      Object device = DeviceWatch.device();
      if (device == null) {
        return new Endpoint(address, readPort, writePort);
      }
      Selector selector = (Selector) DeviceWatch.field(device, "selector").get(device);
      int write = replace(device, "writableServerChannel", selector, listen);
      DeviceWatch.field(device, "wport").setInt(device, write);
      // By this port the library tells the two apart.
      DeviceWatch.field(device, "my_server_port").setInt(device, write);
      int read = replace(device, "readableServerChannel", selector, listen);
      DeviceWatch.field(device, "rport").setInt(device, read);
      return new Endpoint(address, read, write);
    } catch (ReflectiveOperationException e) {
      return new Endpoint(address, readPort, writePort);
    }
  }

  private static int replace(
      Object device, String field, Selector selector, Membership.ListenAt listen)
      throws IOException, ReflectiveOperationException {
    ServerSocketChannel own = (ServerSocketChannel) DeviceWatch.field(device, field).get(device);
    ServerSocketChannel other = ServerSocketChannel.open();
    other.configureBlocking(false);
    bind(other, listen);
    other.register(selector, SelectionKey.OP_ACCEPT);
    DeviceWatch.field(device, field).set(device, other);
    own.close();
    return other.socket().getLocalPort();
  }

  private static void bind(ServerSocketChannel channel, Membership.ListenAt listen)
      throws IOException {
    IOException last = new IOException("no port");
    for (int port = listen.firstPort(); port <= listen.lastPort(); port++) {
      try {
        channel.bind(new InetSocketAddress(listen.address(), port));
        return;
      } catch (IOException e) {
        last = e;
      }
    }
    channel.close();
    throw LdaException.unavailable(
        "No free port from %d to %d on %s for the other ranks to connect to (%s). Each rank needs two: widen --ports."
            .formatted(
                listen.firstPort(),
                listen.lastPort(),
                listen.address().getHostAddress(),
                last.getMessage()));
  }
}
