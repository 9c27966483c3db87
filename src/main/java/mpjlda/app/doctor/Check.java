package mpjlda.app.doctor;

/**
 * One finding of an examination.
 *
 * @param name of the thing examined, one to three words
 * @param found its state
 * @param advice what to do about it; empty if nothing needs to be done
 */
public record Check(String name, Status status, String found, String advice) {
  /** Severity of a finding. */
  public enum Status {
    /** Nothing needs to be done. */
    OK,
    /** Runs work, but some kinds of run do not, or not well. */
    WARN,
    /** Runs on this machine fail. */
    FAIL
  }

  static Check ok(String name, String found) {
    return new Check(name, Status.OK, found, "");
  }

  static Check warn(String name, String found, String advice) {
    return new Check(name, Status.WARN, found, advice);
  }

  static Check fail(String name, String found, String advice) {
    return new Check(name, Status.FAIL, found, advice);
  }
}
