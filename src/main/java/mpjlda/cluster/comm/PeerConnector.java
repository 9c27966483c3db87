package mpjlda.cluster.comm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** Connects a rank to those below it, which wait at their {@link PeerAcceptor}s. */
final class PeerConnector {
  private static final int ATTEMPTS = 4;
  private static final int CONNECT_MILLIS = 8_000;
  private static final long PAUSE_MILLIS = 500;

  /** The other rank may have a processor to itself only now and then. */
  private static final int ANSWER_MILLIS = 45_000;

  private PeerConnector() {}

  /**
   * Makes both connections to each rank below this one.
   *
   * @param peers all ranks' endpoints, this one's included
   * @throws PeerLostException that says which rank cannot be reached where
   */
  static List<PeerConnection> connect(int rank, List<Endpoint> peers) throws InterruptedException {
    List<PeerConnection> links = new ArrayList<>();
    for (int other = 0; other < rank; other++) {
      for (boolean reads : new boolean[] {true, false}) {
        links.add(
            new PeerConnection(other, reads, connect(new Handshake(rank, reads), other, peers)));
      }
    }
    return links;
  }

  private static SocketChannel connect(Handshake handshake, int other, List<Endpoint> peers)
      throws InterruptedException {
    Endpoint own = peers.get(handshake.caller());
    for (int attempt = 1; ; attempt++) {
      try {
        return connect(handshake, own, peers.get(other));
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw new PeerLostException(
              "rank %d, at %s, cannot connect to rank %d at %s: %s"
                  .formatted(
                      handshake.caller(),
                      own.address(),
                      other,
                      peers.get(other).place(),
                      e.getMessage()),
              e);
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  private static SocketChannel connect(Handshake handshake, Endpoint own, Endpoint callee)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      // By this address the other knows whom it may expect.
      channel.bind(new InetSocketAddress(InetAddress.getByName(own.address()), 0));
      channel
          .socket()
          .connect(
              new InetSocketAddress(InetAddress.getByName(callee.address()), callee.port()),
              CONNECT_MILLIS);
      ByteBuffer words = handshake.to(callee);
      while (words.hasRemaining()) {
        channel.write(words);
      }
      channel.socket().setSoTimeout(ANSWER_MILLIS);
      byte[] answer = channel.socket().getInputStream().readNBytes(Endpoint.TOKEN_BYTES);
      if (!MessageDigest.isEqual(answer, own.tokenBytes())) {
        throw new IOException("what listens there is no rank of this run");
      }
      channel.socket().setSoTimeout(0);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }
}
