package mpjlda.cluster.comm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import mpjlda.core.parallel.CommunicatorContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubGroupTest {
  private static final int[] LENGTHS = {1, 7, 4097, 5003};

  /** All groups at once, then the world, then the groups again. */
  @ParameterizedTest
  @CsvSource({"1, 1", "4, 2", "5, 2", "7, 3", "3, 5", "6, 1"})
  void aGroupKeepsTheContractBesideTheOthers(int ranks, int groupSize) {
    InProcessRanks.runOverLinks(
        ranks,
        link -> {
          SubGroup group = SubGroup.ofSize(link, groupSize);
          int first = link.rank() / groupSize * groupSize;
          assertThat(group.rank()).isEqualTo(link.rank() - first);
          assertThat(group.size()).isEqualTo(Math.min(groupSize, ranks - first));
          long seed = 20261121L + first;
          CommunicatorContract.check(new Collectives(group), seed, LENGTHS);
          CommunicatorContract.check(new Collectives(link), 1, LENGTHS);
          CommunicatorContract.check(new Collectives(group), seed, LENGTHS);
          return 0;
        });
  }

  @Test
  void whoIsNotInAGroupIsRefused() {
    PointToPoint one = new SingleRank();
    assertThatThrownBy(() -> new SubGroup(one, 0, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SubGroup(one, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    SubGroup group = new SubGroup(one, 0, 1);
    assertThatThrownBy(() -> group.send(1, ArraySlice.of(new long[1])))
        .hasMessageContaining("has no rank 1");
  }
}
