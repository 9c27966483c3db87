package mpjlda.data.store;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.Checksum;
import mpjlda.data.io.IoFailure;

/** Reads what {@link StorePart} wrote, from its beginning to its end. */
final class StorePartReader {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path path;
  private final Checksum expected;
  private final CRC32C crc = new CRC32C();
  private final byte[] head = new byte[StorePart.HEAD_BYTES];
  private byte[] name = {};
  private byte[] document = {};
  private long left;

  StorePartReader(Path path, Checksum expected) {
    this.path = path;
    this.expected = expected;
    this.left = expected.bytes();
  }

  /** Takes a document. */
  @FunctionalInterface
  interface Visitor {
    void document(Encoded document);
  }

  /**
   * A document as it lies in a store; overwritten by the next one.
   *
   * @param name its line, of which the first {@code nameLength} bytes are used
   * @param bytes of which the first {@code length} are used
   * @param words distinct ones
   */
  record Encoded(byte[] name, int nameLength, byte[] bytes, int length, int words, long tokens) {}

  /**
   * Gives all documents.
   *
   * @throws LdaException (70) if the file is not there or not what was written
   */
  void read(Visitor visitor) {
    long found = length();
    if (found != left) {
      throw LdaException.failed(
          path
              + ": found "
              + (found < 0 ? "no such file" : found + " bytes")
              + ", expected the "
              + left
              + " bytes that another rank wrote. Choose an --output in a folder that all hosts"
              + " share.");
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES)) {
      while (left > 0) {
        visitor.document(next(in));
      }
    } catch (EOFException e) {
      throw damaged();
    } catch (IOException e) {
      throw IoFailure.writing(path, e);
    }
    if (!Checksum.hex(crc.getValue()).equals(expected.crc32c())) {
      throw damaged();
    }
  }

  private long length() {
    try {
      return Files.size(path);
    } catch (IOException e) {
      return -1;
    }
  }

  private Encoded next(InputStream in) throws IOException {
    ByteBuffer fields = ByteBuffer.wrap(read(in, head, StorePart.HEAD_BYTES));
    int nameLength = fields.getInt();
    int length = fields.getInt();
    int words = fields.getInt();
    name = read(in, name, nameLength);
    document = read(in, document, length);
    return new Encoded(name, nameLength, document, length, words, fields.getLong());
  }

  private byte[] read(InputStream in, byte[] reused, int length) throws IOException {
    left -= length;
    if (length < 0 || left < 0) {
      throw damaged();
    }
    byte[] bytes = length > reused.length ? new byte[Math.max(length, 2 * reused.length)] : reused;
    if (in.readNBytes(bytes, 0, length) < length) {
      throw damaged();
    }
    crc.update(bytes, 0, length);
    return bytes;
  }

  private LdaException damaged() {
    return LdaException.failed(
        path
            + ": found other bytes than another rank wrote. The disk or the network has changed"
            + " them: look at the system's log, and run the same command again.");
  }
}
