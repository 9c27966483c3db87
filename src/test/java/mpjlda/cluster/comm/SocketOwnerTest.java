package mpjlda.cluster.comm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;

/** Who is at the other end of a connection within the machine. */
class SocketOwnerTest {
  @Test
  void thisProcessIsKnown() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, SocketOwner.loopback());
        Socket plain = new Socket(SocketOwner.loopback(), server.getLocalPort());
        Socket first = server.accept();
        SocketChannel channel =
            SocketChannel.open(
                new InetSocketAddress(SocketOwner.loopback(), server.getLocalPort()));
        Socket second = server.accept()) {
      assertThat(plain.isConnected() && channel.isConnected()).isTrue();
      assertThat(SocketOwner.isThisProcess(first)).isTrue();
      assertThat(SocketOwner.isThisProcess(second)).isTrue();
    }
  }

  @Test
  void anotherProcessIsNot() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, SocketOwner.loopback())) {
      Process stranger =
          new ProcessBuilder(
                  "bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/" + server.getLocalPort() + "; cat <&3")
              .start();
      try (Socket accepted = server.accept()) {
        assertThat(SocketOwner.isThisProcess(accepted)).isFalse();
      } finally {
        stranger.destroyForcibly();
      }
    }
  }
}
