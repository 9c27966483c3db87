package mpjlda.cluster.checkpoint;

/**
 * Documents of a part.
 *
 * @param part its name
 * @param first number within the corpus, from 0
 * @param end the first one not wanted, ≥ first
 */
public record PartRange(String part, long first, long end) {
  public PartRange {
    if (first < 0 || end < first) {
      throw new IllegalArgumentException("documents " + first + " to " + end);
    }
  }
}
