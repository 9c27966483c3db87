package mpjlda.cluster.launch.protocol;

/**
 * Where a rank is in its work.
 *
 * @param phase one or two words, such as {@code "E-step"}
 * @param iteration 1-based; 0 where no iteration is running
 */
public record RankPosition(String phase, int iteration) {
  public static final RankPosition STARTING = new RankPosition("start-up", 0);
  public static final RankPosition JOINING = new RankPosition("meeting of the ranks", 0);
  public static final RankPosition RUNNING = new RankPosition("first steps", 0);
  public static final RankPosition LEAVING = new RankPosition("end of the run", 0);

  /** To be put after "failed". */
  public String describe() {
    return "in the " + phase + (iteration > 0 ? " of iteration " + iteration : "");
  }
}
