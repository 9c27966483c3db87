package mpjlda.data.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import mpjlda.core.errors.LdaException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a name to one process as long as it writes what is to have that name: a locked file {@code
 * .NAME.lock} next to it, which goes with the lock. A process that is killed leaves the file
 * behind, but not the lock. Where the file system has no locks, there is none.
 */
public final class OutputLock implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;

  private OutputLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Acquires a name; creates the folders above it.
   *
   * @throws LdaException (2) if another process, or this one, has it; (70) if the lock's file
   *     cannot be written
   */
  public static OutputLock acquire(Path target) {
    Path file = DurableFiles.sibling(target.toAbsolutePath().normalize(), ".lock");
    AtomicFile.createFolders(DurableFiles.folderOf(file));
    String token = UUID.randomUUID().toString();
    while (true) {
      @Nullable FileChannel channel = null;
      boolean done = false;
      try {
        channel =
            FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (!tryLock(channel)) {
          throw refused(target, file);
        }
        write(channel, token);
        // Its owner may have removed the file after it was opened here.
        done = Files.exists(file) && Files.readString(file).endsWith(token);
        if (done) {
          return new OutputLock(file, channel);
        }
      } catch (IOException e) {
        throw IoFailure.writing(file, e);
      } finally {
        if (!done) {
          closeQuietly(channel);
        }
      }
    }
  }

  private static boolean tryLock(FileChannel channel) {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      // The file system has none.
      return true;
    }
  }

  private static void write(FileChannel channel, String token) throws IOException {
    String owner =
        "process "
            + ProcessHandle.current().pid()
            + ", started "
            + ProcessHandle.current()
                .info()
                .startInstant()
                .orElseGet(Instant::now)
                .truncatedTo(ChronoUnit.SECONDS)
            + "\n"
            + token;
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)), 0);
  }

  private static LdaException refused(Path target, Path file) {
    String owner;
    try {
      owner = Files.readString(file).lines().findFirst().orElse("a process that has only started");
    } catch (IOException e) {
      owner = "a process that cannot be told";
    }
    return LdaException.usage(
        "--output "
            + target
            + " is in use by another run: "
            + owner
            + ". Wait for it to end, stop it, or choose another --output.");
  }

  /** Releases the name. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The lock goes all the same; the next one takes the file over.
    } finally {
      closeQuietly(channel);
    }
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException ignored) {
      // Nothing depends on it.
    }
  }
}
