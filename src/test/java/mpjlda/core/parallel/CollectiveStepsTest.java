package mpjlda.core.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import mpjlda.cluster.comm.Collectives;
import mpjlda.cluster.comm.InProcessRanks;
import mpjlda.cluster.comm.SingleRank;
import mpjlda.core.errors.LdaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A failure of one rank ends a step on all. */
class CollectiveStepsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void aStepGivesEachRankItsOwn(int size) {
    List<Integer> made =
        InProcessRanks.run(
            size,
            comm -> {
              CollectiveSteps ranks = new CollectiveSteps(comm);
              return 10 * ranks.shared(comm::rank) + ranks.onFirst(() -> 7).orElse(1);
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
                ranks.shared(
                    () -> {
                      if (comm.rank() >= 2) {
                        throw new LdaException(65 + comm.rank(), "r\u00e4nk " + comm.rank(), null);
                      }
                      return true;
                    });
              } catch (LdaException e) {
                // The ranks are in step still.
                assertThat(comm.allgather(comm.rank())).containsExactly(0, 1, 2, 3);
                return e;
              }
              throw new AssertionError("nothing thrown");
            });
    assertThat(thrown).extracting(LdaException::getMessage).containsOnly("r\u00e4nk 2");
    assertThat(thrown).extracting(LdaException::exitCode).containsOnly(67);
    assertThatThrownBy(
            () ->
                new CollectiveSteps(new Collectives(new SingleRank()))
                    .shared(
                        () -> {
                          throw LdaException.usage("alone");
                        }))
        .hasMessage("alone");
  }

  @Test
  void theSameWorkFailsOnAllAndSaysIfSomeDidNot() {
    for (int from : new int[] {0, 1, 2}) {
      List<LdaException> thrown =
          InProcessRanks.run(
              3,
              comm ->
                  org.junit.jupiter.api.Assertions.assertThrows(
                      LdaException.class,
                      () ->
                          new CollectiveSteps(comm)
                              .same(
                                  () -> {
                                    if (comm.rank() >= from) {
                                      throw LdaException.failed("no file");
                                    }
                                    return true;
                                  })));
      String more =
          from == 0
              ? ""
              : String.format(
                  "\nRank %d found this, but %d of the 3 ranks did not: do all hosts see the same"
                      + " files?",
                  from, from);
      assertThat(thrown).extracting(LdaException::getMessage).containsOnly("no file" + more);
      assertThat(thrown).extracting(LdaException::exitCode).containsOnly(70);
    }
    assertThat(InProcessRanks.run(3, comm -> new CollectiveSteps(comm).same(comm::rank)))
        .containsExactly(0, 1, 2);
  }

  @Test
  void aDifferenceFromRank0IsReportedOnAll() {
    List<LdaException> thrown =
        InProcessRanks.run(
            4,
            comm ->
                org.junit.jupiter.api.Assertions.assertThrows(
                    LdaException.class,
                    () ->
                        new CollectiveSteps(comm)
                            .requireSame(comm.rank() < 2 ? "a" : "b", rank -> "rank " + rank)));
    assertThat(thrown).extracting(LdaException::getMessage).containsOnly("rank 2");
    assertThat(thrown).extracting(LdaException::exitCode).containsOnly(65);
    InProcessRanks.run(
        3,
        comm -> {
          new CollectiveSteps(comm).requireSame("a", rank -> "none");
          return true;
        });
  }
}
