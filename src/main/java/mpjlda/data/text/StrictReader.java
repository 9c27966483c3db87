package mpjlda.data.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * Decodes bytes and refuses those that are not of the encoding, and NUL characters, with the line
 * that they are in. Opened again and again. Not thread-safe.
 */
final class StrictReader extends Reader {
  private static final int BUFFER = 1 << 13;

  private final Charset charset;
  private final CharsetDecoder decoder;
  private final byte[] buffer = new byte[BUFFER];
  private final ByteBuffer own = ByteBuffer.wrap(buffer);
  private final char[] pair = new char[2];
  private ByteBuffer bytes = own;
  private InputStream in = InputStream.nullInputStream();
  private boolean drained = true;
  private int waiting = -1;
  private long line = 1;
  private boolean afterReturn;

  StrictReader(Charset charset) {
    this.charset = charset;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** Goes to a stream's beginning; the caller closes the stream. */
  void open(InputStream stream) {
    begin(own.clear().limit(0), 1);
    in = stream;
    drained = false;
  }

  /**
   * Goes to a range of bytes.
   *
   * @param firstLine number of the line that it begins in
   */
  void open(byte[] text, int from, int to, long firstLine) {
    begin(ByteBuffer.wrap(text, from, to - from), firstLine);
    drained = true;
  }

  private void begin(ByteBuffer source, long firstLine) {
    decoder.reset();
    bytes = source;
    waiting = -1;
    line = firstLine;
    afterReturn = false;
  }

  /** Line of the next character, from 1. */
  long line() {
    return line;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (waiting >= 0) {
      target[offset] = (char) waiting;
      waiting = -1;
      return 1;
    }
    if (length == 1) {
      // A character beyond the first 65536 takes two places.
      int read = decode(pair, 0, 2);
      if (read > 0) {
        target[offset] = pair[0];
        waiting = read == 2 ? pair[1] : -1;
      }
      return Math.min(read, 1);
    }
    return decode(target, offset, length);
  }

  private int decode(char[] target, int offset, int length) throws IOException {
    CharBuffer chars = CharBuffer.wrap(target, offset, length);
    while (true) {
      CoderResult result = decoder.decode(bytes, chars, drained);
      int read = chars.position() - offset;
      if (read > 0) {
        check(target, offset, read);
        return read;
      }
      if (result.isError()) {
        throw notOfTheEncoding();
      }
      if (result.isUnderflow()) {
        if (drained) {
          return -1;
        }
        refill();
      }
    }
  }

  private void refill() throws IOException {
    // Only a stream's bytes run out before they are drained: those in the reader's own array.
    bytes.compact();
    int read = in.read(buffer, bytes.position(), bytes.remaining());
    if (read < 0) {
      drained = true;
    } else {
      bytes.position(bytes.position() + read);
    }
    bytes.flip();
  }

  private void check(char[] target, int offset, int read) throws MalformedTextException {
    for (int i = offset; i < offset + read; i++) {
      char c = target[i];
      if (c == '\r' || (c == '\n' && !afterReturn)) {
        line++;
      }
      afterReturn = c == '\r';
      if (c == 0) {
        throw new MalformedTextException(
            line,
            "found a NUL character, expected text: is this a text file? If it is UTF-16, add"
                + " --encoding UTF-16");
      }
    }
  }

  private MalformedTextException notOfTheEncoding() {
    return new MalformedTextException(
        line,
        "found bytes that are not "
            + charset.name()
            + ", expected "
            + charset.name()
            + " text; say which encoding it is with --encoding (such as windows-1252)");
  }

  @Override
  public void close() {}
}
