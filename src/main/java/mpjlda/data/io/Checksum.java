package mpjlda.data.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;
import mpjlda.core.errors.LdaException;

/**
 * The length and the CRC32C of a file, as manifests keep them of other files.
 *
 * @param bytes the length
 * @param crc32c as 8 hexadecimal digits
 */
public record Checksum(long bytes, String crc32c) {
  private static final int BUFFER_BYTES = 1 << 20;

  /**
   * Reads the file once.
   *
   * @throws LdaException (65) if it cannot be read
   */
  public static Checksum of(Path path) {
    CRC32C crc = new CRC32C();
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    long bytes = 0;
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      while (channel.read(buffer) >= 0) {
        buffer.flip();
        bytes += buffer.limit();
        crc.update(buffer);
        buffer.clear();
      }
    } catch (IOException e) {
      throw IoFailure.reading(path, e);
    }
    return new Checksum(bytes, hex(crc.getValue()));
  }

  /** Computes the checksum of a file's content. */
  public static Checksum of(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return new Checksum(bytes.length, hex(crc.getValue()));
  }

  /** A CRC32C as 8 hexadecimal digits. */
  public static String hex(long crc32c) {
    return String.format(Locale.ROOT, "%08x", crc32c);
  }

  /** The members of its JSON object. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("bytes", bytes);
    map.put("crc32c", crc32c);
    return map;
  }

  /** Reads the members of {@link #toMap}. */
  public static Checksum from(JsonFields fields) {
    return new Checksum(fields.count("bytes"), fields.text("crc32c"));
  }

  /**
   * Compares a file with this checksum.
   *
   * @throws LdaException (65) if the file has another length or checksum
   */
  public void check(Path path) {
    Checksum found = of(path);
    if (!found.equals(this)) {
      throw LdaException.badInput(
          String.format(
              "%s: not the file that this model was saved with: %d bytes with CRC32C %s found, %d"
                  + " with %s expected. Copy the model directory again from where it was made, or"
                  + " train again.",
              path, found.bytes, found.crc32c, bytes, crc32c));
    }
  }
}
