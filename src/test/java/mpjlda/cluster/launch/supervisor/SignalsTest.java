package mpjlda.cluster.launch.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The process sends itself signals: only those that would not end it if a test failed. */
class SignalsTest {
  private final BlockingQueue<Signals.Received> received = new LinkedBlockingQueue<>();

  @ParameterizedTest
  @CsvSource({"URG, 23", "WINCH, 28"})
  void signalIsTakenOverAndGivenBack(String name, int number) throws Exception {
    try (Signals signals = Signals.take(List.of(name), received::add)) {
      assertThat(signals).isNotNull();
      send(name);
      assertThat(received.poll(10, TimeUnit.SECONDS))
          .isEqualTo(new Signals.Received(name, number))
          .hasToString("SIG" + name);
    }
    received.clear();
    send(name);
    assertThat(received.poll(300, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void signalThatCannotBeHadIsLeftOut() throws Exception {
    try (Signals signals =
        Signals.take(List.of("KILL", "SEGV", "NOSUCH", "WINCH"), received::add)) {
      assertThat(signals).isNotNull();
      send("WINCH");
      assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo(new Signals.Received("WINCH", 28));
    }
  }

  private static void send(String name) throws Exception {
    String own = Long.toString(ProcessHandle.current().pid());
    new ProcessBuilder("kill", "-s", name, own).start().waitFor();
  }
}
