package mpjlda.app.config;

/** A record of settings with rules between its options. */
public interface CheckedSettings {
  /** Notes every rule that does not hold; each value by itself has been checked. */
  void check(OptionProblems problems);
}
