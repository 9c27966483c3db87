package mpjlda.tune;

/**
 * A value of a hyper-parameter.
 *
 * @param number of a prior that is learned, where learning starts
 * @param word what is typed for a prior that is learned; empty for a number
 */
record Value(double number, String word) {
  static Value of(double number) {
    return new Value(number, "");
  }

  boolean isLearned() {
    return !word.isEmpty();
  }
}
