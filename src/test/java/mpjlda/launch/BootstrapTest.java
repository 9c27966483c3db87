package mpjlda.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class BootstrapTest {
  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private final List<Socket> sockets = new ArrayList<>();
  private Bootstrap bootstrap = open(2);

  @AfterEach
  void close() throws IOException {
    bootstrap.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @Test
  void ranksAreToldOneAnothersPortsInTheOrderOfTheirRanks() throws IOException {
    Socket second = register(1, 30001, 30002);
    assertThat(bootstrap.missing()).containsExactly(0);
    Socket first = register(0, 25000, 39999);

    // The answer has read port, then write port; a rank sends them the other way round.
    String table = "#Peer Information;127.0.0.1@39999@25000@0@0;127.0.0.1@30002@30001@1@0;";
    assertThat(answer(first)).isEqualTo(table);
    assertThat(answer(second)).isEqualTo(table);
    assertThat(log).isEmpty();
    assertThat(bootstrap.missing()).isEmpty();
  }

  @Test
  void portClosesWhenAllAreIn() throws IOException {
    register(1, 30001, 30002);
    answer(register(0, 30003, 30004));

    assertPortCloses();
  }

  @Test
  void silentStrangerDelaysNobody() throws IOException {
    for (int i = 0; i < 20; i++) {
      connect();
    }
    Socket half = connect();
    half.getOutputStream().write(new byte[] {0, 12, 'S', 'e'});

    register(1, 30001, 30002);
    assertThat(answer(register(0, 30003, 30004))).startsWith("#Peer Information;");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.1\r\n\r\n", "\0\014Sending Inf0\0\0\0\0", "\377\377x"})
  void otherProtocolIsClosedAndLogged(String bytes) throws IOException {
    Socket stranger = connect();
    stranger.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));

    assertClosed(stranger);
    assertThat(log).singleElement().asString().contains("does not speak MPJ Express's protocol");
    assertRanksStillMeet();
  }

  @Test
  void closedBeforeItsEndIsLogged() throws IOException {
    Socket stranger = connect();
    stranger.getOutputStream().write(new byte[] {0, 12, 'S'});
    stranger.shutdownOutput();

    assertClosed(stranger);
    assertThat(log).singleElement().asString().contains("/127.0.0.1:" + stranger.getLocalPort());
    assertRanksStillMeet();
  }

  @Test
  void secondOfTheSameRankIsClosed() throws IOException {
    Socket first = register(0, 30001, 30002);
    assertClosed(register(0, 40001, 40002));

    assertThat(log).singleElement().asString().contains("rank 0 is here already");
    register(1, 30003, 30004);
    assertThat(answer(first)).contains("@30002@30001@0@0;").doesNotContain("4000");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 2, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void rankOutOfRangeIsClosed(int rank) throws IOException {
    assertClosed(send(rank, 30001, 30002));

    assertThat(log).singleElement().asString().contains("it calls itself rank " + rank + " of 2");
    assertRanksStillMeet();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -5, 65536})
  void impossiblePortIsClosed(int port) throws IOException {
    assertClosed(send(0, 30001, port));
    assertClosed(send(0, port, 30001));

    assertThat(log).hasSize(2).allMatch(line -> line.contains(Integer.toString(port)));
    assertRanksStillMeet();
  }

  @Test
  void unexpectedAddressIsClosed() throws IOException {
    bootstrap.close();
    bootstrap =
        Bootstrap.open(InetAddress.getLoopbackAddress(), 2, (rank, address) -> rank == 1, log::add);

    assertClosed(send(0, 30001, 30002));

    assertThat(log).singleElement().asString().contains("rank 0 is not expected from there");
    assertThat(bootstrap.missing()).containsExactly(0, 1);
    register(1, 30001, 30002);
    assertThat(bootstrap.missing()).containsExactly(0);
  }

  @Test
  void waitingRanksFailAtOnceWhenItCloses() throws IOException {
    Socket first = register(0, 30001, 30002);

    bootstrap.close();

    assertClosed(first);
    assertThat(log).isEmpty();
    assertPortCloses();
  }

  /** A thread that is in accept may hold the port for a moment after it was closed. */
  private void assertPortCloses() {
    long deadline = System.nanoTime() + 5_000_000_000L;
    while (System.nanoTime() < deadline) {
      try {
        connect().close();
      } catch (ConnectException e) {
        return;
      } catch (IOException e) {
        continue;
      }
    }
    throw new AssertionError("the port is still open");
  }

  private void assertRanksStillMeet() throws IOException {
    Socket first = register(0, 30001, 30002);
    register(1, 30003, 30004);
    assertThat(answer(first)).startsWith("#Peer Information;");
  }

  private Bootstrap open(int ranks) {
    return Bootstrap.open(
        InetAddress.getLoopbackAddress(), ranks, (rank, address) -> true, log::add);
  }

  private Socket connect() throws IOException {
    String address = bootstrap.address();
    int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
    Socket socket = new Socket("127.0.0.1", port);
    sockets.add(socket);
    return socket;
  }

  /** Sends as a rank does, and waits until it is in. */
  private Socket register(int rank, int writePort, int readPort) throws IOException {
    Socket socket = send(rank, writePort, readPort);
    try {
      for (int i = 0; i < 1000 && bootstrap.missing().contains(rank); i++) {
        Thread.sleep(5);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return socket;
  }

  private Socket send(int rank, int writePort, int readPort) throws IOException {
    Socket socket = connect();
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    out.writeUTF("Sending Info");
    out.writeInt(writePort);
    out.writeInt(readPort);
    out.writeInt(rank);
    out.flush();
    return socket;
  }

  private static String answer(Socket socket) throws IOException {
    socket.setSoTimeout(10_000);
    return new DataInputStream(socket.getInputStream()).readUTF();
  }

  private static void assertClosed(Socket socket) throws IOException {
    socket.setSoTimeout(10_000);
    try {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    } catch (SocketException e) {
      // Reset, as it had sent more than was read: closed as well.
      assertThat(e).hasMessageContaining("reset");
    }
  }
}
