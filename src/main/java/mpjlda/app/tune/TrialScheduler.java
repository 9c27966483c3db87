package mpjlda.app.tune;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import mpjlda.core.parallel.Communicator;

/**
 * Does the trials of a round, each group of ranks one at a time: a free group claims the next. The
 * groups share the claims through the output folder, and meet at a round's end only, where each
 * hands its results to all. So no rank serves others while it computes, and messages are under way
 * within groups only until then.
 */
final class TrialScheduler {
  /**
   * The ranks.
   *
   * @param world all of them
   * @param group those that do a trial together with this one
   */
  record Ranks(Communicator world, Communicator group) {}

  /**
   * How the time of all ranks went.
   *
   * @param trials that were done
   * @param busyNanos of all ranks, at trials
   * @param idleNanos of all ranks, waiting for others at the end of rounds
   */
  record Usage(int trials, long busyNanos, long idleNanos) {
    /** Part of the time in which ranks waited. */
    double idle() {
      long all = busyNanos + idleNanos;
      return all == 0 ? 0 : (double) idleNanos / all;
    }
  }

  private static final int NONE = -1;

  private final Ranks ranks;
  private final TrialRunner runner;
  private final TrialFolder folder;
  private final StopRequest stop;
  private final Optional<TrialProgress> progress;
  private int trialsDone;
  private long busyNanos;
  private long idleNanos;

  /**
   * @param progress on rank 0
   */
  TrialScheduler(
      Ranks ranks,
      TrialRunner runner,
      TrialFolder folder,
      StopRequest stop,
      Optional<TrialProgress> progress) {
    this.ranks = ranks;
    this.runner = runner;
    this.folder = folder;
    this.stop = stop;
    this.progress = progress;
  }

  /**
   * Does what is not known yet; called by all ranks.
   *
   * @param round the same on all ranks
   * @param results the same on all ranks, before and after
   * @return whether all results of the round are there: not if the search was stopped
   */
  boolean run(List<Trial> round, TrialResults results) {
    // The long ones first: short ones fill the time until the last group is done.
    List<Trial> left =
        round.stream()
            .filter(trial -> !results.has(trial))
            .sorted(Comparator.comparingLong(Trial::cost).reversed())
            .toList();
    long start = System.nanoTime();
    List<TrialResult> own = new ArrayList<>();
    for (int next = claim(left, 0); next != NONE; next = claim(left, next + 1)) {
      Optional<TrialResult> result = runner.run(left.get(next));
      if (result.isEmpty()) {
        break;
      }
      keep(result.get(), own);
    }
    long done = System.nanoTime();
    ranks.world().barrier();
    busyNanos += left.isEmpty() ? 0 : done - start;
    idleNanos += left.isEmpty() ? 0 : System.nanoTime() - done;
    share(own, results);
    return results.hasAll(round);
  }

  /** The next trial of this group, the same on all its ranks. */
  private int claim(List<Trial> trials, int from) {
    long[] claimed = {ranks.group().rank() == 0 ? firstClaimed(trials, from) : NONE};
    ranks.group().broadcast(claimed);
    return (int) claimed[0];
  }

  private int firstClaimed(List<Trial> trials, int from) {
    for (int i = from; i < trials.size() && !stop.requested(); i++) {
      if (folder.claim(trials.get(i))) {
        return i;
      }
    }
    return NONE;
  }

  private void keep(TrialResult result, List<TrialResult> own) {
    if (ranks.group().rank() == 0) {
      folder.write(result);
      progress.ifPresent(b -> b.tell(result));
      own.add(result);
    }
  }

  private void share(List<TrialResult> own, TrialResults results) {
    for (TrialResult result : exchange(own, ranks.world())) {
      progress.ifPresent(b -> b.tell(result));
      trialsDone++;
      results.add(result);
    }
  }

  /** Every rank's results, on every rank, in the same order. */
  static List<TrialResult> exchange(List<TrialResult> own, Communicator world) {
    String lines = String.join("\n", own.stream().map(TrialResult::toJson).toList());
    List<TrialResult> all = new ArrayList<>();
    for (byte[] bytes : world.allgather(lines.getBytes(StandardCharsets.UTF_8))) {
      new String(bytes, StandardCharsets.UTF_8)
          .lines()
          .map(line -> TrialResult.fromJson("another rank's result", line))
          .forEach(all::add);
    }
    return all;
  }

  /** The usage of the ranks in all rounds; called by all ranks. */
  Usage usage() {
    long[] nanos = {busyNanos, idleNanos};
    ranks.world().allreduceSum(nanos, 0, nanos.length);
    return new Usage(trialsDone, nanos[0], nanos[1]);
  }
}
