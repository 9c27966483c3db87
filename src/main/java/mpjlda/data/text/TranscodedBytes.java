package mpjlda.data.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The characters of a reader as UTF-8. */
final class TranscodedBytes extends InputStream {
  private final StrictReader reader;
  private final InputStream in;
  private final CharsetEncoder encoder =
      StandardCharsets.UTF_8
          .newEncoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final CharBuffer chars = CharBuffer.allocate(1 << 13).limit(0);
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 15).limit(0);
  private boolean drained;

  /**
   * Reads {@code in} through {@code reader}.
   *
   * @param in closed with this
   */
  TranscodedBytes(StrictReader reader, InputStream in) {
    this.reader = reader;
    this.in = in;
    reader.open(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (!bytes.hasRemaining()) {
      if (drained) {
        return -1;
      }
      refill();
    }
    int read = Math.min(length, bytes.remaining());
    bytes.get(target, offset, read);
    return read;
  }

  private void refill() throws IOException {
    chars.compact();
    int read = reader.read(chars.array(), chars.position(), chars.remaining());
    if (read < 0) {
      drained = true;
    } else {
      chars.position(chars.position() + read);
    }
    chars.flip();
    bytes.clear();
    encoder.encode(chars, bytes, drained);
    bytes.flip();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
