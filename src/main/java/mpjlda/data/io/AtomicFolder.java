package mpjlda.data.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import mpjlda.core.errors.LdaException;

/**
 * A folder that appears under its name when it is whole: it is filled as {@code .NAME.tmp} next to
 * it. What a killed process left there is removed by the next one; while it is being filled, a
 * second process that wants to fill it is refused.
 *
 * <p>Files are removed by their names: a folder that has others is left, with them.
 */
public final class AtomicFolder {
  private static final String LOCK = ".lock";
  private static final FileSystemCalls DISK = new RealFileSystem();

  private final Path target;
  private final List<String> names;
  private final Path temporary;

  /** Open, and so locked, until the folder is finished. */
  private final FileChannel lock;

  /**
   * Creates the temporary folder, and the folders above it.
   *
   * @param names of all files that the folder may have
   * @throws LdaException (2) if another process fills it; (70) with path and reason, as of all
   *     methods
   */
  public AtomicFolder(Path target, List<String> names) {
    this.target = target.toAbsolutePath().normalize();
    this.names = List.copyOf(names);
    this.temporary = DurableFiles.sibling(this.target, DurableFiles.TEMPORARY);
    this.lock = begin();
  }

  private FileChannel begin() {
    while (true) {
      AtomicFile.createFolders(temporary);
      try {
        FileChannel held = ExclusiveFile.open(temporary.resolve(LOCK));
        for (String name : names) {
          DISK.delete(temporary.resolve(name));
        }
        return held;
      } catch (NoSuchFileException e) {
        // The process that filled it has just finished.
      } catch (IOException e) {
        throw IoFailure.writing(target, e);
      }
    }
  }

  /** The path of a file to be written, and synced, before {@link #commit}. */
  public Path file(String name) {
    return temporary.resolve(name);
  }

  /** Gives the folder its name; a folder that had it is removed. */
  public void commit() {
    Path old = DurableFiles.sibling(target, ".old");
    try (lock) {
      DISK.delete(temporary.resolve(LOCK));
      DISK.forceFolder(temporary);
      remove(old, names);
      if (Files.exists(target)) {
        DISK.rename(target, old);
      }
      DISK.rename(temporary, target);
      DISK.forceFolder(DurableFiles.folderOf(target));
    } catch (IOException e) {
      throw IoFailure.writing(target, e);
    }
    remove(old, names);
  }

  /** Removes all that was written, if that is possible. */
  public void abort() {
    try (lock) {
      DISK.delete(temporary.resolve(LOCK));
      remove(temporary, names);
    } catch (IOException | LdaException ignored) {
      // The failure before this one is reported.
    }
  }

  /**
   * Removes a folder with files of these names, if it exists.
   *
   * @throws LdaException (70) if it cannot be removed, or has other files
   */
  public static void remove(Path folder, List<String> names) {
    try {
      for (String name : names) {
        DISK.delete(folder.resolve(name));
      }
      DISK.delete(folder);
    } catch (IOException e) {
      throw LdaException.failed("cannot remove " + folder + ": " + IoFailure.reason(e) + ".", e);
    }
  }
}
