package mpjlda.comm;

/** A place for received elements before they are added; grown to what is needed. */
final class Scratch {
  private long[] values;

  Scratch(int length) {
    this.values = new long[length];
  }

  Part part(int length) {
    if (values.length < length) {
      values = new long[length];
    }
    return new Part(values, 0, length);
  }

  /** Adds what was received there. */
  static void add(Part received, Part to) {
    long[] from = (long[]) received.array();
    long[] into = (long[]) to.array();
    int at = to.from();
    for (int i = 0; i < to.length(); i++) {
      into[at + i] += from[i];
    }
  }
}
