package mpjlda.data.store;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;
import mpjlda.core.errors.LdaException;
import org.jspecify.annotations.Nullable;

/**
 * A file mapped into memory in windows, each when it is first needed: one mapping cannot be larger
 * than 2 GiB. Not thread-safe.
 */
final class MappedFile {
  private final Path path;
  private final long bytes;
  private final long windowBytes;
  private final @Nullable MappedByteBuffer[] windows;

  /**
   * @param bytes the file's length
   * @param windowBytes length of a window, at most 2^31 - 1
   */
  MappedFile(Path path, long bytes, long windowBytes) {
    this.path = path;
    this.bytes = bytes;
    this.windowBytes = windowBytes;
    this.windows = new MappedByteBuffer[Math.toIntExact((bytes + windowBytes - 1) / windowBytes)];
  }

  /**
   * Copies bytes out.
   *
   * @throws LdaException (65) if the file cannot be read there
   */
  void read(long offset, byte[] into, int length) {
    try {
      for (int done = 0; done < length; ) {
        long at = offset + done;
        int inWindow = (int) (at % windowBytes);
        int part = (int) Math.min(length - done, windowBytes - inWindow);
        window((int) (at / windowBytes)).get(inWindow, into, done, part);
        done += part;
      }
    } catch (IOException e) {
      throw Store.unreadable(path, e);
    } catch (IndexOutOfBoundsException e) {
      throw faulted();
    }
  }

  /**
   * Runs code that reads this file. If the disk fails or the file has become shorter, Java may
   * throw only a little after the faulty access.
   *
   * @throws LdaException (65) if the file could not be read
   */
  <T> T guarded(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (InternalError e) {
      throw faulted();
    }
  }

  private LdaException faulted() {
    return LdaException.badInput(
        path + ": cannot be read up to its expected length; is it being changed? " + Store.ADVICE);
  }

  private MappedByteBuffer window(int number) throws IOException {
    MappedByteBuffer window = windows[number];
    if (window == null) {
      long start = number * windowBytes;
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        window =
            channel.map(FileChannel.MapMode.READ_ONLY, start, Math.min(windowBytes, bytes - start));
      }
      windows[number] = window;
    }
    return window;
  }
}
