package mpjlda.app.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import mpjlda.core.errors.LdaException;
import org.jspecify.annotations.Nullable;

/**
 * Where this program, its Java and MPJ Express are. {@code bin/mpj-lda} says so by system
 * properties; without it they are looked for.
 */
final class Installation {
  private Installation() {}

  /** The Java that runs this process runs the ranks. */
  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** This program's jar (or folder of classes). */
  static Path jar() {
    String said = System.getProperty("mpjlda.jar");
    if (said != null) {
      return Path.of(said).toAbsolutePath();
    }
    try {
      return Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw LdaException.unavailable(
          "this program's own jar was not found; start it by bin/mpj-lda");
    }
  }

  /** {@code bin/mpj-lda} of this program's tree; its bare name where the jar is on its own. */
  static Path script() {
    Path script = jar().toAbsolutePath().resolve("../../bin/mpj-lda").normalize();
    return Files.isExecutable(script) ? script : Path.of("mpj-lda");
  }

  /**
   * MPJ Express's home, if there is one: the launcher's, else {@code MPJ_HOME}, else beside the
   * jar.
   */
  static @Nullable Path mpjHome() {
    String said = System.getProperty("mpjlda.mpj.home", System.getenv("MPJ_HOME"));
    if (said != null && !said.isEmpty()) {
      return Path.of(said).toAbsolutePath();
    }
    Path beside = jar().resolveSibling("mpj-home");
    return Files.isDirectory(beside) ? beside : null;
  }
}
