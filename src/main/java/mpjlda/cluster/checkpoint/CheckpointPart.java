package mpjlda.cluster.checkpoint;

/**
 * State that one rank keeps of its documents, such as continued gammas or document counts: {@code
 * width} opaque longs a document. Read back document by document, by any other number of ranks.
 *
 * @param name of the state: lower-case letters, digits and {@code -}, 32 at most
 * @param firstDocument number of this rank's first document within the corpus, from 0
 * @param documents how many this rank has; may be 0
 * @param width longs a document, the same on every rank
 * @param values of the documents
 */
public record CheckpointPart(
    String name, long firstDocument, long documents, int width, DocumentValues values) {
  public CheckpointPart {
    if (firstDocument < 0 || documents < 0 || width < 1) {
      throw new IllegalArgumentException(
          String.format(
              "documents from 0 on and width >= 1 expected, found first document %d, %d documents,"
                  + " width %d",
              firstDocument, documents, width));
    }
    CheckpointPartFile.checkName(name);
  }

  /** Provides the values of one document after the other, without a copy of all. */
  @FunctionalInterface
  public interface DocumentValues {
    /**
     * Fills in one document's values.
     *
     * @param document counted from 0 on this rank
     * @param into (width) to be filled
     */
    void get(long document, long[] into);
  }

  /** Takes the values of one document after the other. */
  @FunctionalInterface
  public interface DocumentSink {
    /**
     * Takes one document's values.
     *
     * @param document number within the corpus, from 0
     * @param values (width) read only, and only until this returns
     */
    void accept(long document, long[] values);
  }

  /**
   * Makes a part of an array of values.
   *
   * @param values documents × width, one document after the other
   */
  public static CheckpointPart of(String name, long firstDocument, int width, long[] values) {
    if (values.length % width != 0) {
      throw new IllegalArgumentException(
          "a multiple of " + width + " values expected, found " + values.length);
    }
    return new CheckpointPart(
        name,
        firstDocument,
        values.length / width,
        width,
        (document, into) ->
            System.arraycopy(values, Math.toIntExact(document * width), into, 0, width));
  }
}
