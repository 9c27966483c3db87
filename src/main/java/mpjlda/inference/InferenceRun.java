package mpjlda.inference;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import mpjlda.comm.Communicator;
import mpjlda.config.InferenceConfig;
import mpjlda.console.Console;
import mpjlda.corpus.CorpusReader;
import mpjlda.corpus.CorpusStream;
import mpjlda.corpus.Documents;
import mpjlda.estep.KernelChoice;
import mpjlda.modelio.Json;
import mpjlda.modelio.ModelDirectory;
import mpjlda.modelio.TrainedModel;
import mpjlda.parallel.Workers;

/**
 * {@code infer} on one rank: goes through its share of the documents block by block and writes a
 * row for each; rank 0 puts the ranks' rows together and tells what was done.
 */
public final class InferenceRun {
  private static final String FLAGS_HEADER = "# document\tflag\n";
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
   * @throws mpjlda.errors.LdaException (65) if model or corpus are not sound or do not fit, (70) if
   *     the output cannot be written
   */
  public void run() {
    console.phase("loading", 0);
    TrainedModel model = ModelDirectory.open(config.model());
    CorpusStream corpus = CorpusReader.stream(config.corpus(), comm);
    VocabularyMapping mapping =
        VocabularyMapping.of(
            corpus.vocabulary().words(), model.vocabulary(), corpus.name(), config.mapWords());
    Counts counts = new Counts();
    long rowBytes;
    long flagBytes = 0;
    try (Workers workers = new Workers(config.threads());
        PartFile rows = PartFile.create(config.output(), comm.rank())) {
      Optional<PartFile> flags = config.flags().map(target -> PartFile.create(target, comm.rank()));
      try {
        TopicInference inference =
            new TopicInference(
                new FixedTopics(model.lambda(), model.alpha()),
                corpus.longest(),
                workers,
                config.fast() ? TopicInference.FAST : KernelChoice.DEFAULT);
        new Pass(corpus, inference, mapping, new Outputs(rows, flags, counts)).run();
        rowBytes = rows.bytes();
        flagBytes = flags.map(PartFile::bytes).orElse(0L);
      } finally {
        flags.ifPresent(PartFile::close);
      }
    }
    finish(corpus, model.alpha().length, new long[] {rowBytes, flagBytes}, counts);
  }

  /** Where a pass puts what it finds. */
  private record Outputs(PartFile rows, Optional<PartFile> flags, Counts counts) {}

  /** One reading of the corpus. */
  private final class Pass {
    private final TopicInference inference;
    private final VocabularyMapping mapping;
    private final PartFile rows;
    private final Optional<PartFile> flags;
    private final Counts counts;
    private final CorpusStream corpus;
    private final int[] words;
    private final double[] times;
    private final double[] theta;
    private double[] block = {};
    private int blocks;
    private long lastProgress = System.nanoTime();

    Pass(
        CorpusStream corpus, TopicInference inference, VocabularyMapping mapping, Outputs outputs) {
      this.corpus = corpus;
      this.inference = inference;
      this.mapping = mapping;
      this.rows = outputs.rows();
      this.flags = outputs.flags();
      this.counts = outputs.counts();
      this.words = new int[corpus.longest()];
      this.times = new double[corpus.longest()];
      this.theta = new double[inference.topics().topics()];
    }

    void run() {
      corpus.forEachBlock(config.blockDocuments(), this::block);
    }

    private void block(Documents documents) {
      blocks++;
      console.phase("inference", blocks);
      ModelDocuments source = new ModelDocuments(documents, mapping);
      int topics = theta.length;
      int needed = Math.multiplyExact(documents.count(), topics);
      if (block.length < needed) {
        block = new double[needed];
      }
      counts.dropped += source.droppedTokens();
      counts.sweeps +=
          inference.forEach(
              source,
              (worker, d, gamma) -> inference.topics().proportions(gamma, block, d * topics));
      for (int d = 0; d < documents.count(); d++) {
        System.arraycopy(block, d * topics, theta, 0, topics);
        row(source, d, documents.size(d) == 0);
      }
      progress(documents);
    }

    private void row(ModelDocuments source, int d, boolean empty) {
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
        byte[] line =
            (number + "\t" + (empty ? "empty" : "unknown-words") + "\n")
                .getBytes(StandardCharsets.US_ASCII);
        flags.ifPresent(out -> out.write(line, line.length));
      }
      format.write(new RowFormat.Row(number, (long) tokens), theta, rows);
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

  private void finish(CorpusStream corpus, int topics, long[] bytes, Counts counts) {
    console.phase("writing", 0);
    long[] sums = counts.toArray();
    comm.allreduceSum(sums, 0, Counts.FIELDS);
    // All ranks have come here, so all parts are closed.
    int ranks = comm.size();
    long[] sizes = new long[2 * ranks];
    sizes[comm.rank()] = bytes[0];
    sizes[ranks + comm.rank()] = bytes[1];
    comm.allreduceSum(sizes, 0, sizes.length);
    if (comm.rank() == 0) {
      byte[] header = format.header(corpus.documents(), topics);
      PartFile.assemble(config.output(), header, Arrays.copyOf(sizes, ranks));
      config
          .flags()
          .ifPresent(
              target ->
                  PartFile.assemble(
                      target,
                      FLAGS_HEADER.getBytes(StandardCharsets.US_ASCII),
                      Arrays.copyOfRange(sizes, ranks, 2 * ranks)));
      tell(corpus.documents(), topics, sums);
    }
    // No rank leaves before the files are there.
    comm.barrier();
  }

  private void tell(long documents, int topics, long[] sums) {
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
