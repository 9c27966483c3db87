package mpjlda.core.errors;

import org.jspecify.annotations.Nullable;

/**
 * A failure that is reported to the user as a sentence: what was found, what was expected, where,
 * and what to do next. Stack traces are shown with {@code -v} only.
 */
public final class LdaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /**
   * @param exitCode one of {@link ExitCode}
   * @param message complete sentences for the user; may have several lines
   */
  public LdaException(int exitCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  public static LdaException usage(String message) {
    return new LdaException(ExitCode.USAGE, message, null);
  }

  public static LdaException badInput(String message) {
    return new LdaException(ExitCode.BAD_INPUT, message, null);
  }

  public static LdaException unavailable(String message) {
    return new LdaException(ExitCode.UNAVAILABLE, message, null);
  }

  public static LdaException failed(String message) {
    return new LdaException(ExitCode.FAILED, message, null);
  }

  public static LdaException failed(String message, Throwable cause) {
    return new LdaException(ExitCode.FAILED, message, cause);
  }

  public int exitCode() {
    return exitCode;
  }
}
