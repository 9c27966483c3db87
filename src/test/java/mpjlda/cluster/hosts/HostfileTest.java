package mpjlda.cluster.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import mpjlda.core.errors.LdaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class HostfileTest {
  private static List<Host> parse(String... lines) {
    return Hostfile.parse("hosts.txt", List.of(lines));
  }

  private static Host host(String name, int slots) {
    return new Host(name, slots);
  }

  static Stream<Arguments> dialects() {
    return Stream.of(
        Arguments.of("node1", List.of(host("node1", 1))),
        Arguments.of("  node1.cluster.org\t", List.of(host("node1.cluster.org", 1))),
        Arguments.of("user@node1 slots=4", List.of(host("user@node1", 4))),
        Arguments.of("node1 slots=4 max_slots=8", List.of(host("node1", 4))),
        Arguments.of("node1 slots = 4 max-slots=8 # fast", List.of(host("node1", 4))),
        Arguments.of("node1 max_slots=8", List.of(host("node1", 1))),
        Arguments.of("node1:16", List.of(host("node1", 16))),
        Arguments.of("node1:16 binding=user:0,1", List.of(host("node1", 16))),
        Arguments.of("fe80::1", List.of(host("fe80::1", 1))),
        Arguments.of("10.0.0.7 3", List.of(host("10.0.0.7", 3))),
        Arguments.of("node1 4 all.q@node1 UNDEFINED", List.of(host("node1", 4))),
        Arguments.of("node1 4 all.q@node1 0,0:0,1", List.of(host("node1", 4))),
        Arguments.of("n[1-3]", List.of(host("n1", 1), host("n2", 1), host("n3", 1))),
        Arguments.of("n[09-11]", List.of(host("n09", 1), host("n10", 1), host("n11", 1))),
        Arguments.of("n[9-11]", List.of(host("n9", 1), host("n10", 1), host("n11", 1))),
        Arguments.of("n[1,3-4]:2", List.of(host("n1", 2), host("n3", 2), host("n4", 2))),
        Arguments.of("n[1-2] slots=2", List.of(host("n1", 2), host("n2", 2))),
        Arguments.of("n1,n[3-4]", List.of(host("n1", 1), host("n3", 1), host("n4", 1))),
        Arguments.of(
            "r[1-2]n[07-08]-ib,login",
            List.of(
                host("r1n07-ib", 1),
                host("r1n08-ib", 1),
                host("r2n07-ib", 1),
                host("r2n08-ib", 1),
                host("login", 1))),
        Arguments.of(
            "node[1-3,7] 2(x3),1",
            List.of(host("node1", 2), host("node2", 2), host("node3", 2), host("node7", 1))));
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void everyDialectIsRead(String line, List<Host> expected) {
    assertThat(parse("# a comment", "", line, "   ")).isEqualTo(expected);
  }

  @Test
  void aHostAgainHasMoreSlotsAndKeepsItsPlace() {
    // As $PBS_NODEFILE, and as $PE_HOSTFILE where a host is in two queues.
    assertThat(parse("b", "b", "a", "b")).containsExactly(host("b", 3), host("a", 1));
    assertThat(parse("b 2 long.q@b UNDEFINED", "a 1 all.q@a UNDEFINED", "b 1 all.q@b UNDEFINED"))
        .containsExactly(host("b", 3), host("a", 1));
  }

  static Stream<Arguments> badLines() {
    return Stream.of(
        Arguments.of("node1 slots=four", "a number of slots from 1 to 999999"),
        Arguments.of("node1 slots=0", "a number of slots from 1 to 999999"),
        Arguments.of("node1 slots=-1", "a number of slots from 1 to 999999"),
        Arguments.of("node1:0", "a number of slots from 1 to 999999"),
        Arguments.of("node1:four", "a host's name"),
        Arguments.of("node1:", "a host's name"),
        Arguments.of("node1 cores=4", "slots=N or max_slots=N"),
        Arguments.of("node1 four", "a host with its slots in one of the forms"),
        Arguments.of("node1 2 queue x y", "a host with its slots in one of the forms"),
        Arguments.of("node1 0 queue", "numbers of tasks from 1"),
        Arguments.of("-oProxyCommand=x", "a host's name"),
        Arguments.of("node1;reboot", "a host's name"),
        Arguments.of("n[1-3", "a closing bracket"),
        Arguments.of("n1-3]", "brackets in pairs"),
        Arguments.of("n[[1-3]]", "brackets in pairs"),
        Arguments.of("n[3-1]", "a range that goes up"),
        Arguments.of("n[1-999999999]", "a range that goes up"),
        Arguments.of("n[0-999][0-999]", "at most 100000 hosts"),
        Arguments.of("n[a-c]", "numbers and ranges in brackets"),
        Arguments.of("n[]", "numbers and ranges in brackets"),
        Arguments.of("n1,,n2", "a host's name"),
        Arguments.of("n[1-3] 2(x2)", "as many numbers as hosts: 3, found 2"),
        Arguments.of("\u00e9tude", "a host's name"));
  }

  @ParameterizedTest
  @MethodSource("badLines")
  void aBadLineIsNamedWithWhatWasExpected(String line, String expected) {
    assertThatThrownBy(() -> parse("good", "# comment", line))
        .isInstanceOfSatisfying(
            LdaException.class, failure -> assertThat(failure.exitCode()).isEqualTo(65))
        .hasMessageStartingWith("hosts.txt:3: found \"" + line + "\", expected ")
        .hasMessageContaining(expected);
  }

  @Test
  void noHostAndNoFileAreBadInput(@TempDir Path folder) throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), "# nothing\n\n");
    assertThatThrownBy(() -> Hostfile.read(empty))
        .isInstanceOfSatisfying(
            LdaException.class, failure -> assertThat(failure.exitCode()).isEqualTo(65))
        .hasMessage(
            empty + ": found no host in 2 lines, expected one a line, such as \"node1 slots=4\"");
    assertThatThrownBy(() -> Hostfile.read(folder.resolve("none")))
        .isInstanceOfSatisfying(
            LdaException.class, failure -> assertThat(failure.exitCode()).isEqualTo(65))
        .hasMessageContaining("none");
  }

  @Test
  void lineEndsMayBeCrLf(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("dos"), "a slots=2\r\n\r\nb:3\r\n");
    assertThat(Hostfile.read(file)).containsExactly(host("a", 2), host("b", 3));
  }

  static Stream<Arguments> examples() {
    return Stream.of(
        Arguments.of("laptop", List.of(host("localhost", 1))),
        Arguments.of(
            "lab", List.of(host("lab1", 4), host("lab2", 4), host("lab3", 4), host("lab4", 2))),
        Arguments.of("two-sockets", List.of(host("big1", 2), host("big2", 2))),
        Arguments.of("grid-engine", List.of(host("node01.cluster", 4), host("node02.cluster", 2))),
        Arguments.of("pbs", List.of(host("node01", 2), host("node02", 2))),
        Arguments.of(
            "slurm",
            List.of(host("node1", 4), host("node2", 4), host("node3", 4), host("node7", 2))));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theExamplesAreRead(String name, List<Host> expected) {
    assertThat(Hostfile.read(Path.of("hostfiles", name))).isEqualTo(expected);
  }

  /** MPJ Express's mpjrun takes every line of its machines file as a host's name. */
  @Test
  void theLaptopsFileServesMpjrunToo() throws IOException {
    assertThat(Path.of("hostfiles/laptop")).hasContent("localhost\n");
  }

  @Test
  void everyExampleIsTried() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("hostfiles"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              examples().map(example -> (String) example.get()[0]).toList());
    }
  }

  static Stream<Arguments> written() {
    return Stream.of(
        Arguments.of(HostForm.PLAIN, List.of("n01", "n01", "n02", "n02", "n04", "x")),
        Arguments.of(
            HostForm.OPENMPI, List.of("n01 slots=2", "n02 slots=2", "n04 slots=1", "x slots=1")),
        Arguments.of(HostForm.MPICH, List.of("n01:2", "n02:2", "n04:1", "x:1")),
        Arguments.of(HostForm.MPJRUN, List.of("n01", "n02", "n04", "x")),
        Arguments.of(HostForm.SLURM, List.of("n[01-02,04],x 2(x2),1(x2)")));
  }

  @ParameterizedTest
  @MethodSource("written")
  void formsAreWrittenAsTheirProgramsReadThem(HostForm form, List<String> lines) {
    assertThat(form.write(List.of(host("n01", 2), host("n02", 2), host("n04", 1), host("x", 1))))
        .isEqualTo(lines);
  }

  @ParameterizedTest
  @EnumSource(
      value = HostForm.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"MPJRUN"})
  void whatIsWrittenIsReadAgain(HostForm form) {
    for (long seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      Map<String, Integer> hosts = new LinkedHashMap<>();
      int size = 1 + random.nextInt(12);
      while (hosts.size() < size) {
        String[] prefixes = {"n", "node", "r1-n", "7", ""};
        String[] suffixes = {"", "-ib", ".lan"};
        int width = 1 + random.nextInt(3);
        String name =
            prefixes[random.nextInt(5)]
                + String.format("%0" + width + "d", random.nextInt(12))
                + suffixes[random.nextInt(3)];
        hosts.put(name, 1 + random.nextInt(3));
      }
      List<Host> list = new ArrayList<>();
      hosts.forEach((name, slots) -> list.add(host(name, slots)));
      List<String> lines = form.write(list);
      assertThat(Hostfile.parse("seed " + seed, lines))
          .as("seed %d: %s", seed, lines)
          .isEqualTo(list);
    }
  }

  /** Each of these once took minutes, the whole stack or all memory. */
  static Stream<String> hostileLines() {
    return Stream.of(
        "a" + " ".repeat(100_000) + "b",
        "n" + "[1]".repeat(5_000),
        "n" + "[1-9]".repeat(8),
        "node 1" + ",1".repeat(50_000),
        "n[1-99999]m[1-99999]",
        "[".repeat(15_000));
  }

  @ParameterizedTest
  @MethodSource("hostileLines")
  void hostileLinesAreRefusedInAShortSentence(String line) {
    assertThatThrownBy(() -> parse(line))
        .isInstanceOf(LdaException.class)
        .message()
        .startsWith("hosts.txt:1: ")
        .hasSizeLessThan(600);
  }

  @Test
  void hostsOfAllLinesAreCounted() {
    assertThatThrownBy(() -> parse("a[1-99999] 2", "b[1-99999] 2"))
        .hasMessageContaining("hosts.txt:2: ")
        .hasMessageContaining("at most 100000 hosts in all");
  }

  @Test
  void aDeviceWithoutAnEndIsNoHostfile() {
    assertThatThrownBy(() -> Hostfile.read(Path.of("/dev/zero")))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("/dev/zero: found more than");
  }
}
