package mpjlda.app.doctor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import mpjlda.core.parallel.DaemonThreads;

/**
 * This program on a host that is being examined: reports its facts, listens on a port of its own,
 * and answers until its input ends.
 *
 * <pre>
 *   &gt; facts {…}
 *   &lt; clock                       &gt; clock 1767225600 123456789
 *   &lt; connect NAME ADDRESS PORT   &gt; connected NAME, or: failed NAME reason
 * </pre>
 *
 * Every line that it writes begins with {@link #MARK}; a login may write others.
 */
public final class HostPeer {
  static final String MARK = "mpj-lda-doctor:";
  static final String FACTS = "facts";
  static final String CLOCK = "clock";
  static final String CONNECT = "connect";
  static final String CONNECTED = "connected";
  static final String FAILED = "failed";

  private static final int BACKLOG = 256;
  private static final int CONNECT_MILLIS = 3_000;

  private final Machine machine;
  private final int firstPort;
  private final int lastPort;
  private final PrintWriter out;

  /**
   * @param firstPort to listen on; 0 for any that is free
   * @param lastPort inclusive
   */
  public HostPeer(Machine machine, int firstPort, int lastPort, PrintWriter out) {
    this.machine = machine;
    this.firstPort = firstPort;
    this.lastPort = lastPort;
    this.out = out;
  }

  /** Answers until the input ends. */
  public void run(BufferedReader in) throws IOException {
    try (ServerSocket server = listen()) {
      DaemonThreads.start("mpj-lda-doctor-accept", () -> accept(server));
      say(FACTS, HostFacts.of(machine, server.isBound() ? server.getLocalPort() : 0).encode());
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.strip().split(" ", -1);
        if (words[0].equals(CLOCK)) {
          Instant now = Instant.now();
          say(CLOCK, now.getEpochSecond() + " " + now.getNano());
        } else if (words[0].equals(CONNECT) && words.length == 4) {
          DaemonThreads.start(
              "mpj-lda-doctor-connect", () -> connect(words[1], words[2], words[3]));
        }
      }
    }
  }

  /** Listens on all addresses, as others may know this host by one that it does not know itself. */
  private ServerSocket listen() throws IOException {
    ServerSocket server = new ServerSocket();
    for (int port = firstPort; port <= lastPort && !server.isBound(); port++) {
      try {
        server.bind(new InetSocketAddress(port), BACKLOG);
      } catch (BindException e) {
        // Taken: the next one. Without any the facts say port 0.
      }
    }
    return server;
  }

  private void connect(String name, String address, String port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, Integer.parseInt(port)), CONNECT_MILLIS);
      socket.setSoTimeout(CONNECT_MILLIS);
      // The answer is checked: a firewall may accept in place of a host.
      if (socket.getInputStream().read() != MARK.charAt(0)) {
        say(FAILED, name + " something else answers at " + address + ":" + port);
        return;
      }
      say(CONNECTED, name);
    } catch (IOException | NumberFormatException e) {
      say(FAILED, name + " " + address + ":" + port + ": " + e.getMessage());
    }
  }

  private static void accept(ServerSocket server) {
    try {
      while (true) {
        try (Socket socket = server.accept()) {
          socket.getOutputStream().write(MARK.charAt(0));
        }
      }
    } catch (IOException e) {
      // Closed: the examination is over.
    }
  }

  private void say(String what, String more) {
    synchronized (out) {
      out.println(MARK + what + " " + more);
      out.flush();
    }
  }
}
