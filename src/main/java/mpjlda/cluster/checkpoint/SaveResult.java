package mpjlda.cluster.checkpoint;

import java.nio.file.Path;
import java.util.List;

/**
 * A checkpoint that is durable.
 *
 * @param bytes of all its files but the manifest
 * @param warnings files of older checkpoints that could not be removed, and why
 */
public record SaveResult(long generation, Path folder, long bytes, List<String> warnings) {
  public SaveResult {
    warnings = List.copyOf(warnings);
  }
}
