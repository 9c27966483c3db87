package mpjlda.cluster.comm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds out whether the other end of a loopback connection is in this very process, by the system's
 * tables: any user of the machine can connect to a port of it, and no user can have this process's
 * sockets.
 */
final class SocketOwner {
  /** Dual-stack sockets are in the second. */
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));

  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  /** Columns of a table's line. */
  private static final int LOCAL = 1;

  private static final int REMOTE = 2;
  private static final int INODE = 9;

  private SocketOwner() {}

  /** The loopback interface's address, whatever the preferred protocol. */
  static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  /**
   * Looks for the other end among this process's open files.
   *
   * @param accepted at the address of {@link #loopback}
   */
  static boolean isThisProcess(Socket accepted) throws IOException {
    if (!accepted.getInetAddress().equals(loopback())) {
      return false;
    }
    Optional<String> inode = inode(accepted.getPort(), accepted.getLocalPort());
    return inode.isPresent() && isOpen("socket:[" + inode.get() + "]");
  }

  /** Of the socket from one port of the loopback address to another. */
  private static Optional<String> inode(int from, int to) throws IOException {
    String local = place(from);
    String remote = place(to);
    for (Path table : TABLES) {
      if (Files.exists(table)) {
        for (String line : Files.readAllLines(table)) {
          String[] columns = line.strip().split(" +", -1);
          if (columns.length > INODE
              && columns[LOCAL].endsWith(local)
              && columns[REMOTE].endsWith(remote)) {
            return Optional.of(columns[INODE]);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** As the tables show it: 127.0.0.1 in little endian. */
  private static String place(int port) {
    return String.format(Locale.ROOT, "0100007F:%04X", port);
  }

  private static boolean isOpen(String name) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(OPEN_FILES)) {
      for (Path file : files) {
        try {
          if (Files.readSymbolicLink(file).toString().equals(name)) {
            return true;
          }
        } catch (IOException e) {
          // It was closed meanwhile.
        }
      }
    }
    return false;
  }
}
