package mpjlda.cluster.comm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import mpjlda.core.errors.LdaException;
import mpjlda.it.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How ranks get in and strangers do not; all on the loopback interface, of which 127.0.0.2 is too.
 */
class PeerAcceptorTest {
  private static final int RANKS = 3;

  private final ConcurrentLinkedQueue<String> refused = new ConcurrentLinkedQueue<>();
  private final List<PeerAcceptor> gates = new ArrayList<>();
  private final List<Endpoint> peers = new ArrayList<>();
  private final List<AutoCloseable> toClose = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    for (int rank = 0; rank < RANKS; rank++) {
      PeerAcceptor acceptor = new PeerAcceptor(anyPort(), refused::add);
      gates.add(acceptor);
      peers.add(acceptor.endpoint());
    }
    toClose.addAll(gates);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : toClose) {
      each.close();
    }
  }

  private static WorldMembership.ListenAt anyPort() {
    return WorldMembership.ListenAt.anyPort(InetAddress.getLoopbackAddress());
  }

  private CompletableFuture<List<PeerConnection>> acceptor(int rank) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return gates.get(rank).accept(rank, peers);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        },
        task -> new Thread(task).start());
  }

  private List<PeerConnection> keep(List<PeerConnection> links) {
    links.forEach(link -> toClose.add(link.channel()));
    return links;
  }

  private Socket stranger(String from, byte[] words) throws IOException {
    Socket socket = new Socket();
    toClose.add(socket);
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), peers.get(0).port()), 5000);
    socket.getOutputStream().write(words);
    return socket;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] all = new byte[buffer.remaining()];
    buffer.get(all);
    return all;
  }

  @Test
  void everyRankGetsTwoConnectionsToEachOtherOne() throws Exception {
    List<CompletableFuture<List<PeerConnection>>> above =
        List.of(acceptor(0), acceptor(1), acceptor(2));
    List<List<PeerConnection>> all = new ArrayList<>();
    for (int rank = 0; rank < RANKS; rank++) {
      all.add(new ArrayList<>(keep(PeerConnector.connect(rank, peers))));
    }
    for (int rank = 0; rank < RANKS; rank++) {
      all.get(rank).addAll(keep(above.get(rank).get(Await.HANG.toSeconds(), TimeUnit.SECONDS)));
    }

    Set<String> seen = new HashSet<>();
    for (int rank = 0; rank < RANKS; rank++) {
      for (PeerConnection link : all.get(rank)) {
        seen.add(rank + (link.forReading() ? " reads " : " writes ") + link.peer());
        if (!link.forReading()) {
          link.channel().write(ByteBuffer.wrap(new byte[] {(byte) (10 * rank + link.peer())}));
        }
      }
    }
    assertThat(seen).hasSize(RANKS * (RANKS - 1) * 2);
    for (int rank = 0; rank < RANKS; rank++) {
      for (PeerConnection link : all.get(rank)) {
        if (link.forReading()) {
          ByteBuffer one = ByteBuffer.allocate(1);
          link.channel().configureBlocking(true);
          link.channel().read(one);
          assertThat(one.get(0)).isEqualTo((byte) (10 * link.peer() + rank));
        }
      }
    }
    assertThat(refused).isEmpty();
  }

  @Test
  void strangersAreTurnedAwayAndKeepNobodyOut() throws Exception {
    String here = "127.0.0.1";
    byte[] right = bytes(new Handshake(1, true).to(peers.get(0)));
    byte[] ownRank = bytes(new Handshake(0, true).to(peers.get(0)));
    byte[] tooHigh = bytes(new Handshake(RANKS, true).to(peers.get(0)));
    byte[] otherToken = bytes(new Handshake(1, true).to(peers.get(1)));
    stranger(
        here,
        "GET / HTTP/1.0\r\nHost: of many letters\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    stranger(here, ownRank);
    stranger(here, tooHigh);
    stranger(here, otherToken);
    stranger("127.0.0.2", right);
    for (int i = 0; i < 300; i++) {
      stranger(here, new byte[] {'m'});
    }
    CompletableFuture<List<PeerConnection>> above = acceptor(0);
    keep(PeerConnector.connect(1, peers));
    // The same rank a second time is a stranger as well.
    Socket second = stranger(here, right);
    assertThat(second.getInputStream().read()).isEqualTo(-1);
    CompletableFuture<List<PeerConnection>> aboveOne = acceptor(1);
    keep(PeerConnector.connect(2, peers));

    assertThat(keep(above.get(Await.HANG.toSeconds(), TimeUnit.SECONDS))).hasSize(4);
    assertThat(keep(aboveOne.get(Await.HANG.toSeconds(), TimeUnit.SECONDS))).hasSize(2);
    assertThat(refused)
        .contains("127.0.0.2: no rank of this run is there")
        .contains("127.0.0.1: it is no rank of this run")
        .hasSizeGreaterThanOrEqualTo(6);
  }

  @Test
  void whoeverAnswersWithoutTheTokenIsNoRank() throws Exception {
    try (ServerSocket impostor = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread answers =
          new Thread(
              () -> {
                try {
                  while (true) {
                    Socket socket = impostor.accept();
                    socket.getOutputStream().write(new byte[Endpoint.TOKEN_BYTES]);
                  }
                } catch (IOException e) {
                  // The test is over.
                }
              });
      answers.start();
      peers.set(0, new Endpoint("127.0.0.1", impostor.getLocalPort(), peers.get(0).token()));
      assertThatThrownBy(() -> PeerConnector.connect(1, peers))
          .isInstanceOf(PeerLostException.class)
          .hasMessageContaining("rank 1, at 127.0.0.1, cannot connect to rank 0 at 127.0.0.1 port ")
          .hasMessageContaining("what listens there is no rank of this run");
    }
  }

  @Test
  void noFreePortIsToldWithTheRange() {
    int taken = peers.get(0).port();
    assertThatThrownBy(
            () ->
                new PeerAcceptor(
                    new WorldMembership.ListenAt(InetAddress.getLoopbackAddress(), taken, taken),
                    refused::add))
        .isInstanceOfSatisfying(LdaException.class, e -> assertThat(e.exitCode()).isEqualTo(69))
        .hasMessageContaining("No free port from " + taken + " to " + taken + " on 127.0.0.1");
  }
}
