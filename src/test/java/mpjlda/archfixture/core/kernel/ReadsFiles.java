package mpjlda.archfixture.core.kernel;

import java.nio.file.Files;
import java.nio.file.Path;

/** A kernel that knows files. */
public final class ReadsFiles {
  private ReadsFiles() {}

  public static boolean exists(Path path) {
    return Files.exists(path);
  }
}
