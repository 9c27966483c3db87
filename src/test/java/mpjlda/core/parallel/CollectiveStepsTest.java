package mpjlda.core.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import mpjlda.cluster.comm.Collectives;
import mpjlda.cluster.comm.InProcessRanks;
import mpjlda.cluster.comm.SingleRank;
import mpjlda.core.errors.LdaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one rank finds wrong ends a step on all, and what they say is heard in one order. */
class CollectiveStepsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void aStepGivesEachRankItsOwn(int size) {
    List<Integer> made =
        InProcessRanks.run(
            size,
            comm -> {
              CollectiveSteps ranks = new CollectiveSteps(comm);
              return 10 * ranks.step(ranks::rank) + ranks.onFirst(() -> 7).orElse(1);
            });
    for (int r = 0; r < size; r++) {
      assertThat(made.get(r)).isEqualTo(10 * r + (r == 0 ? 7 : 1));
    }
  }

  @Test
  void theLowestRanksFailureIsThrownOnAll() {
    List<LdaException> thrown =
        InProcessRanks.run(
            4,
            comm -> {
              CollectiveSteps ranks = new CollectiveSteps(comm);
              try {
                ranks.step(
                    () -> {
                      if (ranks.rank() >= 2) {
                        throw new LdaException(65 + ranks.rank(), "r\u00e4nk " + comm.rank(), null);
                      }
                      return true;
                    });
              } catch (LdaException e) {
                // The ranks are in step still.
                assertThat(ranks.all(comm.rank())).containsExactly(0, 1, 2, 3);
                return e;
              }
              throw new AssertionError("nothing thrown");
            });
    assertThat(thrown).extracting(LdaException::getMessage).containsOnly("r\u00e4nk 2");
    assertThat(thrown).extracting(LdaException::exitCode).containsOnly(67);
    assertThatThrownBy(
            () ->
                new CollectiveSteps(new Collectives(new SingleRank()))
                    .step(
                        () -> {
                          throw LdaException.usage("alone");
                        }))
        .hasMessage("alone");
  }

  /** Ranks with much and with nothing to say. */
  @Test
  void allHearTheSame() {
    List<List<String>> heard =
        InProcessRanks.run(
            3,
            comm -> {
              int[] said = {0};
              List<String> messages = new ArrayList<>();
              new CollectiveSteps(comm)
                  .tell(
                      () -> {
                        boolean silent = comm.rank() == 1 || said[0] > comm.rank();
                        String text = silent ? "" : comm.rank() + "." + said[0]++;
                        return text.getBytes(StandardCharsets.UTF_8);
                      },
                      (rank, message) ->
                          messages.add(rank + ":" + new String(message, StandardCharsets.UTF_8)));
              return messages;
            });
    assertThat(heard).containsOnly(List.of("0:0.0", "2:2.0", "2:2.1", "2:2.2")).hasSize(3);
  }
}
