package mpjlda.cluster.checkpoint;

import java.util.List;
import java.util.Optional;

/**
 * The checkpoint from which a run continues.
 *
 * @param checkpoint the newest good one; empty if there is none at all
 * @param warnings of newer checkpoints that could not be used: file and fault
 */
public record Recovery(Optional<Checkpoint> checkpoint, List<String> warnings) {
  public Recovery {
    warnings = List.copyOf(warnings);
  }
}
