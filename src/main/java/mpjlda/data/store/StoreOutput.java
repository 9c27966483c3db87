package mpjlda.data.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.AtomicFile;
import mpjlda.data.io.IoFailure;

/**
 * A folder that appears under its name when it is whole: it is filled as {@code .NAME.tmp} beside
 * it. What a killed process left there is removed by the next one, so one process at a time may
 * write a store.
 */
final class StoreOutput {
  private final Path target;
  private final Path temporary;
  private final boolean replace;

  /**
   * Makes the temporary folder.
   *
   * @param replace whether a store of that name may be replaced; nothing else ever is
   * @throws LdaException (2) if the name is taken, (70) if the folder cannot be made
   */
  StoreOutput(Path target, boolean replace) {
    this.target = target.toAbsolutePath().normalize();
    this.replace = replace;
    this.temporary = beside(".tmp");
    checkFree();
    AtomicFile.createFolders(parent());
    removeStore(temporary);
    AtomicFile.createFolders(temporary);
  }

  private Path parent() {
    Path parent = target.getParent();
    return parent == null ? target : parent;
  }

  private Path beside(String ending) {
    return target.resolveSibling("." + target.getFileName() + ending);
  }

  private void checkFree() {
    if (!Files.exists(target)) {
      return;
    }
    if (!Store.isStore(target)) {
      throw LdaException.usage(
          target + ": is already there, and is no corpus store; choose another --output.");
    }
    if (!replace) {
      throw LdaException.usage(
          target + ": is already there; choose another --output, or add --overwrite.");
    }
    checkOnlyStore();
  }

  /** A store is removed with its folder: nothing of somebody else's may be in it. */
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
    return temporary.resolve(name);
  }

  /** Gives the folder its name; a store that had it is removed. */
  void commit() {
    Path old = beside(".old");
    try {
      syncFolder(temporary);
      removeStore(old);
      if (Files.exists(target)) {
        checkFree();
        Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      syncFolder(parent());
    } catch (IOException e) {
      throw IoFailure.writing(target, e);
    }
    removeStore(old);
  }

  /** Removes what was written. */
  void abort() {
    try {
      removeStore(temporary);
    } catch (LdaException ignored) {
      // The failure that brought us here is the one to tell.
    }
  }

  /** Removes a store's files and the folder, which must hold nothing else. */
  static void removeStore(Path folder) {
    try {
      for (String name : StoreFiles.ALL) {
        Files.deleteIfExists(folder.resolve(name));
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw LdaException.failed("cannot remove " + folder + ": " + IoFailure.reason(e) + ".", e);
    }
  }

  private static void syncFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException ignored) {
      // Some network file systems cannot sync a folder. The files themselves are synced.
    }
  }
}
