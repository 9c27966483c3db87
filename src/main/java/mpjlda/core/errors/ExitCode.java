package mpjlda.core.errors;

/** The exit codes of {@code bin/mpj-lda}. They are part of the command line's contract. */
public final class ExitCode {
  /** Done. */
  public static final int OK = 0;

  /** Wrong usage: an option or its value. */
  public static final int USAGE = 2;

  /** Bad input: a corpus, vocabulary or model file; the message gives {@code file:line}. */
  public static final int BAD_INPUT = 65;

  /** A host, a port or a library is not available. */
  public static final int UNAVAILABLE = 69;

  /** The run failed. */
  public static final int FAILED = 70;

  /** Stopped early in good order; the same command continues. */
  public static final int STOPPED = 75;

  private ExitCode() {}
}
