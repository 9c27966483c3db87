package mpjlda.cluster.runfolder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.AtomicFile;
import mpjlda.data.io.IoFailure;

/**
 * Keeps an output folder to one run: two would remove each other's checkpoints.
 *
 * <p>Two files. {@code .run.lock} is empty and carries the operating system's lock, which goes with
 * its process, however that ends. {@code .run.json} names the owner ({@link RunOwner}). They are
 * two because closing any channel on a locked file drops the process's locks on it: the locked one
 * is never opened to be read. Only its owner may open it, as whoever can read a file can lock it.
 * It is not removed either: a lock on a removed file excludes no other process.
 *
 * <p>An owner of this host that is gone is stale, and its lock is taken over. Of one on another
 * host only the file system's locks can tell: it is taken over if both it and this process have
 * such a lock, and refused on file systems that have none. There the owner file alone decides, by
 * pid and start of the process.
 *
 * <p>Once in a process for a folder; not for threads against each other.
 */
public final class RunLock implements AutoCloseable {
  static final String LOCK = ".run.lock";
  static final String OWNER = ".run.json";

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  /** Without locks, the time after which a run looks whether another one started with it. */
  private static final long SETTLE_MILLIS = 200;

  private final Path ownerFile;
  private final RunOwner owner;
  private final FileChannel channel;

  private RunLock(Path ownerFile, RunOwner owner, FileChannel channel) {
    this.ownerFile = ownerFile;
    this.owner = owner;
    this.channel = channel;
  }

  /** The operating system's locks, or their substitute in a test. */
  @FunctionalInterface
  public interface Locks {
    /**
     * Tries to lock the whole file.
     *
     * @return whether it was acquired; false if another process holds it
     * @throws IOException if the file system has no locks
     */
    boolean tryLock(FileChannel channel) throws IOException;
  }

  /**
   * Acquires the folder for this process and creates it if needed.
   *
   * @param notices receives a sentence if a lock was taken over
   * @throws LdaException (2) if another run has it, with pid, host and start; (70) if the folder
   *     cannot be written
   */
  public static RunLock acquire(Path folder, Consumer<String> notices) {
    return acquire(folder, notices, RunLock::lockOfSystem);
  }

  /**
   * Reads the owner of the folder, who may be gone; empty if there is none. Does not touch the
   * lock.
   *
   * @param folder of a run
   */
  public static Optional<RunOwner> owner(Path folder) {
    return RunOwner.read(folder.resolve(OWNER));
  }

  public static RunLock acquire(Path folder, Consumer<String> notices, Locks locks) {
    AtomicFile.createFolders(folder);
    Path ownerFile = folder.resolve(OWNER);
    if (RunOwner.read(ownerFile).filter(RunOwner::isThisProcess).isPresent()) {
      // Before the lock file is touched: closing it again would drop the lock.
      throw refused(folder, "this very process");
    }
    FileChannel channel = open(folder.resolve(LOCK));
    boolean done = false;
    try {
      boolean locked = lock(folder, channel, locks);
      RunOwner.read(ownerFile).ifPresent(found -> takeOver(folder, found, locked, notices));
      RunOwner self = RunOwner.self(locked);
      self.write(ownerFile);
      if (!locked) {
        settle(folder, self);
      }
      done = true;
      return new RunLock(ownerFile, self, channel);
    } finally {
      if (!done) {
        closeQuietly(channel);
      }
    }
  }

  /**
   * Releases the folder. An owner file that cannot be removed stays behind as that of a process
   * that is gone, which the next run takes over: no failure, and it must not hide one.
   */
  @Override
  public void close() {
    try {
      if (RunOwner.read(ownerFile)
          .filter(found -> found.token().equals(owner.token()))
          .isPresent()) {
        AtomicFile.remove(ownerFile);
      }
    } catch (LdaException e) {
      // Then the next run takes over the owner file.
    } finally {
      closeQuietly(channel);
    }
  }

  /** Acquires a lock of the operating system; false if the file system has none. */
  private static boolean lock(Path folder, FileChannel channel, Locks locks) {
    boolean got;
    try {
      got = locks.tryLock(channel);
    } catch (IOException e) {
      return false;
    }
    if (!got) {
      throw refused(
          folder,
          RunOwner.read(folder.resolve(OWNER))
              .map(RunOwner::toString)
              .orElse("a process that has only just started"));
    }
    return true;
  }

  private static void takeOver(
      Path folder, RunOwner found, boolean locked, Consumer<String> notices) {
    if (found.isHere() ? found.isAliveHere() : !(locked && found.locked())) {
      String advice =
          found.isHere()
              ? ""
              : " If that process is gone, which cannot be seen from here, remove "
                  + folder.resolve(OWNER)
                  + ".";
      throw refused(folder, found + "." + advice);
    }
    notices.accept(folder + " was left locked by a run that is gone (" + found + "); taken over.");
  }

  /**
   * Lets one of two runs that start at the same moment without locks win: the last to write its
   * name.
   */
  private static void settle(Path folder, RunOwner self) {
    try {
      Thread.sleep(SETTLE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Optional<RunOwner> found = RunOwner.read(folder.resolve(OWNER));
    if (found.filter(owner -> owner.token().equals(self.token())).isEmpty()) {
      throw refused(folder, found.map(RunOwner::toString).orElse("another process"));
    }
  }

  private static LdaException refused(Path folder, String owner) {
    return LdaException.usage(
        "--output "
            + folder
            + " is in use by another run: "
            + owner
            + (owner.endsWith(".") ? "" : ".")
            + " Wait for it to end, stop it, or choose another --output.");
  }

  private static boolean lockOfSystem(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static FileChannel open(Path file) {
    try {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          throw LdaException.failed(
              file
                  + ": found a link, a folder or a device, expected this program's file. Remove"
                  + " it.");
        }
        forOwnerOnly(file);
      }
      return FileChannel.open(
          file,
          Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
          PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    } catch (IOException e) {
      throw IoFailure.writing(file, e);
    }
  }

  /** Runs of earlier versions left it readable. */
  private static void forOwnerOnly(Path file) {
    try {
      Files.setPosixFilePermissions(file, OWNER_ONLY);
    } catch (IOException ignored) {
      // It belongs to a colleague who shares the folder.
    }
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException ignored) {
      // The lock ends with the process at the latest.
    }
  }
}
