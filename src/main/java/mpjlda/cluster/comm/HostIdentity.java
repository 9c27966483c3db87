package mpjlda.cluster.comm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import mpjlda.data.io.Sha256;

/**
 * On which host a process is, so that two processes can tell whether it is the same one: the boot
 * of the kernel and the namespaces of network and processes. What has a network of its own, such as
 * a container, is a host of its own.
 *
 * @param digest the first 8 bytes of their SHA-256
 */
record HostIdentity(long digest) {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path NETWORK = Path.of("/proc/self/ns/net");
  private static final Path PROCESSES = Path.of("/proc/self/ns/pid");

  /** Empty where the system does not tell, as only Linux does. */
  static Optional<HostIdentity> own() {
    try {
      String text =
          Files.readString(BOOT)
              + Files.readSymbolicLink(NETWORK)
              + Files.readSymbolicLink(PROCESSES);
      byte[] digest = Sha256.start().digest(text.getBytes(StandardCharsets.UTF_8));
      return Optional.of(new HostIdentity(ByteBuffer.wrap(digest).getLong()));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }
}
