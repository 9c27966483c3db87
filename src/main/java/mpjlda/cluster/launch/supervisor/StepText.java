package mpjlda.cluster.launch.supervisor;

import java.util.Optional;
import mpjlda.cluster.launch.protocol.RankMessage;
import mpjlda.cluster.launch.protocol.RankPosition;

/** A rank's message as a line of its log. */
final class StepText {
  private StepText() {}

  /**
   * In a few words, if it is worth a line.
   *
   * @param before where the rank was
   */
  static Optional<String> of(RankMessage message, RankPosition before) {
    if (message instanceof RankMessage.Phase m) {
      RankPosition next = m.position();
      // An iteration's phases would fill the log: its beginning is enough.
      return next.iteration() > 0 && next.iteration() == before.iteration()
          ? Optional.empty()
          : Optional.of(
              next.phase() + (next.iteration() > 0 ? ", iteration " + next.iteration() : ""));
    } else if (message instanceof RankMessage.Checkpointed m) {
      return Optional.of("checkpoint of iteration " + m.iteration());
    } else if (message instanceof RankMessage.Done m) {
      return Optional.of("done, exit code " + m.exitCode());
    }
    return Optional.empty();
  }
}
