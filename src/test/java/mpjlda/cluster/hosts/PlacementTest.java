package mpjlda.cluster.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import mpjlda.cluster.hosts.Placement.Order;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private static final List<Host> HOSTS =
      List.of(new Host("a", 3), new Host("b", 1), new Host("c", 2));

  private static List<String> place(int ranks, Order order) {
    return Placement.of(HOSTS, ranks, order).hostOfRank();
  }

  @Test
  void blockFillsAHostBeforeTheNext() {
    assertThat(place(1, Order.BLOCK)).containsExactly("a");
    assertThat(place(5, Order.BLOCK)).containsExactly("a", "a", "a", "b", "c");
  }

  @Test
  void roundRobinTakesASlotOfEachHostInTurn() {
    assertThat(place(2, Order.ROUND_ROBIN)).containsExactly("a", "b");
    assertThat(place(6, Order.ROUND_ROBIN)).containsExactly("a", "b", "c", "a", "c", "a");
  }

  @Test
  void moreRanksThanSlotsGoRoundAgainAndAreTold() {
    Placement block = Placement.of(HOSTS, 13, Order.BLOCK);
    assertThat(block.hostOfRank())
        .containsExactly("a", "a", "a", "b", "c", "c", "a", "a", "a", "b", "c", "c", "a");
    assertThat(block.warning().orElseThrow()).startsWith("warning: 13 ranks on 6 slots");
    assertThat(place(8, Order.ROUND_ROBIN)).containsExactly("a", "b", "c", "a", "c", "a", "a", "b");
  }

  @Test
  void asManyRanksAsSlotsIsNoOversubscription() {
    assertThat(Placement.of(HOSTS, 6, Order.BLOCK).warning()).isEmpty();
  }

  @Test
  void ranksOfAHostAndHostsInUse() {
    Placement placement = Placement.of(HOSTS, 4, Order.ROUND_ROBIN);
    assertThat(placement.ranksOfHost())
        .isEqualTo(Map.of("a", List.of(0, 3), "b", List.of(1), "c", List.of(2)));
    assertThat(placement.used())
        .containsExactly(new Host("a", 2), new Host("b", 1), new Host("c", 1));
  }

  @Test
  void hugeSlotCountsTakeNoMemory() {
    List<Host> huge = List.of(new Host("a", 999_999_999), new Host("b", 1));
    assertThat(Placement.of(huge, 2, Order.BLOCK).hostOfRank()).containsExactly("a", "a");
    assertThat(Placement.of(huge, 3, Order.ROUND_ROBIN).hostOfRank())
        .containsExactly("a", "b", "a");
  }
}
