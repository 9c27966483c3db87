package mpjlda.data.text;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import mpjlda.core.console.Console;
import mpjlda.core.errors.LdaException;
import mpjlda.core.parallel.Workers;

/** Reads the text once: tokens become numbered words in a {@link Spill}, and are counted. */
final class FirstPass {
  private static final long PROGRESS_NANOS = 2_000_000_000L;

  private final List<TokenCounter> counters = new ArrayList<>();
  private final Map<Integer, List<String>> faults = new TreeMap<>();
  private final Map<Integer, List<String>> notices = new TreeMap<>();
  private final AtomicLong bytes = new AtomicLong();
  private final Console console;
  private final long started = System.nanoTime();
  private long lastTold = started;

  FirstPass(Console console) {
    this.console = console;
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
      notice(next.get().number(), batch.notices());
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

  private synchronized void notice(int batch, List<String> found) {
    if (!found.isEmpty()) {
      notices.put(batch, List.copyOf(found));
    }
  }

  private synchronized void tell(long done) {
    long now = System.nanoTime();
    if (now - lastTold > PROGRESS_NANOS) {
      lastTold = now;
      console.progress(
          String.format(
              "read     %,.0f MB of text, %.1f MB/s", done / 1e6, done * 1e3 / (now - started)));
    }
  }

  List<TokenCounter> counters() {
    return counters;
  }

  /**
   * Figures of the text that was read.
   *
   * @param files number of files
   */
  ImportReport.Text text(int files) {
    return new ImportReport.Text(
        files,
        bytes.get(),
        sum(TokenCounter::blanks),
        sum(TokenCounter::tokens),
        notices.values().stream().flatMap(List::stream).toList());
  }

  /** Why → what was dropped, in this pass and in the choice of the vocabulary. */
  Map<Dropped, ImportReport.Loss> losses(Map<Dropped, VocabularySelection.Loss> chosen) {
    Set<String> stopWords = new HashSet<>();
    counters.forEach(counter -> stopWords.addAll(counter.stopWords()));
    Map<Dropped, ImportReport.Loss> losses = new EnumMap<>(Dropped.class);
    for (Dropped why : Dropped.values()) {
      VocabularySelection.Loss loss = chosen.getOrDefault(why, VocabularySelection.Loss.NONE);
      long tokens = sum(counter -> counter.dropped(why)) + loss.tokens();
      long words = why == Dropped.STOP_WORD ? stopWords.size() : loss.words();
      if (tokens > 0) {
        losses.put(
            why,
            new ImportReport.Loss(
                tokens,
                words > 0 ? OptionalLong.of(words) : OptionalLong.empty(),
                loss.examples()));
      }
    }
    return losses;
  }

  private long sum(ToLongFunction<TokenCounter> number) {
    return counters.stream().mapToLong(number).sum();
  }
}
