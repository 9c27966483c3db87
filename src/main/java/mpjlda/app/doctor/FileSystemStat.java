package mpjlda.app.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Type and inodes of a file system, by GNU's {@code stat -f}; Java has no call for inodes.
 *
 * @param type such as ext2/ext3, nfs, tmpfs
 * @param inodes 0 where there is no limit
 */
record FileSystemStat(String type, long inodes, long freeInodes) {
  private static final long PATIENCE_SECONDS = 5;

  /** Runs {@code stat}; empty where there is no such program. */
  static Optional<FileSystemStat> of(Path folder) {
    try {
      Process process =
          new ProcessBuilder("stat", "-f", "-c", "%T %c %d", folder.toAbsolutePath().toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          return Optional.empty(); // a file server that does not answer
        }
        return parse(
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  static Optional<FileSystemStat> parse(String line) {
    String[] f = line.split(" ", -1);
    try {
      return f.length == 3
          ? Optional.of(new FileSystemStat(f[0], Long.parseLong(f[1]), Long.parseLong(f[2])))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
