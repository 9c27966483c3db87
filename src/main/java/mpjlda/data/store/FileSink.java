package mpjlda.data.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.Checksum;
import mpjlda.data.io.IoFailure;

/** A new file that is written from its beginning to its end; its length and checksum. */
final class FileSink implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path path;
  private final FileChannel channel;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final CRC32C crc = new CRC32C();
  private int used;
  private long bytes;

  /**
   * Opens a file that is not there yet.
   *
   * @throws LdaException (70) with path and reason, as of all methods
   */
  FileSink(Path path) {
    this.path = path;
    try {
      this.channel =
          FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw IoFailure.writing(path, e);
    }
  }

  /** Number of bytes so far. */
  long bytes() {
    return bytes;
  }

  void write(byte[] source, int from, int length) {
    crc.update(source, from, length);
    bytes += length;
    if (length > buffer.length - used) {
      flush();
    }
    if (length > buffer.length) {
      put(ByteBuffer.wrap(source, from, length));
    } else {
      System.arraycopy(source, from, buffer, used, length);
      used += length;
    }
  }

  void write(byte[] source) {
    write(source, 0, source.length);
  }

  /** Returns when all is on the disk. */
  Checksum finish() {
    flush();
    try {
      channel.force(true);
      channel.close();
    } catch (IOException e) {
      throw IoFailure.writing(path, e);
    }
    return new Checksum(bytes, Checksum.hex(crc.getValue()));
  }

  private void flush() {
    put(ByteBuffer.wrap(buffer, 0, used));
    used = 0;
  }

  private void put(ByteBuffer from) {
    try {
      while (from.hasRemaining()) {
        channel.write(from);
      }
    } catch (IOException e) {
      throw IoFailure.writing(path, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException ignored) {
      // Only after a failure, which is the one to tell: finish() closes what is to be kept.
    }
  }
}
