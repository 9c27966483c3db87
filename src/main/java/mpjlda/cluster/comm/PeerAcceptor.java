package mpjlda.cluster.comm;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import mpjlda.core.errors.LdaException;

/**
 * The one port on which a rank accepts the connections of the ranks above it. All others are
 * refused: by their address, if no rank is there; without the right {@link Handshake}; or after
 * some seconds of silence. Strangers, however many, keep no rank out.
 */
final class PeerAcceptor implements AutoCloseable {
  private static final int BACKLOG = 1024;
  private static final int MOST_VISITORS = 256;
  private static final long POLL_MILLIS = 1_000;
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final ServerSocketChannel server;
  private final Endpoint endpoint;
  private final Consumer<String> refused;
  private final List<Visitor> visitors = new ArrayList<>();

  /** A connection whose handshake is not complete. */
  private record Visitor(SocketChannel channel, String from, ByteBuffer said, long since) {}

  /**
   * @param refused receives the address of each refused connection, and why
   * @throws LdaException (69) if no port of the range is free
   */
  PeerAcceptor(WorldMembership.ListenAt listen, Consumer<String> refused) throws IOException {
    this.refused = refused;
    this.server = ServerSocketChannel.open();
    bind(listen);
    this.endpoint = Endpoint.at((InetSocketAddress) server.getLocalAddress());
  }

  private void bind(WorldMembership.ListenAt listen) throws IOException {
    IOException last = new IOException("no port");
    for (int port = listen.firstPort(); port <= listen.lastPort(); port++) {
      try {
        server.bind(new InetSocketAddress(listen.address(), port), BACKLOG);
        return;
      } catch (IOException e) {
        last = e;
      }
    }
    server.close();
    throw LdaException.unavailable(
        "No free port from %d to %d on %s for the other ranks to connect to (%s). Each rank of a host needs one: widen --ports."
            .formatted(
                listen.firstPort(),
                listen.lastPort(),
                listen.address().getHostAddress(),
                last.getMessage()));
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /**
   * Waits until all ranks above this one are here.
   *
   * @param peers all ranks' endpoints, this one's included
   * @return both connections of each
   */
  List<PeerConnection> accept(int rank, List<Endpoint> peers) throws IOException {
    List<PeerConnection> links = new ArrayList<>();
    Set<String> addresses = peers.stream().map(Endpoint::address).collect(Collectors.toSet());
    int expected = 2 * (peers.size() - 1 - rank);
    try (Selector selector = Selector.open()) {
      server.configureBlocking(false);
      server.register(selector, SelectionKey.OP_ACCEPT);
      Set<Handshake> here = new HashSet<>();
      while (links.size() < expected) {
        selector.select(POLL_MILLIS);
        receive(selector, addresses);
        for (Iterator<Visitor> each = visitors.iterator(); each.hasNext(); ) {
          Visitor visitor = each.next();
          Optional<Handshake> handshake = read(visitor);
          if (handshake.isPresent() && belongs(handshake.get(), rank, peers, here)) {
            each.remove();
            links.add(admit(visitor, handshake.get(), peers));
          } else if (handshake.isPresent() || isOver(visitor)) {
            each.remove();
            refuse(visitor.channel(), visitor.from(), "it is no rank of this run");
          }
        }
        selector.selectedKeys().clear();
      }
    } finally {
      visitors.forEach(visitor -> close(visitor.channel()));
    }
    return links;
  }

  private void receive(Selector selector, Set<String> addresses) throws IOException {
    for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
      SocketAddress remote = channel.getRemoteAddress();
      String from = ((InetSocketAddress) remote).getAddress().getHostAddress();
      if (!addresses.contains(from)) {
        refuse(channel, from, "no rank of this run is there");
        continue;
      }
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      visitors.add(
          new Visitor(channel, from, ByteBuffer.allocate(Handshake.BYTES), System.nanoTime()));
      if (visitors.size() > MOST_VISITORS) {
        Visitor first = visitors.remove(0);
        refuse(first.channel(), first.from(), "it is no rank of this run");
      }
    }
  }

  /** The visitor's handshake, if it is complete. */
  private Optional<Handshake> read(Visitor visitor) {
    try {
      if (visitor.channel().read(visitor.said()) < 0) {
        visitor.channel().close();
      }
    } catch (IOException e) {
      close(visitor.channel());
    }
    if (visitor.said().hasRemaining() || !visitor.channel().isOpen()) {
      return Optional.empty();
    }
    // Wrong words count as a handshake too, of no rank.
    return Optional.of(
        Handshake.parse(endpoint, visitor.said().flip()).orElse(new Handshake(-1, false)));
  }

  private static boolean isOver(Visitor visitor) {
    return !visitor.channel().isOpen() || System.nanoTime() - visitor.since() > SILENCE_NANOS;
  }

  /** A rank above this one, with a connection that it does not have yet. */
  private static boolean belongs(
      Handshake handshake, int rank, List<Endpoint> peers, Set<Handshake> here) {
    return handshake.caller() > rank && handshake.caller() < peers.size() && here.add(handshake);
  }

  private static PeerConnection admit(Visitor visitor, Handshake handshake, List<Endpoint> peers)
      throws IOException {
    ByteBuffer answer = ByteBuffer.wrap(peers.get(handshake.caller()).tokenBytes());
    while (answer.hasRemaining()) {
      visitor.channel().write(answer);
    }
    return new PeerConnection(handshake.caller(), !handshake.callerReads(), visitor.channel());
  }

  private void refuse(SocketChannel channel, String from, String why) {
    close(channel);
    refused.accept(from + ": " + why);
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // It is not used any more.
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      // No rank connects any more.
    }
  }
}
