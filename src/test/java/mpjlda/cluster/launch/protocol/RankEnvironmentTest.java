package mpjlda.cluster.launch.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;
import mpjlda.cluster.launch.protocol.RankEnvironment.Mode;
import mpjlda.core.errors.LdaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankEnvironmentTest {
  private static final String MPJRUN_CONF =
      "#temp line;#Number of Processes;3;#Protocol Switch Limit;131072;#Entry, HOST_NAME;"
          + "127.0.0.1@0@0@0@0;#Server Name;vm;#Server Port;40002";

  @Test
  void userStartsNoRank() {
    RankEnvironment none = RankEnvironment.detect(new String[] {"train", "-k", "3"}, empty());

    assertThat(none.mode()).isEqualTo(Mode.NONE);
    assertThat(none.restarts()).isZero();
    assertThat(none.arguments()).containsExactly("train", "-k", "3");
    assertThat(RankEnvironment.detect(new String[0], empty()).mode()).isEqualTo(Mode.NONE);
    assertThat(RankEnvironment.detect(new String[] {"1", "2", "train"}, empty()).mode())
        .isEqualTo(Mode.NONE);
  }

  @Test
  void supervisorTellsByProperties() {
    Properties properties = new Properties();
    properties.setProperty("mpjlda.rank", "2");
    properties.setProperty("mpjlda.size", "4");
    properties.setProperty("mpjlda.network", "INTERFACE;4711;4720;ib0");
    properties.setProperty("mpjlda.silence", "60000");
    properties.setProperty("mpjlda.host", "node7");
    properties.setProperty("mpjlda.attempt", "3");

    RankEnvironment rank = RankEnvironment.detect(new String[] {"train"}, properties);

    assertThat(rank.mode()).isEqualTo(Mode.SUPERVISED);
    assertThat(rank.rank()).isEqualTo(2);
    assertThat(rank.size()).isEqualTo(4);
    assertThat(rank.network())
        .isEqualTo(new NetworkChoice(NetworkChoice.Kind.INTERFACE, "ib0", 4711, 4720));
    assertThat(rank.silenceMillis()).isEqualTo(60_000);
    assertThat(rank.host()).isEqualTo("node7");
    assertThat(rank.restarts()).isEqualTo(3);
    assertThat(rank.arguments()).containsExactly("train");
  }

  @Test
  void mpjrunPutsThreeArgumentsInFront() {
    RankEnvironment process =
        RankEnvironment.detect(
            new String[] {"1", MPJRUN_CONF, "niodev", "train", "--x", "a b"}, empty());

    assertThat(process.mode()).isEqualTo(Mode.MPJRUN_PROCESS);
    assertThat(process.rank()).isEqualTo(1);
    assertThat(process.size()).isEqualTo(3);
    assertThat(process.arguments()).containsExactly("train", "--x", "a b");
    assertThat(process.mpjArguments()).containsExactly("1", MPJRUN_CONF, "niodev");
  }

  @Test
  void multicoreRanksAreThreads() {
    RankEnvironment thread =
        RankEnvironment.detect(new String[] {"0", "2", "smpdev", "info"}, empty());

    assertThat(thread.mode()).isEqualTo(Mode.MPJRUN_THREAD);
    assertThat(thread.size()).isEqualTo(2);
    assertThat(thread.arguments()).containsExactly("info");
  }

  @Test
  void onlyRanksThatAreProcessesShareMemory() {
    RankEnvironment process =
        RankEnvironment.detect(new String[] {"1", MPJRUN_CONF, "niodev"}, empty());
    RankEnvironment thread =
        RankEnvironment.detect(new String[] {"0", "2", "smpdev", "info"}, empty());
    Properties off = empty();
    off.setProperty("mpjlda.shared-memory", "off");

    assertThat(process.sharedMemory(empty()).isWanted()).isTrue();
    assertThat(process.sharedMemory(off).isWanted()).isFalse();
    assertThat(thread.sharedMemory(empty()).isWanted()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"hybdev", "mxdev"})
  void otherDevicesAreRefused(String device) {
    assertThatThrownBy(
            () -> RankEnvironment.detect(new String[] {"0", "2", device, "train"}, empty()))
        .isInstanceOfSatisfying(LdaException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
        .hasMessageContaining(device);
  }

  private static Properties empty() {
    return new Properties();
  }
}
