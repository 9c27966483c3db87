package mpjlda.data.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.AtomicFolder;
import mpjlda.data.io.IoFailure;
import mpjlda.data.io.OutputLock;

/** The folder of a store that is being written; it may replace another store and nothing else. */
final class StoreOutput {
  private final Path target;
  private final boolean replace;
  private final OutputLock lock;
  private final AtomicFolder folder;

  /**
   * Creates the temporary folder.
   *
   * @param replace whether a store of that name may be replaced
   * @throws LdaException (2) if the name is taken or another process is writing it, (70) if the
   *     folder cannot be created
   */
  StoreOutput(Path target, boolean replace) {
    this.target = target.toAbsolutePath().normalize();
    this.replace = replace;
    checkFree();
    this.lock = OutputLock.acquire(this.target);
    boolean begun = false;
    try {
      this.folder = new AtomicFolder(this.target, StoreFiles.ALL);
      begun = true;
    } finally {
      if (!begun) {
        lock.close();
      }
    }
  }

  private void checkFree() {
    if (!Files.exists(target)) {
      return;
    }
    if (!Store.isStore(target)) {
      throw LdaException.usage(
          target + ": already exists, and is no corpus store; choose another --output.");
    }
    if (!replace) {
      throw LdaException.usage(
          target + ": already exists; choose another --output, or add --overwrite.");
    }
    checkOnlyStore();
  }

  /** A store is removed with its folder, so it may contain no other files. */
  private void checkOnlyStore() {
    try (Stream<Path> files = Files.list(target)) {
      Optional<Path> other =
          files.filter(f -> !StoreFiles.ALL.contains(f.getFileName().toString())).findAny();
      if (other.isPresent()) {
        throw LdaException.usage(
            other.get()
                + ": is no file of a corpus store; move it away, or choose another --output.");
      }
    } catch (IOException e) {
      throw IoFailure.writing(target, e);
    }
  }

  /** A file of the folder. */
  Path file(String name) {
    return folder.file(name);
  }

  /** Gives the folder its name; a store that had it is removed. */
  void commit() {
    checkFree();
    folder.commit();
    lock.close();
  }

  /** Removes what was written. */
  void abort() {
    folder.abort();
    lock.close();
  }
}
