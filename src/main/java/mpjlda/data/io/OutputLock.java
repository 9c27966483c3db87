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
import java.util.concurrent.ThreadLocalRandom;
import mpjlda.core.errors.LdaException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a name to one process as long as it writes what is to have that name: a locked file {@code
 * .NAME.lock} next to it, which goes with the lock. A process that is killed leaves the file
 * behind, but not the lock. Where the file system has no locks, there is none.
 */
public final class OutputLock implements AutoCloseable {
  /** The file's first line is shorter. */
  private static final int MOST_OWNER = 256;

  /** By its length, which is drawn, a process knows the file that it has locked. */
  private static final int MOST_PADDING = 1 << 20;

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
    long size = (long) MOST_OWNER + ThreadLocalRandom.current().nextInt(MOST_PADDING);
    while (true) {
      FileChannel channel = null;
      boolean done = false;
      try {
        channel =
            FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (!tryLock(target, channel)) {
          throw refused(target, owner(file));
        }
        write(channel, size);
        // Its owner may have removed the file after it was opened here, and another process may
        // have made a new one. It must not be opened to see that: closing it would drop the lock.
        done = Files.exists(file) && Files.size(file) == size;
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

  private static boolean tryLock(Path target, FileChannel channel) {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      throw refused(target, "this very process");
    } catch (IOException e) {
      // The file system has none.
      return true;
    }
  }

  private static void write(FileChannel channel, long size) throws IOException {
    String owner =
        "process "
            + ProcessHandle.current().pid()
            + ", started "
            + ProcessHandle.current()
                .info()
                .startInstant()
                .orElseGet(Instant::now)
                .truncatedTo(ChronoUnit.SECONDS)
            + "\n";
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)), 0);
    channel.write(ByteBuffer.wrap(new byte[] {'\n'}), size - 1);
  }

  private static String owner(Path file) {
    try {
      return Files.readString(file).lines().findFirst().orElse("a process that has only started");
    } catch (IOException e) {
      return "a process that is ending";
    }
  }

  private static LdaException refused(Path target, String owner) {
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
