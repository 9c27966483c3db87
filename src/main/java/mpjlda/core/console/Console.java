package mpjlda.core.console;

/** Where a process says what it does. Every method may be called from any thread. */
public interface Console {
  /** One line of the result: goes to the user's standard output, with nothing in front of it. */
  void result(String line);

  /**
   * One line for the user's eyes: header, tables, warnings. Goes to standard error; not shown with
   * {@code -q}.
   */
  void say(String line);

  /**
   * The state of long work. On a terminal the next progress line takes this one's place; elsewhere
   * it is a line of its own.
   */
  void progress(String line);

  /**
   * Where this process is. Shown when it fails or falls silent.
   *
   * @param phase one or two words, such as {@code "E-step"}
   * @param iteration 1-based; 0 where no iteration is running
   */
  void phase(String phase, int iteration);

  /**
   * Reports that the last phase has ended without a failure.
   *
   * @param nanos how long it took
   */
  default void phaseEnded(String phase, int iteration, long nanos) {}
}
