package mpjlda.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.config.RunSettings;
import mpjlda.app.config.TypedSettings;
import mpjlda.cluster.hosts.Host;
import mpjlda.cluster.launch.remote.Supervision;
import mpjlda.core.errors.LdaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunSettingsTest {
  @Test
  void supervisionIsAsTheContractSays() {
    assertThat(PlacedRun.supervision(checked())).isEqualTo(Supervision.DEFAULT.withMaxRestarts(3));
  }

  @Test
  void supervisionIsAsTyped() {
    RunSettings options =
        checked("--max-restarts", "0", "--heartbeat-timeout", "2m", "--requeue-code", "99");

    assertThat(PlacedRun.supervision(options))
        .isEqualTo(
            Supervision.DEFAULT.withHeartbeatTimeout(Duration.ofMinutes(2)).withRequeueCode(99));
    assertThat(PlacedRun.supervision(checked("--stall-timeout", "1h")).stallTimeout())
        .contains(Duration.ofHours(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--max-restarts | -1 | --max-restarts must be from 0 to 1000, found -1",
        "--heartbeat-timeout | 1s | at least 2s, found 1s",
        "--heartbeat-timeout | soon | must be a time such as 90s",
        "--stall-timeout | later | must be a time such as 90s",
        "--requeue-code | 0 | --requeue-code must be from 1 to 255, found 0",
        "--requeue-code | 2 | --requeue-code must be a code that says nothing else, found 2",
        "--requeue-code | 65 | must be a code that says nothing else, found 65",
        "--requeue-code | 69 | must be a code that says nothing else, found 69",
        "--requeue-code | 70 | must be a code that says nothing else, found 70",
        "--requeue-code | 130 | must be a code that says nothing else, found 130",
        "--rank-logs | '' | --rank-logs must be a path, found \"\"",
        "--requeue-code | 256 | --requeue-code must be from 1 to 255, found 256",
      })
  void impossibleValuesAreRefused(String option, String value, String message) {
    assertThatThrownBy(() -> checked(option, value)).hasMessageContaining(message);
  }

  @Test
  void manyMoreRanksThanProcessorsGetARemark() {
    assertThat(new PlacedRun(checked("--ranks", "50"), Optional.empty()).remark(2))
        .hasValue("remark   50 ranks on a machine with 2 processors: fewer ranks are faster (-np)");
    assertThat(new PlacedRun(checked("--ranks", "4"), Optional.empty()).remark(2)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--ports | 40000-40001 | --ports must have a port for each rank of a host, 3; found 2",
        "--interface | nosuch0 | no network interface with the name or address nosuch0",
        "--interface | 203.0.113.9 | no network interface with the name or address 203.0.113.9",
      })
  void whatThisMachineCannotGiveIsRefused(String option, String value, String message) {
    assertThatThrownBy(
            () -> PlacedRun.of(checked("--ranks", 3, "--launcher", "local", option, value)))
        .isInstanceOfSatisfying(LdaException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
        .hasMessageContaining(message);
  }

  @Test
  void portsAreCountedForEachHost() {
    List<Host> hosts = List.of(new Host("node1", 2), new Host("node2", 1));
    HostFinder.Chosen chosen = new HostFinder.Chosen("ssh", "hostfile", hosts, 3);
    OptionProblems enough = new OptionProblems();
    new PlacedRun(checked("--ports", "40000-40001"), Optional.of(chosen)).check(enough);
    assertThat(enough.none()).isTrue();

    OptionProblems few = new OptionProblems();
    // Interfaces of other hosts are not known here.
    new PlacedRun(checked("--ports", "40000", "--interface", "nosuch0"), Optional.of(chosen))
        .check(few);
    assertThatThrownBy(few::throwIfAny)
        .hasMessage("--ports must have a port for each rank of a host, 2; found 1, 40000-40000");
  }

  private static RunSettings checked(Object... arguments) {
    return TypedSettings.of(RunSettings.class, arguments);
  }
}
