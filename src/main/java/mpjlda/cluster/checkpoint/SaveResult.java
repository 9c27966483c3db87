package mpjlda.cluster.checkpoint;

import java.nio.file.Path;
import java.util.List;

/**
 * A checkpoint that is on the disk for good.
 *
 * @param bytes of all its files but the manifest
 * @param warnings what could not be removed of older ones, and why
 */
public record SaveResult(long generation, Path folder, long bytes, List<String> warnings) {
  public SaveResult {
    warnings = List.copyOf(warnings);
  }
}
