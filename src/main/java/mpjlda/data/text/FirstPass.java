package mpjlda.data.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import mpjlda.core.console.Console;
import mpjlda.core.errors.LdaException;
import mpjlda.core.parallel.CollectiveSteps;
import mpjlda.core.parallel.Workers;

/**
 * Reads a rank's share of the text once: tokens become numbered words in a {@link Spill}, and are
 * counted.
 */
final class FirstPass {
  private static final long PROGRESS_NANOS = 2_000_000_000L;

  private final List<TokenCounter> counters = new ArrayList<>();
  private final Map<Integer, List<String>> faults = new TreeMap<>();
  private final AtomicLong bytes = new AtomicLong();
  private final Console console;
  private final CollectiveSteps ranks;
  private final long started = System.nanoTime();
  private long lastTold = started;

  FirstPass(Console console, CollectiveSteps ranks) {
    this.console = console;
    this.ranks = ranks;
  }

  /**
   * Reads it.
   *
   * @throws LdaException (65) with the first few faults of the first batch that has some: they do
   *     not depend on the threads
   */
  void run(BatchFeed feed, Spill spill, TextImport.Request request, Workers workers) {
    for (int t = 0; t < workers.threads(); t++) {
      counters.add(new TokenCounter(request.words(), request.mostWords()));
    }
    workers.forEach(
        workers.threads(),
        (worker, task) -> {
          try {
            // By task: a fast thread may have taken two of them.
            drain(feed, spill, task);
          } catch (RuntimeException | Error e) {
            feed.stop();
            throw e;
          }
        });
    for (List<String> first : faults.values()) {
      throw LdaException.badInput(String.join("\n", first));
    }
  }

  private void drain(BatchFeed feed, Spill spill, int number) {
    TokenCounter counter = counters.get(number);
    for (Optional<BatchFeed.Numbered> next = feed.next(); next.isPresent(); next = feed.next()) {
      Batch batch = next.get().batch();
      counter.output().clear();
      batch.read(counter);
      if (counter.faults().isEmpty()) {
        spill.append(next.get().number(), number, counter.output());
      } else {
        feed.stop();
        note(next.get().number(), counter.faults());
        return;
      }
      tell(bytes.addAndGet(batch.bytes()));
    }
  }

  private synchronized void note(int batch, List<String> messages) {
    faults.put(batch, List.copyOf(messages));
  }

  private synchronized void tell(long done) {
    long now = System.nanoTime();
    if (ranks.rank() == 0 && now - lastTold > PROGRESS_NANOS) {
      lastTold = now;
      console.progress(
          String.format(
              "read     %,.0f MB of text%s, %.1f MB/s",
              done / 1e6,
              ranks.size() == 1 ? "" : " on rank 0 of " + ranks.size(),
              done * 1e3 / (now - started)));
    }
  }

  List<TokenCounter> counters() {
    return counters;
  }

  /** Of the share, decompressed. */
  long bytes() {
    return bytes.get();
  }
}
