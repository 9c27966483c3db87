package mpjlda.core.kernel;

import mpjlda.core.matrix.PaddedFloatMatrix;

/** The arithmetic of a document's sweeps. Lambda, statistics and bound are double in any case. */
public enum Precision {
  /** 64 bits, 8 partial sums. */
  DOUBLE(8, 6),
  /** 32 bits, 16 partial sums: half the memory traffic, about 7 digits. */
  SINGLE(PaddedFloatMatrix.LANES, PaddedFloatMatrix.LEAD);

  private static final int FEW_TOPICS = 32;
  private static final int SOME_WORDS = 16;

  private final int lanes;
  private final int lead;

  Precision(int lanes, int lead) {
    this.lanes = lanes;
    this.lead = lead;
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
   * Entries of an array before the first row. Behind the array's header of 16 bytes, the rows,
   * whose distances are whole cache lines of 64 bytes, then begin where such lines do, if the array
   * does: always with -XX:ObjectAlignmentInBytes=64, else by chance. A load that two lines share
   * takes twice as long.
   */
  int lead() {
    return lead;
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
