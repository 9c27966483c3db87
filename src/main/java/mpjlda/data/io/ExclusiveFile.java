package mpjlda.data.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files under temporary names that one process at a time writes. The operating system's lock goes
 * with its process, so what a killed one left is written over; links, devices and pipes that stand
 * under the name are not opened.
 *
 * <p>On file systems without locks every process may write.
 */
public final class ExclusiveFile {
  private static final Set<OpenOption> EXISTING =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  private ExclusiveFile() {}

  /**
   * Opens a file, new or emptied, which no other process opens so until the channel is closed or
   * the file has another name.
   *
   * @throws FileInUseException if another process has it
   */
  public static FileChannel open(Path file) throws IOException {
    while (true) {
      FileChannel channel = tryOpen(file);
      if (channel != null) {
        return channel;
      }
    }
  }

  /**
   * Removes a file that a process has left, unless another one is writing it.
   *
   * @throws IOException if it cannot be removed
   */
  public static void removeUnused(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      FileChannel held = open(file);
      try {
        Files.deleteIfExists(file);
      } finally {
        held.close();
      }
    } catch (FileInUseException e) {
      // It belongs to that process.
    }
  }

  /** Null if the name changed hands between opening and locking. */
  @SuppressWarnings("resource") // the caller's, or closed here
  private static @Nullable FileChannel tryOpen(Path file) throws IOException {
    FileChannel channel;
    Object before;
    try {
      channel =
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.CREATE_NEW,
              LinkOption.NOFOLLOW_LINKS);
      before = key(file);
    } catch (FileAlreadyExistsException exists) {
      before = key(file);
      if (before == null) {
        return null;
      }
      try {
        channel = FileChannel.open(file, EXISTING);
      } catch (NoSuchFileException gone) {
        return null;
      }
    }
    boolean mine = false;
    try {
      lock(channel, file);
      mine = before != null && Objects.equals(before, key(file));
      if (mine) {
        channel.truncate(0);
      }
      return mine ? channel : null;
    } finally {
      if (!mine) {
        channel.close();
      }
    }
  }

  /** Identity of the plain file of this name; null if there is none. */
  private static @Nullable Object key(Path file) throws IOException {
    try {
      BasicFileAttributes found =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!found.isRegularFile()) {
        throw new FileSystemException(
            file.toString(), null, "a temporary file's name is taken by what is not a plain file");
      }
      return found.fileKey() == null ? file : found.fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static void lock(FileChannel channel, Path file) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      throw new FileInUseException(file);
    } catch (IOException e) {
      // A file system without locks.
      return;
    }
    if (lock == null) {
      throw new FileInUseException(file);
    }
  }
}
