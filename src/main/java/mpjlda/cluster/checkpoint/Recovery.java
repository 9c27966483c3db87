package mpjlda.cluster.checkpoint;

import java.util.List;
import java.util.Optional;

/**
 * What there is to go on with.
 *
 * @param checkpoint the newest good one; empty if there is none at all
 * @param warnings of newer ones that could not be used: file, what is wrong
 */
public record Recovery(Optional<Checkpoint> checkpoint, List<String> warnings) {
  public Recovery {
    warnings = List.copyOf(warnings);
  }
}
