package mpjlda.cluster.launch.supervisor;

import java.util.List;

/**
 * Looks on while a run is supervised. All methods are called by the supervisor's thread, which
 * waits for them: they must be quick and must not throw.
 */
public interface RunObserver {
  /** Does not look. */
  RunObserver NONE =
      new RunObserver() {
        @Override
        public void running(int restarts, List<RankView> ranks) {}

        @Override
        public boolean wantsDump() {
          return false;
        }

        @Override
        public void dumped() {}

        @Override
        public void ended(int exitCode) {}
      };

  /**
   * Called about once a second, and when something happens.
   *
   * @param restarts of the run so far
   * @param ranks by rank
   */
  void running(int restarts, List<RankView> ranks);

  /** Whether the thread dumps of all ranks are wanted now; called as {@link #running} is. */
  boolean wantsDump();

  /** The thread dumps that were wanted are in the ranks' logs, as far as the ranks gave any. */
  void dumped();

  /** The run has ended, and no process of it is left. */
  void ended(int exitCode);
}
