package mpjlda.app.infer;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mpjlda.app.config.InferenceConfig;
import mpjlda.core.console.Console;
import mpjlda.core.errors.LdaException;
import mpjlda.core.inference.TopicInference;
import mpjlda.core.inference.TopicModel;
import mpjlda.core.kernel.KernelChoice;
import mpjlda.core.parallel.Communicator;
import mpjlda.core.parallel.Workers;
import mpjlda.data.corpus.CorpusOrigin;
import mpjlda.data.corpus.CorpusReader;
import mpjlda.data.corpus.CorpusStream;
import mpjlda.data.corpus.Documents;
import mpjlda.data.documents.ModelDocuments;
import mpjlda.data.documents.VocabularyMapping;
import mpjlda.data.io.Json;
import mpjlda.data.modelio.ModelDirectory;

/**
 * {@code infer} on one rank: goes through its share of the documents block by block and writes a
 * row for each; rank 0 puts the ranks' rows together and reports what was done.
 */
public final class InferenceRun {
  private static final long PROGRESS_NANOS = 1_000_000_000;

  private final InferenceConfig config;
  private final Communicator comm;
  private final Console console;
  private final RowFormat format;

  public InferenceRun(InferenceConfig config, Communicator comm, Console console) {
    this.config = config;
    this.comm = comm;
    this.console = console;
    if (config.isNpy()) {
      this.format = new RowFormat.Npy();
    } else {
      this.format =
          config.top().isPresent()
              ? new RowFormat.Sparse(config.top().getAsInt())
              : new RowFormat.Table();
    }
  }

  /**
   * Removes what the ranks of a failed inference may have left; when none of them is alive.
   *
   * @param ranks that there were
   */
  public static void removeLeft(Path output, Optional<Path> flags, int ranks) {
    OutputFiles.removeLeft(output, flags, ranks);
  }

  /** This rank's counts, in the order in which they are summed over the ranks. */
  private static final class Counts {
    private static final int FIELDS = 5;

    private long tokens;
    private long empty;
    private long unknown;
    private long dropped;
    private long sweeps;

    long[] toArray() {
      return new long[] {tokens, empty, unknown, dropped, sweeps};
    }
  }

  /**
   * Infers; called by all ranks.
   *
   * @throws LdaException (65) if model or corpus are not sound or do not fit, (2) if names are
   *     wanted and there are none, (70) if the output cannot be written
   */
  public void run() {
    console.phase("loading", 0);
    TopicModel model = ModelDirectory.open(config.model());
    CorpusOrigin origin = CorpusOrigin.of(ModelDirectory.readInfo(config.model()));
    CorpusStream corpus = CorpusReader.stream(config.corpus().fitting(origin), comm);
    if (comm.rank() == 0) {
      console.say(
          "corpus   "
              + corpus.name()
              + " ("
              + corpus.format().optionName()
              + corpus.origin().describe()
              + ")");
      config.corpus().leftOut().ifPresent(console::say);
    }
    if (config.names() && !corpus.named()) {
      throw LdaException.usage(
          corpus.name()
              + ": --names, but documents of this corpus have no names; those of musiXmatch files"
              + " and of stores made of text have some");
    }
    VocabularyMapping mapping =
        VocabularyMapping.of(
            corpus.vocabulary().words(), model.vocabulary(), corpus.name(), config.mapWords());
    Counts counts = new Counts();
    OutputFiles files = new OutputFiles(config, comm.rank());
    try (Workers workers = new Workers(config.threads());
        files) {
      TopicInference inference =
          new TopicInference(
              model,
              corpus.longest(),
              workers,
              config.fast() ? KernelChoice.ACTIVE_SET : KernelChoice.DEFAULT);
      new Pass(corpus, new Fit(model, inference, mapping), new Outputs(files, counts)).run();
      finish(corpus, model.topics(), files, counts);
    }
  }

  /** The outputs of a pass. */
  private record Outputs(OutputFiles files, Counts counts) {}

  /** The model and how documents are fitted to it. */
  private record Fit(TopicModel model, TopicInference inference, VocabularyMapping mapping) {}

  /** One reading of the corpus. */
  private final class Pass {
    private final Fit fit;
    private final OutputFiles files;
    private final Counts counts;
    private final CorpusStream corpus;
    private final int[] words;
    private final double[] times;
    private final double[] theta;
    private double[] block = {};
    private int blocks;
    private long lastProgress = System.nanoTime();

    Pass(CorpusStream corpus, Fit fit, Outputs outputs) {
      this.corpus = corpus;
      this.fit = fit;
      this.files = outputs.files();
      this.counts = outputs.counts();
      this.words = new int[corpus.longest()];
      this.times = new double[corpus.longest()];
      this.theta = new double[fit.model().topics()];
    }

    void run() {
      if (config.names()) {
        corpus.forEachNamedBlock(config.blockDocuments(), this::block);
      } else {
        corpus.forEachBlock(config.blockDocuments(), documents -> block(documents, List.of()));
      }
    }

    /**
     * Fits a block of documents.
     *
     * @param names of the documents; empty if they are not wanted
     */
    private void block(Documents documents, List<String> names) {
      blocks++;
      console.phase("inference", blocks);
      ModelDocuments source = new ModelDocuments(documents, fit.mapping());
      int topics = theta.length;
      int needed = Math.multiplyExact(documents.count(), topics);
      if (block.length < needed) {
        block = new double[needed];
      }
      counts.dropped += source.droppedTokens();
      counts.sweeps +=
          fit.inference()
              .forEach(
                  source, (worker, d, gamma) -> fit.model().proportions(gamma, block, d * topics));
      for (int d = 0; d < documents.count(); d++) {
        System.arraycopy(block, d * topics, theta, 0, topics);
        row(source, d, documents.size(d) == 0, names);
      }
      progress(documents);
    }

    private void row(ModelDocuments source, int d, boolean empty, List<String> names) {
      int size = source.load(d, words, times);
      double tokens = 0;
      for (int i = 0; i < size; i++) {
        tokens += times[i];
      }
      counts.tokens += (long) tokens;
      long number = source.firstDocument() + d;
      if (size == 0) {
        counts.empty += empty ? 1 : 0;
        counts.unknown += empty ? 0 : 1;
        files.flag(number, empty ? "empty" : "unknown-words");
      }
      String document = Long.toString(number);
      if (!names.isEmpty()) {
        document = RowFormat.cell(names.get(d));
        files.name(names.get(d));
      }
      format.write(new RowFormat.Row(document, (long) tokens), theta, files.rows());
    }

    private void progress(Documents documents) {
      long now = System.nanoTime();
      if (comm.rank() == 0 && now - lastProgress > PROGRESS_NANOS) {
        lastProgress = now;
        long done = documents.firstDocument() + documents.count();
        console.progress(
            "rank 0: " + done + " documents done, " + corpus.documents() + " on all ranks");
      }
    }
  }

  private void finish(CorpusStream corpus, int topics, OutputFiles files, Counts counts) {
    console.phase("writing", 0);
    files.finish();
    long[] sums = counts.toArray();
    comm.allreduceSum(sums, 0, Counts.FIELDS);
    // All ranks have come here, so all parts are finished.
    long[] own = files.sizes();
    long[] sizes = new long[own.length * comm.size()];
    for (int f = 0; f < own.length; f++) {
      System.arraycopy(comm.allgather(own[f]), 0, sizes, f * comm.size(), comm.size());
    }
    if (comm.rank() == 0) {
      files.assemble(format.header(corpus.documents(), topics), sizes);
      report(corpus.documents(), topics, sums);
    }
    // No rank leaves before the files are there.
    comm.barrier();
  }

  private void report(long documents, int topics, long[] sums) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("documents", documents);
    map.put("topics", topics);
    map.put("tokens", sums[0]);
    map.put("empty_documents", sums[1]);
    map.put("unknown_documents", sums[2]);
    map.put("dropped_tokens", sums[3]);
    map.put("sweeps_per_document", (double) sums[4] / Math.max(1, documents));
    map.put("output", config.output());
    if (config.json()) {
      console.result(Json.line(map));
    } else {
      map.forEach((name, value) -> console.result(name + " " + value));
    }
  }
}
