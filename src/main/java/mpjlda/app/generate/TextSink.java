package mpjlda.app.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes text and whole numbers as bytes without an object for each. */
final class TextSink {
  /** No number has more digits. */
  private static final int LONGEST_NUMBER = 20;

  private final OutputStream out;
  private final byte[] buffer = new byte[1 << 16];
  private final byte[] digits = new byte[LONGEST_NUMBER];
  private int size;

  TextSink(OutputStream out) {
    this.out = out;
  }

  TextSink text(String text) throws IOException {
    flush();
    out.write(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Writes an ASCII character. */
  TextSink character(char character) throws IOException {
    if (size == buffer.length) {
      flush();
    }
    buffer[size++] = (byte) character;
    return this;
  }

  /**
   * @param number ≥ 0
   */
  TextSink number(long number) throws IOException {
    if (size + LONGEST_NUMBER > buffer.length) {
      flush();
    }
    int first = LONGEST_NUMBER;
    long rest = number;
    do {
      digits[--first] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    System.arraycopy(digits, first, buffer, size, LONGEST_NUMBER - first);
    size += LONGEST_NUMBER - first;
    return this;
  }

  /** Writes the buffer to the stream. */
  void flush() throws IOException {
    out.write(buffer, 0, size);
    size = 0;
  }
}
