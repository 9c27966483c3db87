package mpjlda.cluster.comm;

import java.util.Optional;

/**
 * The handle of memory in which a rank can write messages to another, as it is sent.
 *
 * @param host of the memory
 * @param handle of the memory on its host
 */
record SharedMemoryHandle(HostIdentity host, SharedMemoryFile.Handle handle) {
  static final int WORDS = 6;

  /** The words for no memory. */
  static long[] none() {
    return new long[WORDS];
  }

  long[] words() {
    return new long[] {
      1, host.digest(), handle.pid(), handle.descriptor(), handle.nonceHigh(), handle.nonceLow()
    };
  }

  static Optional<SharedMemoryHandle> of(long[] words) {
    return words[0] == 0
        ? Optional.empty()
        : Optional.of(
            new SharedMemoryHandle(
                new HostIdentity(words[1]),
                new SharedMemoryFile.Handle(words[2], words[3], words[4], words[5])));
  }
}
