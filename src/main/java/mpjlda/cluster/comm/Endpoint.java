package mpjlda.cluster.comm;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Where a rank listens while the ranks meet.
 *
 * @param address as text, reachable for all other ranks
 * @param token known to this run's ranks only, in {@value #TOKEN_BYTES} bytes as hexadecimal digits
 */
public record Endpoint(String address, int port, String token) {
  static final int TOKEN_BYTES = 16;

  public Endpoint {
    if (port < 1 || port >= 1 << 16) {
      throw new IllegalArgumentException("no port: " + port);
    }
    if (HexFormat.of().parseHex(token).length != TOKEN_BYTES) {
      throw new IllegalArgumentException("no token of " + TOKEN_BYTES + " bytes");
    }
  }

  /** With a new token. */
  static Endpoint at(InetSocketAddress socket) {
    byte[] token = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(token);
    return new Endpoint(
        socket.getAddress().getHostAddress(), socket.getPort(), HexFormat.of().formatHex(token));
  }

  byte[] tokenBytes() {
    return HexFormat.of().parseHex(token);
  }

  /** Without the token, for messages. */
  String place() {
    return address + " port " + port;
  }
}
