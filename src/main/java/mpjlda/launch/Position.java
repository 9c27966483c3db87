package mpjlda.launch;

/**
 * Where a rank is in its work.
 *
 * @param phase one or two words, such as {@code "E-step"}
 * @param iteration 1-based; 0 where no iteration is running
 */
record Position(String phase, int iteration) {
  static final Position STARTING = new Position("start-up", 0);
  static final Position JOINING = new Position("meeting of the ranks", 0);
  static final Position RUNNING = new Position("first steps", 0);
  static final Position LEAVING = new Position("end of the run", 0);

  /** To be put after "failed". */
  String describe() {
    return "in the " + phase + (iteration > 0 ? " of iteration " + iteration : "");
  }
}
