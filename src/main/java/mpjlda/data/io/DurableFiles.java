package mpjlda.data.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import mpjlda.core.errors.LdaException;

/**
 * Writes files so that a reader, or a machine that lost power, sees the old content or the new one
 * and nothing in between: temporary file in the same folder, fsync, rename, fsync of the folder.
 *
 * <p>The temporary name is fixed ({@code .NAME.tmp}): what a killed process left is overwritten by
 * the next attempt and does not pile up. It is locked while it is written: a second process that
 * wants to write the file is refused.
 *
 * <p>All other failures to write are an {@link LdaException} (70) with path and reason.
 */
public final class DurableFiles {
  /** The ending of a temporary file's name. */
  public static final String TEMPORARY = ".tmp";

  private final FileSystemCalls calls;

  public DurableFiles(FileSystemCalls calls) {
    this.calls = calls;
  }

  /** Fills a new, empty file. */
  @FunctionalInterface
  public interface Body<T> {
    T writeTo(FileSystemCalls.Output out) throws IOException;
  }

  /**
   * Replaces a file by what {@code body} writes.
   *
   * @return what {@code body} returns
   * @throws LdaException (2) if the name is that of something else than a file ({@link
   *     OutputTarget}), or another process is writing the file; (70) if it cannot be written; the
   *     old file is then unchanged and the temporary file removed, as they are when {@code body}
   *     itself throws
   */
  public <T> T write(Path target, Body<T> body) {
    Path file = OutputTarget.resolve(target);
    Path temporary = sibling(file, TEMPORARY);
    boolean ours = false;
    try {
      T written;
      try (FileSystemCalls.Output out = calls.create(temporary)) {
        ours = true;
        written = body.writeTo(out);
        out.force();
        // Before it is closed, and with it the lock: no other process has written a byte of it.
        calls.rename(temporary, file);
        ours = false;
      }
      calls.forceFolder(folderOf(file));
      return written;
    } catch (IOException e) {
      throw IoFailure.writing(target, e);
    } finally {
      if (ours) {
        removeQuietly(temporary);
      }
    }
  }

  /** Replaces a file by these bytes; fails as {@link #write} does. */
  public void writeBytes(Path target, byte[] bytes) {
    long unused =
        write(
            target,
            out -> {
              out.write(0, ByteBuffer.wrap(bytes));
              return (long) bytes.length;
            });
  }

  /**
   * Removes a file, if it exists, for good: the folder is synced before this returns.
   *
   * @throws LdaException (70) if it cannot be removed
   */
  public void remove(Path target) {
    try {
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        calls.delete(target);
        calls.forceFolder(folderOf(target));
      }
    } catch (IOException e) {
      throw LdaException.failed("cannot remove " + target + ": " + IoFailure.reason(e) + ".", e);
    }
  }

  /** Creates a folder and those above it that do not exist. */
  public void createFolders(Path folder) {
    Deque<Path> missing = new ArrayDeque<>();
    Path absolute = folder.toAbsolutePath();
    for (Path p = absolute; p != null && !Files.isDirectory(p); p = p.getParent()) {
      missing.push(p);
    }
    for (Path p : missing) {
      try {
        calls.createFolder(p);
        calls.forceFolder(folderOf(p));
      } catch (IOException e) {
        throw IoFailure.creating(p, e);
      }
    }
  }

  /** The hidden neighbour of a file or folder whose name has this ending. */
  static Path sibling(Path target, String ending) {
    return target.resolveSibling("." + target.getFileName() + ending);
  }

  static Path folderOf(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    return folder == null ? path.toAbsolutePath() : folder;
  }

  private void removeQuietly(Path temporary) {
    try {
      calls.delete(temporary);
    } catch (IOException ignored) {
      // The failure before this one is reported.
    }
  }
}
