package mpjlda.core.console;

/** The user's side of a {@link Console}: what arrives here is seen by a person or a script. */
public interface UserConsole extends Console {
  /**
   * Why the program failed, or what it must not do silently. Goes to standard error, also with
   * {@code -q}.
   *
   * @param text may have several lines
   */
  void error(String text);
}
