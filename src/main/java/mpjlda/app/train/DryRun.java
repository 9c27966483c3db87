package mpjlda.app.train;

import java.util.Locale;
import mpjlda.app.config.TrainingConfig;
import mpjlda.cluster.launch.remote.HeapShare;
import mpjlda.core.console.Console;
import mpjlda.core.parallel.Communicator;
import mpjlda.data.corpus.Corpus;
import mpjlda.data.corpus.CorpusSummary;
import mpjlda.data.documents.FetchedDocuments;

/** {@code --dry-run}: reads and checks the corpus, and tells what a run would take. */
public final class DryRun {
  private DryRun() {}

  /** Prints the plan; called by all ranks, printed by rank 0. */
  public static void print(TrainingConfig config, Communicator comm, Console console) {
    Corpus corpus = TrainingData.read(config, comm);
    long[] bytes = {FetchedDocuments.memoryBytes(corpus.documents())};
    comm.allreduceSum(bytes, 0, 1);
    if (comm.rank() != 0) {
      return;
    }
    CorpusSummary summary = corpus.summary();
    int ranks = Math.max(config.ranks(), comm.size());
    MemoryPlan memory =
        MemoryPlan.of(
            new MemoryPlan.Sizes(
                summary.vocabularySize(),
                config.topics(),
                summary.longestDocument(),
                config.threads(),
                ranks,
                bytes[0] / ranks,
                summary.documents() / ranks),
            config.kernel(),
            config.method());
    console.result(
        String.format(
            Locale.ROOT,
            "corpus   %,d documents, %,d words, %,d tokens, %,d distinct (%s)",
            summary.documents(),
            summary.vocabularySize(),
            summary.tokens(),
            summary.nonZeros(),
            summary.format().name().toLowerCase(Locale.ROOT)));
    console.result(
        String.format(
            Locale.ROOT,
            "each of %d rank%s: about %,d documents, %,d tokens; lambda has %,d entries",
            ranks,
            ranks == 1 ? "" : "s",
            summary.documents() / ranks,
            summary.tokens() / ranks,
            (long) summary.vocabularySize() * config.topics()));
    console.result("memory   a rank: " + memory.describe());
    // As the launcher would give them, were all on this machine.
    long heap = (long) (physicalMemory() * HeapShare.percent(ranks) / 100);
    memory
        .tooLarge(heap, config.topics())
        .ifPresent(problem -> console.result("memory   too little here: " + problem));
    if (!corpus.documents().inMemory()) {
      console.result("store    " + FetchedDocuments.NOTE);
    }
    console.result(
        String.format(
            Locale.ROOT,
            "memory   all %d on one machine: %,d MB; this machine has %,d MB, of which each may use"
                + " %,d MB as heap (--java-options -Xmx...)",
            ranks,
            (ranks * memory.total()) >> 20,
            physicalMemory() >> 20,
            heap >> 20));
    console.result("output   " + config.output() + " (nothing was written)");
  }

  private static long physicalMemory() {
    return java.lang.management.ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 0;
  }
}
