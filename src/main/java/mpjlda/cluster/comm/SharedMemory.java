package mpjlda.cluster.comm;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a rank can do about memory that it shares with others of its host.
 *
 * <p>Whether it is wanted at all must be the same on all ranks; whether it is to be had need not.
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

  /** Where Linux has it; elsewhere there is none. */
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

  /** All messages go another way. */
  public static SharedMemory none() {
    return new SharedMemory(Optional.empty(), QUEUE_WORDS, Optional.empty());
  }

  /** Whether ranks are to look for any. */
  public boolean isWanted() {
    return folder.isPresent();
  }

  /** Makes an empty queue to be offered, if that is possible. */
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

  /** What is told the other rank of {@link #make}'s result. */
  long[] offer(Optional<SharedMemoryFile> made) {
    return made.isPresent() && host.isPresent()
        ? new SharedMemoryHandle(host.get(), made.get().handle()).words()
        : SharedMemoryHandle.none();
  }

  /** The queue that was offered, if it is on this host and this rank can get at it. */
  Optional<SharedMemoryQueue> take(long[] offered) {
    Optional<SharedMemoryHandle> offer = SharedMemoryHandle.of(offered);
    if (offer.isEmpty() || !host.equals(Optional.of(offer.get().host()))) {
      return Optional.empty();
    }
    try {
      return Optional.of(SharedMemoryFile.open(offer.get().handle()));
    } catch (IOException | UnsupportedOperationException e) {
      trouble = e.getMessage();
      return Optional.empty();
    }
  }

  /** Why memory of this host could not be had, the last time; empty if nothing went wrong. */
  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }
}
