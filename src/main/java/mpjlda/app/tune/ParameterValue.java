package mpjlda.app.tune;

/**
 * A value of a hyper-parameter.
 *
 * @param number of a prior that is learned, where learning starts
 * @param word what is typed for a prior that is learned; empty for a number
 */
record ParameterValue(double number, String word) {
  static ParameterValue of(double number) {
    return new ParameterValue(number, "");
  }

  boolean isLearned() {
    return !word.isEmpty();
  }
}
