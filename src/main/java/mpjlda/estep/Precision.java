package mpjlda.estep;

/** The arithmetic of a document's sweeps. Lambda, statistics and bound are double in any case. */
public enum Precision {
  /** 64 bits, 8 partial sums. */
  DOUBLE(8),
  /** 32 bits, 16 partial sums: half the memory traffic, about 7 digits. */
  SINGLE(16);

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
}
