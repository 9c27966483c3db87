package mpjlda.cluster.checkpoint;

/**
 * A range of documents of a part.
 *
 * @param part its name
 * @param first number within the corpus, from 0
 * @param end the first document after the range, ≥ first
 */
public record PartRange(String part, long first, long end) {
  public PartRange {
    if (first < 0 || end < first) {
      throw new IllegalArgumentException("documents " + first + " to " + end);
    }
  }
}
