package mpjlda.cluster.checkpoint;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import mpjlda.cluster.runfolder.Fingerprint;

/**
 * The status of one generation, with the facts in its manifest.
 *
 * @param problem the fault, with the file's name; empty if there is none
 * @param details from its manifest, if that can be read
 */
public record CheckpointDescription(
    Path folder, long generation, Status status, String problem, Optional<Details> details) {
  /** Whether a run can continue from it. */
  public enum Status {
    /** No fault was found. */
    GOOD,
    /** A file is missing or not as it was written. */
    DAMAGED,
    /** No manifest: it was not finished, or is being written. */
    UNFINISHED,
    /** Written by a later version of this program. */
    NEWER
  }

  /**
   * Facts from the manifest.
   *
   * @param bound in nats; NaN if there is none
   * @param topics K
   * @param words V
   * @param bytes of all files but the manifest
   * @param parts files written by ranks
   */
  public record Details(
      int iteration,
      double bound,
      int topics,
      int words,
      Instant written,
      long bytes,
      int parts,
      Fingerprint fingerprint) {
    static Details of(Manifest manifest) {
      Manifest.Summary summary = manifest.summary();
      return new Details(
          summary.iteration(),
          summary.bound(),
          summary.topics(),
          summary.words(),
          manifest.written(),
          manifest.bytes(),
          manifest.parts().size(),
          manifest.fingerprint());
    }
  }

  public boolean good() {
    return status == Status.GOOD;
  }

  /** Name → value in display order, for {@code info}. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("generation", generation);
    map.put("status", status.name().toLowerCase(Locale.ROOT));
    if (!problem.isEmpty()) {
      map.put("problem", problem);
    }
    details.ifPresent(
        d -> {
          map.put("iteration", d.iteration);
          map.put("bound", d.bound);
          map.put("K", d.topics);
          map.put("V", d.words);
          map.put("written", d.written);
          map.put("bytes", d.bytes);
          map.put("parts", d.parts);
          map.put("fingerprint", d.fingerprint.values());
        });
    return map;
  }
}
