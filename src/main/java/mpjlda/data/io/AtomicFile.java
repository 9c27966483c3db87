package mpjlda.data.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import mpjlda.core.errors.LdaException;

/**
 * Writes files so that a reader, or a machine that lost power, sees the old content or the new and
 * nothing between: temporary file in the same folder, fsync, rename, fsync of the folder.
 *
 * <p>The temporary name is fixed ({@code .NAME.tmp}): what a killed process left behind is
 * overwritten by the next attempt instead of piling up. So one process at a time may write a file.
 */
public final class AtomicFile {
  private static final int STREAM_BUFFER = 1 << 16;

  private AtomicFile() {}

  /** Fills a new, empty file. */
  @FunctionalInterface
  public interface ChannelBody {
    void writeTo(FileChannel channel) throws IOException;
  }

  /** Fills a new, empty file from its beginning to its end. */
  @FunctionalInterface
  public interface StreamBody {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Replaces a file by what {@code body} writes, at any positions.
   *
   * @throws LdaException (70) with path and reason if it cannot be written; the old file is then
   *     unchanged and the temporary file removed, as they are when {@code body} itself throws
   */
  public static void write(Path target, ChannelBody body) {
    Path temporary = temporaryFor(target);
    boolean done = false;
    try {
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        body.writeTo(channel);
        channel.force(true);
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      done = true;
    } catch (IOException e) {
      throw IoFailure.writing(target, e);
    } finally {
      if (!done) {
        removeQuietly(temporary);
      }
    }
    syncFolderOf(target);
  }

  /** As {@link #write}, from the beginning to the end, buffered. */
  public static void writeStream(Path target, StreamBody body) {
    write(
        target,
        channel -> {
          // Not closed: the channel has to stay open for its fsync.
          OutputStream out =
              new BufferedOutputStream(Channels.newOutputStream(channel), STREAM_BUFFER);
          body.writeTo(out);
          out.flush();
        });
  }

  /** As {@link #write}, with a text in UTF-8. */
  public static void writeText(Path target, String text) {
    writeStream(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Removes a file if it is there, for good: the folder is synced before this returns.
   *
   * @throws LdaException (70) if it is there and cannot be removed
   */
  public static void remove(Path target) {
    try {
      if (Files.deleteIfExists(target)) {
        syncFolderOf(target);
      }
    } catch (IOException e) {
      throw LdaException.failed("cannot remove " + target + ": " + IoFailure.reason(e) + ".", e);
    }
  }

  /**
   * Makes a folder and those above it, if they are not there.
   *
   * @throws LdaException (70) with path and reason
   */
  public static void createFolders(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw LdaException.failed(
          "cannot create the folder " + folder + ": " + IoFailure.reason(e) + ".", e);
    }
  }

  private static Path temporaryFor(Path target) {
    return target.resolveSibling("." + target.getFileName() + ".tmp");
  }

  private static void removeQuietly(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException ignored) {
      // The failure that brought us here is the one to tell.
    }
  }

  private static void syncFolderOf(Path target) {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException ignored) {
      // Some network file systems cannot sync a folder. The file itself is synced and in place.
    }
  }
}
