package mpjlda.data.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a file as ranges of one reused buffer, so that no object is made per line. Each line
 * lies in the buffer as a whole, without its end ({@code \n}, {@code \r\n} or {@code \r}) and
 * without a byte order mark, and is followed by a byte that is no digit.
 */
final class LineReader implements AutoCloseable {
  private static final int FIRST_BUFFER = 1 << 18;

  /** Larger than any sensible document; a binary file without line ends must not fill the heap. */
  private static final int LONGEST_LINE = 1 << 28;

  private byte[] buffer = new byte[FIRST_BUFFER];
  private InputStream in = InputStream.nullInputStream();

  /** File offset of {@code buffer[0]}. */
  private long bufferOffset;

  private int filled;
  private boolean drained;
  private int from;
  private int to;
  private int lineStart;
  private int nextStart;
  private final boolean returnEnds;

  LineReader() {
    this(true);
  }

  /**
   * A reader, closed.
   *
   * @param returnEnds whether a carriage return alone ends a line
   */
  LineReader(boolean returnEnds) {
    this.returnEnds = returnEnds;
  }

  /**
   * Opens a file.
   *
   * @param offset {@link #next} returns the first line that starts here or later
   */
  void open(ByteSource source, long offset) throws IOException {
    close();
    bufferOffset = Math.max(0, offset - 1);
    filled = 0;
    drained = false;
    from = 0;
    to = 0;
    lineStart = 0;
    nextStart = 0;
    in = source.openAt(bufferOffset);
    if (offset > 0) {
      next();
    }
  }

  /** Moves to the next line; false at the end of the file. */
  boolean next() throws IOException {
    int scan = nextStart;
    while (true) {
      int end = lineEnd(scan);
      // What follows a carriage return must be known: a line feed belongs to the same end.
      if (end < filled && (buffer[end] == '\n' || end + 1 < filled || drained)) {
        boolean both = buffer[end] == '\r' && end + 1 < filled && buffer[end + 1] == '\n';
        setLine(end, both ? end + 2 : end + 1);
        return true;
      }
      scan = end - nextStart;
      if (drained) {
        if (nextStart == filled) {
          lineStart = filled;
          return false;
        }
        buffer[filled] = '\n';
        setLine(filled, filled);
        return true;
      }
      refill();
    }
  }

  /** Index of the first line end from {@code at} on, or {@code filled}. */
  private int lineEnd(int at) {
    byte[] bytes = buffer;
    int end = filled;
    int i = at;
    while (i < end && bytes[i] != '\n' && (bytes[i] != '\r' || !returnEnds)) {
      i++;
    }
    return i;
  }

  private void setLine(int end, int next) {
    lineStart = nextStart;
    nextStart = next;
    from = lineStart;
    // Where carriage returns end no lines, one before a line feed still belongs to the end.
    to = end > from && !returnEnds && buffer[end - 1] == '\r' ? end - 1 : end;
    if (offset() == 0 && startsWithByteOrderMark()) {
      from += 3;
    }
  }

  private boolean startsWithByteOrderMark() {
    return to - from >= 3
        && buffer[from] == (byte) 0xef
        && buffer[from + 1] == (byte) 0xbb
        && buffer[from + 2] == (byte) 0xbf;
  }

  /** Moves what is left to the front and reads more, into a larger buffer if the line fills it. */
  private void refill() throws IOException {
    int left = filled - nextStart;
    if (nextStart > 0) {
      System.arraycopy(buffer, nextStart, buffer, 0, left);
    } else if (filled == buffer.length - 1) {
      if (buffer.length >= LONGEST_LINE) {
        throw new IOException(
            "a line of more than " + (LONGEST_LINE >> 20) + " MiB (is this a text file?)");
      }
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    bufferOffset += nextStart;
    nextStart = 0;
    filled = left;
    // One byte stays free: the end of a last line without a line feed is marked there.
    int read = in.read(buffer, filled, buffer.length - 1 - filled);
    if (read < 0) {
      drained = true;
    } else {
      filled += read;
    }
  }

  byte[] buffer() {
    return buffer;
  }

  /** Index of the line's start in the buffer. */
  int from() {
    return from;
  }

  /** Index of the line's end in the buffer. */
  int to() {
    return to;
  }

  boolean isEmpty() {
    return from == to;
  }

  /** File offset of the line's first byte. */
  long offset() {
    return bufferOffset + lineStart;
  }

  /** File offset of what follows the line. */
  long nextOffset() {
    return bufferOffset + nextStart;
  }

  @Override
  public void close() throws IOException {
    in.close();
    in = InputStream.nullInputStream();
  }
}
