package mpjlda.checkpoint;

import java.nio.file.Path;
import java.util.List;

/**
 * A checkpoint that is on the disk for good.
 *
 * @param bytes of all its files but the manifest
 * @param warnings what could not be removed of older ones, and why
 */
public record Saved(long generation, Path folder, long bytes, List<String> warnings) {
  public Saved {
    warnings = List.copyOf(warnings);
  }
}
