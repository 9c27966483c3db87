package mpjlda.cluster.comm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/**
 * The memory of a {@link SharedMemoryQueue}: a file in the host's shared memory which has lost its
 * name before anybody hears of it. The other process finds it among this one's open files ({@code
 * /proc/PID/fd/N}), which only the same user may look at. So nothing is left, however the processes
 * end.
 */
final class SharedMemoryFile implements AutoCloseable {
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");
  private static final String DELETED = " (deleted)";

  private final SharedMemoryQueue queue;
  private final FileChannel channel;
  private final Handle handle;

  /**
   * How the other process finds the memory, and knows that it has found it.
   *
   * @param pid of the process that has made it
   * @param descriptor of that process's open file
   * @param nonceHigh with {@code nonceLow} 128 random bits: the file's former name, and its first
   *     bytes
   */
  record Handle(long pid, long descriptor, long nonceHigh, long nonceLow) {
    private Path path() {
      return Path.of("/proc", Long.toString(pid), "fd", Long.toString(descriptor));
    }

    private String name() {
      return name(nonceHigh, nonceLow);
    }

    private static String name(long high, long low) {
      return "mpj-lda-%016x%016x".formatted(high, low);
    }

    private boolean isOf(ByteBuffer memory) {
      return memory.getLong(0) == nonceHigh && memory.getLong(Long.BYTES) == nonceLow;
    }
  }

  private SharedMemoryFile(SharedMemoryQueue queue, FileChannel channel, Handle handle) {
    this.queue = queue;
    this.channel = channel;
    this.handle = handle;
  }

  /**
   * Makes the memory of an empty queue, all of it: what a memory that turns out to be full would do
   * to a process that writes to it is to end it.
   *
   * @param folder in memory
   * @param words the queue's capacity
   */
  static SharedMemoryFile create(Path folder, int words) throws IOException {
    SecureRandom random = new SecureRandom();
    long high = random.nextLong();
    long low = random.nextLong();
    Path file = folder.resolve(Handle.name(high, low));
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.delete(file);
      ByteBuffer zeros = ByteBuffer.allocateDirect(SharedMemoryQueue.bytes(words));
      zeros.putLong(0, high).putLong(Long.BYTES, low);
      while (zeros.hasRemaining()) {
        channel.write(zeros);
      }
      Handle handle = new Handle(ProcessHandle.current().pid(), descriptorOf(file), high, low);
      return new SharedMemoryFile(new SharedMemoryQueue(map(channel)), channel, handle);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * The same memory, for the other side of the queue; called by another process of the same host.
   *
   * @throws IOException if it cannot be had or is another
   */
  static SharedMemoryQueue open(Handle handle) throws IOException {
    Path path = handle.path();
    // Not to be opened if it is anything else: opening alone may do something.
    if (!isDeleted(Files.readSymbolicLink(path), handle.name())) {
      throw new IOException(path + " is another file");
    }
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer memory = map(channel);
      if (!handle.isOf(memory)) {
        throw new IOException(path + " is other memory");
      }
      return new SharedMemoryQueue(memory);
    }
  }

  private static MappedByteBuffer map(FileChannel channel) throws IOException {
    return channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size());
  }

  private static long descriptorOf(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    try (DirectoryStream<Path> all = Files.newDirectoryStream(OPEN_FILES)) {
      for (Path each : all) {
        if (leadsTo(each, name)) {
          return Long.parseLong(String.valueOf(each.getFileName()));
        }
      }
    }
    throw new IOException(OPEN_FILES + " does not show " + file);
  }

  private static boolean leadsTo(Path descriptor, String name) {
    try {
      return isDeleted(Files.readSymbolicLink(descriptor), name);
    } catch (IOException e) {
      // Closed meanwhile.
      return false;
    }
  }

  private static boolean isDeleted(Path target, String name) {
    return String.valueOf(target.getFileName()).equals(name + DELETED);
  }

  SharedMemoryQueue queue() {
    return queue;
  }

  Handle handle() {
    return handle;
  }

  /** The other side has the memory, or does not want it; the queue stays. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is not used any more.
    }
  }
}
