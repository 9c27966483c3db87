package mpjlda.data.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.Checksum;
import mpjlda.data.io.FileSystemCalls;
import mpjlda.data.io.IoFailure;
import mpjlda.data.io.RealFileSystem;

/** A new file that is written from its beginning to its end; its length and checksum. */
final class FileSink implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path path;
  private final FileSystemCalls.Output out;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final CRC32C crc = new CRC32C();
  private int used;
  private long bytes;

  /**
   * Opens a file, new or emptied.
   *
   * @throws LdaException (70) with path and reason, as of all methods
   */
  FileSink(Path path) {
    this.path = path;
    try {
      this.out = new RealFileSystem().create(path);
    } catch (IOException e) {
      throw IoFailure.writing(path, e);
    }
  }

  /** Number of bytes so far. */
  long bytes() {
    return bytes;
  }

  void write(byte[] source, int from, int length) {
    if (length > buffer.length - used) {
      flush();
    }
    if (length > buffer.length) {
      put(bytes, ByteBuffer.wrap(source, from, length));
    } else {
      System.arraycopy(source, from, buffer, used, length);
      used += length;
    }
    crc.update(source, from, length);
    bytes += length;
  }

  void write(byte[] source) {
    write(source, 0, source.length);
  }

  /** Returns when all is on the disk. */
  Checksum finish() {
    flush();
    try {
      out.force();
      out.close();
    } catch (IOException e) {
      throw IoFailure.writing(path, e);
    }
    return new Checksum(bytes, Checksum.hex(crc.getValue()));
  }

  private void flush() {
    put(bytes - used, ByteBuffer.wrap(buffer, 0, used));
    used = 0;
  }

  private void put(long position, ByteBuffer from) {
    try {
      out.write(position, from);
    } catch (IOException e) {
      throw IoFailure.writing(path, e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException ignored) {
      // Only after a failure, which is reported: finish() closes what is to be kept.
    }
  }
}
