package mpjlda.cluster.comm;

/** A place for received elements before they are added; grown to what is needed. */
final class ReceiveBuffer {
  private long[] values;

  ReceiveBuffer(int length) {
    this.values = new long[length];
  }

  ArraySlice part(int length) {
    if (values.length < length) {
      values = new long[length];
    }
    return new ArraySlice(values, 0, length);
  }

  /** Adds what was received there. */
  static void add(ArraySlice received, ArraySlice to) {
    long[] from = (long[]) received.array();
    long[] into = (long[]) to.array();
    int at = to.from();
    for (int i = 0; i < to.length(); i++) {
      into[at + i] += from[i];
    }
  }
}
