package mpjlda.cluster.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The words themselves, which scripts search for: all other tests use the constants. */
class StableMessagesTest {
  @Test
  void theWordsStay() {
    assertThat(StableMessages.RESUMED).isEqualTo("resume   from the checkpoint of ");
    assertThat(StableMessages.STOPPING).isEqualTo("stopping after this iteration");
    assertThat(StableMessages.STOPPED).isEqualTo("stopped  after ");
    assertThat(StableMessages.SAME_COMMAND).isEqualTo("; the same command continues from there");
    assertThat(StableMessages.NO_CHECKPOINT).isEqualTo("warning: no checkpoint of ");
    assertThat(StableMessages.restart(1, 3)).isEqualTo("restart 1 of 3");
  }
}
