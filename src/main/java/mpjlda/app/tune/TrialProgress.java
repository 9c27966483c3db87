package mpjlda.app.tune;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import mpjlda.core.console.Console;
import mpjlda.core.errors.LdaException;
import mpjlda.core.parallel.DaemonThreads;

/**
 * Tells the user, on rank 0, of each result as it comes and of the best so far. It looks for other
 * groups' results in the output folder, on a thread of its own that does not communicate.
 */
final class TrialProgress implements AutoCloseable {
  private static final long POLL_MILLIS = 500;

  private final TrialFolder folder;
  private final Console console;
  private final IntConsumer safe;
  private final ScheduledExecutorService poller;
  private final Map<Configuration, List<TrialResult>> folds = new HashMap<>();
  private List<Trial> awaited = new ArrayList<>();
  private int foldsOfEach = 1;
  private int trials;
  private int results;
  private double best = Double.NaN;
  private String bestText = "";

  /**
   * @param safe receives the number of results that are safe on disk
   * @param kept results of earlier attempts
   */
  TrialProgress(TrialFolder folder, Console console, IntConsumer safe, int kept) {
    this.results = kept;
    this.folder = folder;
    this.console = console;
    this.safe = safe;
    safe.accept(kept);
    this.poller = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("tune-progress"));
    var unused =
        poller.scheduleWithFixedDelay(this::poll, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * A round begins: its results are awaited, those that are known count already.
   *
   * @param round its trials
   * @param foldsOfEach trials of each configuration
   */
  synchronized void begin(List<Trial> round, int foldsOfEach, TrialResults known) {
    this.foldsOfEach = foldsOfEach;
    trials = round.size();
    folds.clear();
    best = Double.NaN;
    bestText = "";
    awaited = new ArrayList<>(round);
    round.forEach(
        trial ->
            known
                .of(trial)
                .ifPresent(
                    result -> {
                      awaited.remove(trial);
                      note(result);
                    }));
  }

  /** Reports a result that has not been reported yet. */
  synchronized void tell(TrialResult result) {
    if (!awaited.remove(result.trial())) {
      return;
    }
    note(result);
    console.say(
        String.format(
            Locale.ROOT,
            "trial    %d/%d  %s%s  perplexity %.2f  (%d iterations, %.1f s)%s",
            trials - awaited.size(),
            trials,
            result.trial().configuration(),
            foldsOfEach == 1 ? "" : "  fold " + (result.trial().fold() + 1),
            result.perplexity(),
            result.iterations(),
            result.seconds(),
            bestText));
    results++;
    safe.accept(results);
  }

  private void note(TrialResult result) {
    Configuration configuration = result.trial().configuration();
    List<TrialResult> own = folds.computeIfAbsent(configuration, c -> new ArrayList<>());
    own.add(result);
    if (own.size() < foldsOfEach) {
      return;
    }
    double mean = new Score(0, own).mean();
    if (!(mean >= best)) {
      best = mean;
      bestText = String.format(Locale.ROOT, "; best so far %.2f: %s", mean, configuration);
    }
  }

  private synchronized void poll() {
    try {
      List.copyOf(awaited).forEach(trial -> folder.read(trial).ifPresent(this::tell));
    } catch (LdaException e) {
      // A file that cannot be read now is of no use here; the round's end has its content anyway.
    }
  }

  @Override
  public void close() {
    poller.shutdownNow();
  }
}
