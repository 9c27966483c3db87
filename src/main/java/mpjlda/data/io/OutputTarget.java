package mpjlda.data.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import mpjlda.core.errors.LdaException;

/**
 * The rule for names that a user gives to outputs: a link to a file is followed; folders, devices,
 * pipes and sockets are never replaced.
 */
public final class OutputTarget {
  private static final int MOST_LINKS = 40;

  private OutputTarget() {}

  /**
   * The file itself, which may not exist yet: behind all links.
   *
   * @throws LdaException (2) if something other than a plain file has the name
   */
  public static Path resolve(Path target) {
    if (isOpenFile(target)) {
      throw refused(target, "an open file of a process");
    }
    try {
      Path file = target;
      for (int links = 0; Files.isSymbolicLink(file); links++) {
        if (links == MOST_LINKS) {
          throw refused(target, "a circle of links");
        }
        file = file.resolveSibling(Files.readSymbolicLink(file));
        if (isOpenFile(file)) {
          throw refused(target, "a link to an open file of a process");
        }
      }
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        requirePlain(target, file);
      }
      return file;
    } catch (IOException e) {
      throw IoFailure.writing(target, e);
    }
  }

  private static void requirePlain(Path target, Path file) throws IOException {
    BasicFileAttributes found =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (found.isDirectory()) {
      throw refused(target, "a folder");
    }
    if (!found.isRegularFile()) {
      throw refused(target, "a device, pipe or socket");
    }
  }

  /** Its name cannot be replaced, and a file that it leads to is being written. */
  private static boolean isOpenFile(Path path) {
    String name = path.toAbsolutePath().normalize().toString();
    return name.startsWith("/proc/")
        || name.startsWith("/dev/fd/")
        || name.equals("/dev/stdout")
        || name.equals("/dev/stderr")
        || name.equals("/dev/stdin");
  }

  private static LdaException refused(Path target, String found) {
    return LdaException.usage(
        "cannot write " + target + ": found " + found + ", expected a plain file or a free name.");
  }
}
