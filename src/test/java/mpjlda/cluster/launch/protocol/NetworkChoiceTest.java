package mpjlda.cluster.launch.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mpjlda.cluster.launch.remote.Cluster;
import mpjlda.cluster.launch.remote.HostSite;
import mpjlda.core.errors.LdaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkChoiceTest {
  @Test
  void comesBackFromItsText() {
    for (NetworkChoice choice :
        List.of(
            NetworkChoice.loopback(),
            new NetworkChoice(NetworkChoice.Kind.ADDRESS, "fd00::1", 40000, 40063),
            new NetworkChoice(NetworkChoice.Kind.ROUTE, "a,b;c", 0, 0))) {
      assertThat(NetworkChoice.parse(choice.encode())).isEqualTo(choice);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/16, 10.1.255.3, true",
    "10.1.0.0/16, 10.2.0.1, false",
    "10.1.0.0/12, 10.15.0.1, true",
    "10.1.0.0/12, 10.16.0.1, false",
    "10.1.2.3, 10.1.2.3, true",
    "10.1.2.3, 10.1.2.4, false",
    "0.0.0.0/0, 192.0.2.1, true",
    "10.0.0.0/8, fd00::1, false",
    "fd00:1::/31, fd00:0:5::1, true",
    "fd00:1::/32, fd00:0:5::1, false",
    "ib0, 10.1.2.3, false"
  })
  void networkHasTheAddressesOfItsFirstBits(String network, String address, boolean inside)
      throws Exception {
    assertThat(NetworkChoice.inNetwork(network).test(InetAddress.getByName(address)))
        .isEqualTo(inside);
  }

  @Test
  void loopbackIsAnInterfaceLikeAnother() {
    NetworkChoice choice = new NetworkChoice(NetworkChoice.Kind.INTERFACE, "lo", 40000, 40001);

    assertThat(choice.resolve().address().isLoopbackAddress()).isTrue();
    assertThat(choice.resolve().firstPort()).isEqualTo(40000);
  }

  @Test
  void missingInterfaceIsNamedWithThoseThatThereAre() {
    NetworkChoice choice = new NetworkChoice(NetworkChoice.Kind.INTERFACE, "none7", 0, 0);

    assertThatThrownBy(choice::resolve)
        .isInstanceOfSatisfying(LdaException.class, e -> assertThat(e.exitCode()).isEqualTo(69))
        .hasMessageContaining("none7")
        .hasMessageContaining("lo 127.0.0.1");
  }

  @Test
  void hostListensWhereSshReachedIt() {
    HostSite one = site("n1", false, "10.0.0.9", "10.0.0.1");
    HostSite two = site("n2", false, "10.0.0.9", "10.0.0.2");

    assertThat(two.choose(Cluster.Network.ANY, List.of(one, two)).value()).isEqualTo("10.0.0.2");
    assertThat(two.choose(Cluster.Network.ANY, List.of(two)).kind())
        .isEqualTo(NetworkChoice.Kind.LOOPBACK);
  }

  @Test
  void thisMachineListensWhereTheOthersSeeIt() {
    HostSite here = site("here", true, "", "");
    HostSite self = site("self", false, "127.0.0.1", "127.0.1.1");
    HostSite other = site("n2", false, "10.0.0.9", "10.0.0.2");
    List<HostSite> all = List.of(here, self, other);

    assertThat(here.choose(Cluster.Network.ANY, all).value()).isEqualTo("10.0.0.9");
    assertThat(self.choose(Cluster.Network.ANY, all).value()).isEqualTo("10.0.0.9");
  }

  @Test
  void withoutSshTheRouteToTheOthersDecides() {
    HostSite one = site("n1", false, "", "");
    HostSite two = site("n2", false, "", "");

    assertThat(one.choose(Cluster.Network.ANY, List.of(one, two)))
        .isEqualTo(new NetworkChoice(NetworkChoice.Kind.ROUTE, "n2", 0, 0));
    assertThat(one.choose(new Cluster.Network(Optional.of("ib0"), 7, 9), List.of(one, two)))
        .isEqualTo(new NetworkChoice(NetworkChoice.Kind.INTERFACE, "ib0", 7, 9));
  }

  private static HostSite site(String host, boolean here, String from, String to) {
    return new HostSite(
        host,
        here,
        Path.of("java"),
        List.of(),
        null,
        from.isEmpty() ? Optional.empty() : Optional.of(new HostSite.Connection(from, to)),
        true);
  }
}
