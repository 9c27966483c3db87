package mpjlda.app.tune;

/**
 * One training and its score. What comes of it depends on nothing else in the search, so its name
 * tells whether it has been done before.
 *
 * @param fold 0 .. folds−1
 * @param iterations at most
 */
record Trial(Configuration configuration, int fold, int iterations) {
  /** A name for files, the same for equal trials only. */
  String name() {
    return configuration.name() + "-fold" + (fold + 1) + "-iterations" + iterations;
  }

  /** The larger, the longer it takes. */
  long cost() {
    return (long) configuration.topics() * iterations;
  }
}
