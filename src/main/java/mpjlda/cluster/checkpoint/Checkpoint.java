package mpjlda.cluster.checkpoint;

import java.time.Instant;
import java.util.List;

/**
 * A checkpoint of which every byte was read and found good.
 *
 * @param generation its number, by which all ranks read their parts
 * @param parts all ranks' files, by name and first document
 */
public record Checkpoint(
    long generation, Instant written, CheckpointState state, List<CheckpointPartFile> parts) {
  public Checkpoint {
    parts = List.copyOf(parts);
  }
}
