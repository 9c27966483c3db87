package mpjlda.data.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.errors.LdaException;

/** Sentences on why a file could not be read or written, and what to do about it. */
public final class IoFailure {
  private static final Pattern JDK_CLASS = Pattern.compile("^(java|sun)\\.[\\w.$]+: ");

  private static final Pattern LASTING =
      Pattern.compile(
          ": (No space left|Disk quota|Read-only file system|File too large|permission denied"
              + "|Operation not permitted|a file stands|a folder with files)");

  private IoFailure() {}

  /** A failure (70; 2 for a file in use) that names the path and the reason. */
  public static LdaException writing(Path path, IOException failure) {
    if (failure instanceof FileInUseException) {
      return new LdaException(
          ExitCode.USAGE,
          "cannot write "
              + path
              + ": another process is writing it. Wait for that to end, stop it, or choose another"
              + " name.",
          failure);
    }
    String reason = reason(failure);
    return LdaException.failed(
        "cannot write " + path + ": " + reason + "." + advice(reason), failure);
  }

  /** A failure (70) that names the folder and the reason. */
  static LdaException creating(Path folder, IOException failure) {
    String reason = reason(failure);
    return LdaException.failed(
        "cannot create the folder " + folder + ": " + reason + "." + advice(reason), failure);
  }

  /** A failure (65) that names the path and the reason. */
  public static LdaException reading(Path path, IOException failure) {
    return new LdaException(
        ExitCode.BAD_INPUT, "cannot read " + path + ": " + reason(failure) + ".", failure);
  }

  /**
   * Refuses a device or a pipe, which may have no end, or nobody who writes to it.
   *
   * @throws LdaException (65) that names the path
   */
  public static void refuseSpecial(Path path) {
    if (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path)) {
      throw LdaException.badInput(path + ": a device or a pipe found, a file expected.");
    }
  }

  /** The reason, such as {@code permission denied}; without a full stop. */
  public static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (failure instanceof DirectoryNotEmptyException) {
      return "a folder with files in it has this name";
    }
    if (failure instanceof FileAlreadyExistsException || failure instanceof NotDirectoryException) {
      return "a file stands where a folder is needed";
    }
    String text =
        failure instanceof FileSystemException inFileSystem
            ? inFileSystem.getReason()
            : failure.getMessage();
    if (text == null || text.isBlank()) {
      return "the system gave no reason (" + failure.getClass().getSimpleName() + ")";
    }
    // Names of the JDK's classes say nothing to a user.
    return JDK_CLASS.matcher(text).replaceFirst("");
  }

  /**
   * Whether a message of {@link #writing} tells of a fault that is still there when the same is
   * tried again at once: a full or read-only disk, a limit, a missing right.
   */
  public static boolean isLasting(String message) {
    return message.startsWith("cannot ") && LASTING.matcher(message).find();
  }

  private static String advice(String reason) {
    String lower = reason.toLowerCase(Locale.ROOT);
    if (lower.contains("no space") || lower.contains("quota")) {
      return " Free space there, or choose another folder, and run the same command again.";
    }
    if (lower.contains("permission denied")
        || lower.contains("not permitted")
        || lower.contains("read-only")) {
      return " Choose a folder that you may write to.";
    }
    return "";
  }
}
