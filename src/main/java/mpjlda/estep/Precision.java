package mpjlda.estep;

/** The arithmetic of a document's sweeps. Lambda, statistics and bound are double in any case. */
public enum Precision {
  /** 64 bits, 8 partial sums. */
  DOUBLE(8),
  /** 32 bits, 16 partial sums: half the memory traffic, about 7 digits. */
  SINGLE(16);

  private static final int FEW_TOPICS = 32;
  private static final int SOME_WORDS = 16;

  private final int lanes;

  Precision(int lanes) {
    this.lanes = lanes;
  }

  /** Partial sums of a reduction over topics, whatever the processor's vector width. */
  public int lanes() {
    return lanes;
  }

  /** K rounded up to a multiple of the lanes. */
  public int stride(int topics) {
    return (topics + lanes - 1) / lanes * lanes;
  }

  /**
   * Whether the rows of a document lie topic by topic. Measured: with few topics sums over words
   * are cheaper than sums over topics, but for the shortest documents. A rule of the sizes alone,
   * never of the machine, as it decides the order of sums.
   */
  boolean byTopic(int topics, int words) {
    return topics <= FEW_TOPICS && words >= SOME_WORDS;
  }

  /**
   * The distance between the rows of topics for a document of n words: an odd multiple of the
   * lanes, so that the rows do not all want the same few places of the cache.
   */
  int wordStride(int words) {
    return (((words + lanes - 1) / lanes) | 1) * lanes;
  }
}
