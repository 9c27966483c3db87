package mpjlda.cluster.launch.protocol;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.function.Predicate;
import mpjlda.cluster.comm.WorldMembership.ListenAt;
import mpjlda.core.errors.LdaException;

/**
 * On which address and ports a rank is to listen for the others, told by the supervisor and found
 * out on the rank's host.
 *
 * @param value what {@code kind} says
 * @param firstPort 0 for any that is free
 * @param lastPort inclusive
 */
public record NetworkChoice(Kind kind, String value, int firstPort, int lastPort) {
  /** The source of the address. */
  public enum Kind {
    /** All ranks are on one host. */
    LOOPBACK,
    /** {@code value} is the address. */
    ADDRESS,
    /** {@code value} is an interface's name, or an address or network (10.1.0.0/16) of one. */
    INTERFACE,
    /** {@code value} names other hosts, with commas: the address from which they are reached. */
    ROUTE
  }

  private static final char SEPARATOR = ';';
  private static final int ANY_PORT_BUT_0 = 9;

  static NetworkChoice loopback() {
    return new NetworkChoice(Kind.LOOPBACK, "", 0, 0);
  }

  public String encode() {
    return kind.name() + SEPARATOR + firstPort + SEPARATOR + lastPort + SEPARATOR + value;
  }

  /** Reads what {@link #encode} wrote. */
  static NetworkChoice parse(String text) {
    String[] f = text.split(String.valueOf(SEPARATOR), 4);
    return new NetworkChoice(
        Kind.valueOf(f[0]), f[3], Integer.parseInt(f[1]), Integer.parseInt(f[2]));
  }

  /**
   * Asks this host.
   *
   * @throws LdaException (69) if there is no such address
   */
  public ListenAt resolve() {
    try {
      InetAddress address =
          switch (kind) {
            case LOOPBACK -> InetAddress.getLoopbackAddress();
            case ADDRESS -> InetAddress.getByName(value);
            case INTERFACE -> ofInterface();
            case ROUTE -> ofRoute();
          };
      return new ListenAt(address, firstPort, lastPort);
    } catch (IOException e) {
      throw LdaException.unavailable(
          "No address for the other ranks to reach this host (%s). Name one with --interface."
              .formatted(e.getMessage()));
    }
  }

  private InetAddress ofInterface() throws IOException {
    NetworkInterface named = NetworkInterface.getByName(value);
    Optional<InetAddress> found =
        named != null ? first(named, address -> true) : anywhere(inNetwork(value));
    return found.orElseThrow(
        () ->
            LdaException.unavailable(
                "%s has no network interface with the name or address %s (--interface), only: %s"
                    .formatted(HostName.local(), value, describeInterfaces())));
  }

  /** Nothing is sent: the kernel only says which address it would send from. */
  private InetAddress ofRoute() throws IOException {
    for (String host : value.split(",", -1)) {
      try (DatagramSocket socket = new DatagramSocket()) {
        InetAddress other = InetAddress.getByName(host);
        if (other.isLoopbackAddress()) {
          continue;
        }
        socket.connect(new InetSocketAddress(other, ANY_PORT_BUT_0));
        InetAddress own = socket.getLocalAddress();
        if (!own.isLoopbackAddress() && !own.isAnyLocalAddress()) {
          return own;
        }
      } catch (UnknownHostException | SocketException | java.io.UncheckedIOException e) {
        // Not from there: perhaps from another one.
      }
    }
    return anywhere(address -> true)
        .orElseThrow(() -> new IOException("it has no network interface"));
  }

  private static Optional<InetAddress> anywhere(Predicate<InetAddress> fits) throws IOException {
    for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      if (each.isUp() && !each.isLoopback()) {
        Optional<InetAddress> found = first(each, fits);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** IPv4 where there is both: more clusters route it. */
  private static Optional<InetAddress> first(NetworkInterface of, Predicate<InetAddress> fits) {
    return of.getInterfaceAddresses().stream()
        .map(InterfaceAddress::getAddress)
        .filter(address -> !address.isLinkLocalAddress() && fits.test(address))
        .min((a, b) -> a.getAddress().length - b.getAddress().length);
  }

  /** An address, or the first bits of one: {@code 10.1.0.0/16}. */
  static Predicate<InetAddress> inNetwork(String text) {
    if (!text.matches("[0-9A-Fa-f.:]+(/\\d{1,3})?")) {
      return address -> false;
    }
    try {
      int slash = text.indexOf('/');
      byte[] network =
          InetAddress.getByName(slash < 0 ? text : text.substring(0, slash)).getAddress();
      int bits = slash < 0 ? 8 * network.length : Integer.parseInt(text.substring(slash + 1));
      return address -> sameBits(address.getAddress(), network, bits);
    } catch (UnknownHostException e) {
      return address -> false;
    }
  }

  private static boolean sameBits(byte[] address, byte[] network, int bits) {
    int whole = Math.min(bits / 8, network.length);
    if (address.length != network.length || !Arrays.equals(address, 0, whole, network, 0, whole)) {
      return false;
    }
    int rest = bits - 8 * whole;
    return rest <= 0
        || whole == network.length
        || ((address[whole] ^ network[whole]) & 0xff) >> (8 - rest) == 0;
  }

  private static String describeInterfaces() {
    StringBuilder text = new StringBuilder();
    try {
      for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        for (InterfaceAddress address : each.getInterfaceAddresses()) {
          text.append(text.isEmpty() ? "" : ", ").append(each.getName()).append(' ');
          text.append(address.getAddress().getHostAddress());
        }
      }
    } catch (SocketException e) {
      text.append("none");
    }
    return text.toString();
  }
}
