package mpjlda.comm;

/**
 * Where a rank listens while the ranks meet.
 *
 * @param address as text, reachable for all other ranks
 * @param readPort on which it takes the connections that it will read from
 * @param writePort on which it takes the connections that it will write to
 */
public record Endpoint(String address, int readPort, int writePort) {
  public Endpoint {
    requirePort(readPort);
    requirePort(writePort);
  }

  private static void requirePort(int port) {
    if (port < 1 || port >= 1 << 16) {
      throw new IllegalArgumentException("no port: " + port);
    }
  }
}
