package mpjlda.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import mpjlda.cluster.hosts.Host;
import org.junit.jupiter.api.Test;

class HostTableTest {
  private static final long GIB = 1L << 30;

  private static HostFacts facts(long freeMemory, int port, Check... checks) {
    return new HostFacts(
        "n", "17.0.15+6", 8, 16 * GIB, freeMemory, 1024, 300, -1, 50, 100, port, List.of(checks));
  }

  private static HostReport report(String name, HostFacts facts, ClockOffset clock) {
    Host host = new Host(name, 4);
    return new HostReport(
        host, Optional.of(facts), false, Optional.of(clock), HostJudge.judge(host, facts, clock));
  }

  @Test
  void aRowAHostAndAdviceForEachProblem() {
    HostReport good =
        new HostReport(
            new Host("node1", 4),
            Optional.of(facts(GIB / 2, 4000)),
            true,
            Optional.of(new ClockOffset(-0.25, 0.5)),
            List.of());
    HostReport gone = HostReport.unfit(new Host("node2", 1), Check.fail("not usable", "why", "do"));
    assertThat(HostTable.lines(List.of(good, gone)))
        .containsExactly(
            "host  slots  JDK      program      clock, ms cores    memory      free  files ports",
            "node1     4  17.0.15  copied       -0.3 ±0.5     8  16.0 GiB   512 MiB   1024   50%  OK",
            "node2     1  -        -                    -     -         -         -      -     -  FAIL",
            "FAIL node2: not usable: why",
            "     -> do",
            "1 of 2 hosts can be used");
  }

  @Test
  void nothingIsWiderThan100Columns() {
    HostReport bad =
        report("a-very-long-host-name.of.a.cluster.example", facts(1, 0), new ClockOffset(-9e6, 1));
    List<String> lines = HostTable.lines(List.of(bad));
    assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    assertThat(String.join("\n", lines)).contains("-9000 s", "a-very-long-hos…");
  }

  @Test
  void judgesWhatMattersForARun() {
    Check there = Check.warn("open files", "256", "raise");
    HostReport report =
        report("n", facts(4 * (256L << 20) - 1, 0, there), new ClockOffset(3000, 500));
    assertThat(report.problems())
        .extracting(Check::name)
        .containsExactly("open files", "clock", "free memory", "processes", "ports");
    assertThat(report.problems().get(1).found()).contains("3.0 s (±0.5 s) ahead of this machine's");
    assertThat(report.usable()).isFalse();
    HostFacts fine =
        new HostFacts("n", "25", 4, GIB, 4 * (256L << 20), -1, -1, -1, 1, 1, 40_000, List.of());
    assertThat(report("n", fine, new ClockOffset(0, 5000)).problems()).isEmpty();
  }

  @Test
  void factsComeBackFromALine() {
    HostFacts facts = facts(7, 4000, Check.fail("a", "b\n\"c\"", "d"));
    assertThat(facts.encode()).doesNotContain("\n");
    assertThat(HostFacts.parse(facts.encode())).isEqualTo(facts);
  }
}
