package mpjlda.cluster.comm;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The memory that a rank shares with others of its host: makes queues and opens theirs.
 *
 * <p>Whether it is wanted at all must be the same on all ranks; whether it is available need not.
 */
public final class SharedMemory {
  private static final Path FOLDER = Path.of("/dev/shm");

  /** 256 KiB, half of what the nearest caches but one have; twice as much is no faster. */
  private static final int QUEUE_WORDS = 1 << 15;

  private final Optional<Path> folder;
  private final int queueWords;
  private final Optional<HostIdentity> host;
  private @Nullable String trouble;

  /**
   * @param folder in memory, which need not exist; empty if no memory is wanted
   * @param queueWords of each queue
   * @param host this rank's; empty if it cannot be told
   */
  SharedMemory(Optional<Path> folder, int queueWords, Optional<HostIdentity> host) {
    this.folder = folder;
    this.queueWords = queueWords;
    this.host = host;
  }

  /** The memory of this host, which only Linux has. */
  public static SharedMemory ofHost() {
    return in(FOLDER);
  }

  /**
   * In another folder.
   *
   * @param folder of a file system in memory
   */
  public static SharedMemory in(Path folder) {
    return new SharedMemory(Optional.of(folder), QUEUE_WORDS, HostIdentity.own());
  }

  /** No memory: all messages go by the base transport. */
  public static SharedMemory none() {
    return new SharedMemory(Optional.empty(), QUEUE_WORDS, Optional.empty());
  }

  /** Whether ranks try to share memory. */
  public boolean isWanted() {
    return folder.isPresent();
  }

  /** Makes an empty queue, if that is possible. */
  Optional<SharedMemoryFile> make() {
    if (host.isEmpty() || folder.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(SharedMemoryFile.create(folder.get(), queueWords));
    } catch (NoSuchFileException e) {
      trouble = folder.get() + ": no such folder";
    } catch (IOException | UnsupportedOperationException e) {
      trouble = folder.get() + ": " + e.getMessage();
    }
    return Optional.empty();
  }

  /** The handle of {@link #make}'s result, to be sent to the other rank. */
  long[] handleOf(Optional<SharedMemoryFile> made) {
    return made.isPresent() && host.isPresent()
        ? new SharedMemoryHandle(host.get(), made.get().handle()).words()
        : SharedMemoryHandle.none();
  }

  /** Opens another rank's queue, if it is on this host and this rank can open it. */
  Optional<SharedMemoryQueue> open(long[] words) {
    Optional<SharedMemoryHandle> sent = SharedMemoryHandle.of(words);
    if (sent.isEmpty() || !host.equals(Optional.of(sent.get().host()))) {
      return Optional.empty();
    }
    try {
      return Optional.of(SharedMemoryFile.open(sent.get().handle()));
    } catch (IOException | UnsupportedOperationException e) {
      trouble = e.getMessage();
      return Optional.empty();
    }
  }

  /** Why memory of this host was not available, the last time; empty if nothing went wrong. */
  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }
}
