package mpjlda.data.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import mpjlda.core.errors.LdaException;

/**
 * {@link DurableFiles} on the disk itself: files that are replaced as a whole or not at all.
 *
 * <p>All failures to write are an {@link LdaException} (70) with path and reason.
 */
public final class AtomicFile {
  private static final int STREAM_BUFFER = 1 << 16;
  private static final DurableFiles DISK = new DurableFiles(new RealFileSystem());

  private AtomicFile() {}

  /** Fills a new, empty file at any positions. */
  @FunctionalInterface
  public interface Body {
    void writeTo(FileSystemCalls.Output out) throws IOException;
  }

  /** Fills a new, empty file from its beginning to its end. */
  @FunctionalInterface
  public interface StreamBody {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Replaces a file by what {@code body} writes, at any positions.
   *
   * @throws LdaException (70) if it cannot be written; the old file is then unchanged and the
   *     temporary file removed, as they are when {@code body} itself throws
   */
  public static void write(Path target, Body body) {
    Path unused =
        DISK.write(
            target,
            out -> {
              body.writeTo(out);
              return target;
            });
  }

  /** Replaces a file by what {@code body} writes from the beginning to the end; buffered. */
  public static void writeStream(Path target, StreamBody body) {
    write(
        target,
        out -> {
          // Not closed: the file has to stay open for its fsync.
          OutputStream buffered = new BufferedOutputStream(new Appending(out), STREAM_BUFFER);
          body.writeTo(buffered);
          buffered.flush();
        });
  }

  /** Replaces a file by a text in UTF-8. */
  public static void writeText(Path target, String text) {
    DISK.writeBytes(target, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Removes a file, if it exists, for good: the folder is synced before this returns.
   *
   * @throws LdaException (70) if it cannot be removed
   */
  public static void remove(Path target) {
    DISK.remove(target);
  }

  /** Creates a folder and those above it that do not exist. */
  public static void createFolders(Path folder) {
    DISK.createFolders(folder);
  }

  /** Writes each piece after the one before. */
  private static final class Appending extends OutputStream {
    private final FileSystemCalls.Output out;
    private long position;

    Appending(FileSystemCalls.Output out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(position, ByteBuffer.wrap(bytes, from, length));
      position += length;
    }
  }
}
