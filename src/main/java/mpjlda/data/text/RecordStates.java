package mpjlda.data.text;

import java.io.IOException;
import java.io.InputStream;

/**
 * Where records of a table begin, byte by byte, as the parser of {@link RecordFeed} sees it (RFC
 * 4180; a quotation mark within a field that does not begin with one has no meaning). A line end
 * may stand between quotation marks, so that what a byte means depends on all before it: hence
 * {@link Look} takes some bytes for every state that they may be read in.
 */
final class RecordStates {
  /** At the beginning of a record, as at that of a file. */
  static final int RECORD = 0;

  /** After a CR that ended a record; an LF that follows belongs to it. */
  private static final int AFTER_CR = 1;

  private static final int FIELD = 2;
  private static final int PLAIN = 3;
  private static final int QUOTED = 4;

  /** After a quotation mark among quoted text: its end, or the first of two. */
  private static final int AFTER_QUOTE = 5;

  /** Between the end of quoted text and that of its field. */
  private static final int AFTER_QUOTED = 6;

  static final int STATES = 7;

  private static final int OTHER = 0;
  private static final int QUOTE = 1;
  private static final int DELIMITER = 2;
  private static final int CR = 3;
  private static final int LF = 4;

  /** By state, then by kind of byte. What the parser refuses may go anywhere. */
  private static final byte[][] NEXT = {
    {PLAIN, QUOTED, FIELD, AFTER_CR, RECORD},
    {PLAIN, QUOTED, FIELD, AFTER_CR, RECORD},
    {PLAIN, QUOTED, FIELD, AFTER_CR, RECORD},
    {PLAIN, PLAIN, FIELD, AFTER_CR, RECORD},
    {QUOTED, AFTER_QUOTE, QUOTED, QUOTED, QUOTED},
    {AFTER_QUOTED, QUOTED, FIELD, AFTER_CR, RECORD},
    {AFTER_QUOTED, AFTER_QUOTED, FIELD, AFTER_CR, RECORD},
  };

  private final byte[] kinds = new byte[256];

  /**
   * @param kind CSV or TSV
   * @param quotes whether quotation marks have a meaning
   */
  RecordStates(TextKind kind, boolean quotes) {
    kinds[kind == TextKind.TSV ? '\t' : ','] = DELIMITER;
    kinds['\r'] = CR;
    kinds['\n'] = LF;
    if (quotes) {
      kinds['"'] = QUOTE;
    }
  }

  /** Whether a line ends with a byte; CR LF is one line end. */
  private static boolean endsLine(int value, int before) {
    return value == '\r' || (value == '\n' && before != '\r');
  }

  /**
   * The first place where a record begins.
   *
   * @param at in the file; the end of the file if no record begins
   * @param lineEnds before it, from where the search began
   */
  record Start(long at, long lineEnds) {}

  /**
   * Searches for the first record that begins at a byte or after it.
   *
   * @param in its next byte is the one before
   * @param from the byte, above 0
   * @param state before it
   */
  Start firstRecord(InputStream in, long from, int state) throws IOException {
    int before = in.read();
    int now = state;
    long lineEnds = 0;
    for (long at = from; now != RECORD; at++) {
      int value = in.read();
      if (value < 0 || (now == AFTER_CR && value != '\n')) {
        return new Start(at, lineEnds);
      }
      now = NEXT[now][kinds[value]];
      lineEnds += endsLine(value, before) ? 1 : 0;
      before = value;
      if (now == RECORD) {
        return new Start(at + 1, lineEnds);
      }
    }
    return new Start(from, 0);
  }

  /** What some bytes do, in whichever state they are read. */
  final class Look {
    private final int[] after = new int[STATES];
    private boolean settled;
    private int before;
    private long lineEnds;

    /**
     * @param before the byte before
     */
    Look(int before) {
      this.before = before;
      for (int s = 0; s < STATES; s++) {
        after[s] = s;
      }
    }

    /** Goes on over some bytes. */
    void read(byte[] bytes, int size) {
      int last = before;
      for (int i = 0; i < size; i++) {
        int value = bytes[i] & 0xff;
        int kind = kinds[value];
        // Another byte without meaning changes nothing.
        if (kind != OTHER || !settled) {
          for (int s = 0; s < STATES; s++) {
            after[s] = NEXT[after[s]][kind];
          }
          settled = kind == OTHER;
          lineEnds += endsLine(value, last) ? 1 : 0;
        }
        last = value;
      }
      before = last;
    }

    /** The state after all of it, for each that it may have been read in: three bits each. */
    long states() {
      long packed = 0;
      for (int s = 0; s < STATES; s++) {
        packed |= (long) after[s] << (3 * s);
      }
      return packed;
    }

    long lineEnds() {
      return lineEnds;
    }
  }

  /** What {@link Look#states} say of one of them. */
  static int after(long states, int state) {
    return (int) (states >>> (3 * state)) & 7;
  }
}
