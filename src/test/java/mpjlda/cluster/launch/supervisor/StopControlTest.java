package mpjlda.cluster.launch.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mpjlda.cluster.console.StableMessages;
import mpjlda.cluster.console.TerminalConsole;
import org.junit.jupiter.api.Test;

class StopControlTest {
  private static final Signals.Received TERM = new Signals.Received("TERM", 15);
  private static final Signals.Received INT = new Signals.Received("INT", 2);
  private static final Signals.Received XCPU = new Signals.Received("XCPU", 24);

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final List<String> asked = new ArrayList<>();
  private long now = 17;
  private final StopControl control =
      new StopControl(
          new TerminalConsole(
              System.out, new PrintStream(said, true, StandardCharsets.UTF_8), false, false),
          () -> now);

  @Test
  void firstSignalAsksAndTheSecondEnds() {
    control.attach(target("a"));
    assertThat(control.isRequested()).isFalse();

    control.receive(TERM);
    assertThat(asked).containsExactly("a request");
    assertThat(control.isRequested()).isTrue();
    assertThat(said()).isEqualTo("SIGTERM: " + StableMessages.STOPPING + "; again: at once\n");

    now += TimeUnit.MILLISECONDS.toNanos(300);
    control.receive(TERM);
    assertThat(asked).containsExactly("a request", "a abandon");
    assertThat(said()).endsWith("\nSIGTERM: stopping at once\n");

    now += TimeUnit.SECONDS.toNanos(9);
    control.receive(TERM);
    assertThat(asked).hasSize(2);
    assertThat(control.signal()).contains(TERM);
  }

  @Test
  void anotherSignalIsASecondOneHoweverSoon() {
    control.attach(target("a"));
    control.receive(TERM);
    control.receive(INT);

    assertThat(asked).containsExactly("a request", "a abandon");
    assertThat(control.signal()).contains(INT);
  }

  @Test
  void sameSignalToTheProcessAndItsGroupIsOne() {
    control.attach(target("a"));
    control.receive(TERM);
    now += TimeUnit.MILLISECONDS.toNanos(299);
    control.receive(TERM);

    assertThat(asked).containsExactly("a request");
  }

  @Test
  void cpuLimitThatTheKernelRepeatsIsOne() {
    control.attach(target("a"));
    for (int i = 0; i < 5; i++) {
      control.receive(XCPU);
      now += TimeUnit.SECONDS.toNanos(1);
    }
    assertThat(asked).containsExactly("a request");

    control.receive(TERM);
    assertThat(asked).containsExactly("a request", "a abandon");
  }

  @Test
  void nextAttemptIsToldWhatTheOneBeforeWas() {
    control.receive(TERM);
    control.attach(target("a"));
    control.receive(INT);
    control.attach(target("b"));

    assertThat(asked).containsExactly("a request", "a abandon", "b abandon");
  }

  @Test
  void pauseEndsWithARequest() throws InterruptedException {
    assertThat(control.pause(Duration.ZERO)).isTrue();
    Thread signal = new Thread(() -> control.receive(TERM));
    signal.start();

    assertThat(control.pause(Duration.ofDays(1))).isFalse();

    signal.join();
    assertThat(control.pause(Duration.ofDays(1))).isFalse();
  }

  @Test
  void endOfTheProcessIsNoSignal() {
    control.attach(target("a"));
    control.close();
    control.attach(target("b"));

    assertThat(asked).containsExactly("a abandon", "b abandon");
    assertThat(control.signal()).isEmpty();
    assertThat(said()).isEmpty();
  }

  private StopControl.Target target(String name) {
    return new StopControl.Target() {
      @Override
      public void requestStop() {
        asked.add(name + " request");
      }

      @Override
      public void abandon() {
        asked.add(name + " abandon");
      }
    };
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }
}
