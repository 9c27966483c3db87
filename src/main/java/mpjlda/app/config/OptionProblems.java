package mpjlda.app.config;

import java.util.ArrayList;
import java.util.List;
import mpjlda.core.errors.LdaException;

/** Collects what is wrong with a command line, so that the user hears all of it at once. */
public final class OptionProblems {
  private final List<String> found = new ArrayList<>();

  /** Notes the problem unless the condition holds. */
  public void require(boolean condition, String problem) {
    if (!condition) {
      found.add(problem);
    }
  }

  public void add(String problem) {
    found.add(problem);
  }

  public boolean none() {
    return found.isEmpty();
  }

  /**
   * Ends the check.
   *
   * @throws LdaException exit code 2, one problem a line
   */
  public void throwIfAny() {
    throwIfAny("");
  }

  /**
   * Ends the check.
   *
   * @param where before each problem
   * @throws LdaException exit code 2, one problem a line
   */
  public void throwIfAny(String where) {
    if (!found.isEmpty()) {
      throw LdaException.usage(where + String.join("\n" + where, found));
    }
  }
}
