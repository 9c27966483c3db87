package mpjlda.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Both sides of an examination: this one with shell scripts for the other, then that one. */
class HostCallTest {
  private static final long MILLIS = 20_000;

  private static HostCall call(String script) throws IOException {
    return new HostCall(
        new ProcessBuilder("/bin/sh", "-c", script).redirectErrorStream(true).start());
  }

  @Test
  void aClockAnHourAheadIsSeenAsSuch() throws Exception {
    // Whole seconds only: half a second is the middle.
    String hour =
        "while read -r word; do echo \"mpj-lda-doctor:clock $(($(date +%s) + 3600)) 500000000\";"
            + " done";
    try (HostCall call = call(hour)) {
      ClockOffset offset = call.clock(MILLIS);
      assertThat(offset.millis()).isCloseTo(3.6e6, within(500 + offset.uncertainty()));
    }
  }

  @Test
  void whatALoginSaysIsPassedOver() throws Exception {
    String facts =
        "echo Welcome; echo 'mpj-lda-doctor:facts "
            + "{\"hostName\":\"far\",\"javaVersion\":\"21\",\"processors\":3,\"memory\":4,"
            + "\"freeMemory\":5,\"openFiles\":6,\"processes\":7,\"lockedMemory\":8,"
            + "\"portsFree\":9,\"portsTried\":10,\"port\":11,\"checks\":[]}'; cat >/dev/null";
    try (HostCall call = call(facts)) {
      HostFacts found = call.facts(MILLIS);
      assertThat(found.hostName()).isEqualTo("far");
      assertThat(found.port()).isEqualTo(11);
    }
  }

  @Test
  void theLastWordsOfAPeerThatEndsAreTold() throws Exception {
    try (HostCall call = call("echo no such class; exit 1")) {
      assertThatThrownBy(() -> call.facts(MILLIS))
          .isInstanceOf(HostCall.NoAnswerException.class)
          .hasMessage("this program there ended: no such class");
    }
  }

  @Test
  void aSilentPeerIsNotWaitedForLongerThanSaid() throws Exception {
    try (HostCall call = call("cat >/dev/null")) {
      assertThatThrownBy(() -> call.facts(100)).hasMessageContaining("does not answer");
      assertThat(call.connect(Map.of("other", "127.0.0.1 1"), 100))
          .containsOnlyKeys("other")
          .hasEntrySatisfying("other", reason -> assertThat(reason).contains("no answer"));
    }
  }

  @Test
  void aPeerConnectsToAnotherAndTellsWhereItCannot() throws Exception {
    int closed;
    try (ServerSocket free = new ServerSocket(0)) {
      closed = free.getLocalPort();
    }
    try (ServerSocket mute = new ServerSocket(0);
        Peer one = new Peer(0, 0);
        Peer two = new Peer(0, 0)) {
      one.facts();
      int port = two.facts().port();
      one.say("connect two 127.0.0.1 " + port);
      assertThat(one.line()).isEqualTo("mpj-lda-doctor:connected two");
      one.say("connect two 127.0.0.1 " + closed);
      assertThat(one.line()).startsWith("mpj-lda-doctor:failed two 127.0.0.1:" + closed + ": ");
      one.say("connect two 127.0.0.1 " + mute.getLocalPort());
      assertThat(one.line()).startsWith("mpj-lda-doctor:failed two ");
    }
  }

  @Test
  void aPeerListensOnlyOnThePortsThatItMayUse() throws Exception {
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(0));
      try (Peer peer = new Peer(taken.getLocalPort(), taken.getLocalPort())) {
        assertThat(peer.facts().port()).isZero();
      }
    }
  }

  /** A {@link HostPeer} on a thread of this process. */
  private static final class Peer implements AutoCloseable {
    private final PrintWriter in;
    private final BufferedReader out;

    Peer(int firstPort, int lastPort) throws IOException {
      Pipe toPeer = Pipe.open();
      Pipe fromPeer = Pipe.open();
      in = new PrintWriter(Channels.newOutputStream(toPeer.sink()), true);
      out = reader(fromPeer);
      BufferedReader hears = reader(toPeer);
      PrintWriter writer = new PrintWriter(Channels.newOutputStream(fromPeer.sink()), true);
      Thread thread =
          new Thread(
              () -> {
                try {
                  new HostPeer(MachineProbe.look(), firstPort, lastPort, writer).run(hears);
                } catch (IOException e) {
                  writer.println(e);
                }
              });
      thread.setDaemon(true);
      thread.start();
    }

    private static BufferedReader reader(Pipe pipe) {
      return new BufferedReader(Channels.newReader(pipe.source(), StandardCharsets.UTF_8));
    }

    HostFacts facts() throws IOException {
      String line = line();
      assertThat(line).startsWith("mpj-lda-doctor:facts ");
      return HostFacts.parse(line.substring("mpj-lda-doctor:facts ".length()));
    }

    String line() throws IOException {
      return String.valueOf(out.readLine());
    }

    void say(String line) {
      in.println(line);
    }

    @Override
    public void close() {
      in.close();
    }
  }
}
