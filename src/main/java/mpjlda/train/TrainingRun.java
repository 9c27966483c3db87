package mpjlda.train;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mpjlda.comm.Communicator;
import mpjlda.config.ProgramVersion;
import mpjlda.config.TrainingConfig;
import mpjlda.console.Console;
import mpjlda.corpus.Corpus;
import mpjlda.corpus.CorpusReader;
import mpjlda.corpus.CorpusSummary;
import mpjlda.errors.LdaException;
import mpjlda.estep.EStepRunner;
import mpjlda.estep.ScalarKernel;
import mpjlda.estep.SufficientStatistics;
import mpjlda.matrix.DoubleRows;
import mpjlda.matrix.RowLayout;
import mpjlda.model.TopicParameters;
import mpjlda.modelio.AtomicFile;
import mpjlda.modelio.Json;
import mpjlda.modelio.ModelContent;
import mpjlda.modelio.ModelDirectory;
import mpjlda.modelio.ModelInfo;
import mpjlda.modelio.ModelWriter;
import mpjlda.modelio.Npy;
import mpjlda.modelio.Provenance;
import mpjlda.modelio.TrainedModel;
import mpjlda.parallel.Workers;

/** {@code train} on one rank, from the corpus to the model directory. */
public final class TrainingRun {
  /**
   * Where a run takes place.
   *
   * @param host of this rank
   */
  public record Place(Communicator comm, Console console, String host) {}

  private final TrainingConfig config;
  private final Communicator comm;
  private final Console console;
  private final String host;
  private final PhaseClock clock;
  private final Instant started = Instant.now();
  private final long startNanos = System.nanoTime();

  public TrainingRun(TrainingConfig config, Place place) {
    this.config = config;
    this.comm = place.comm();
    this.console = place.console();
    this.host = place.host();
    this.clock = new PhaseClock(console);
  }

  /**
   * Trains and, on rank 0, writes the model directory.
   *
   * @return what was done, on rank 0; empty on the others
   */
  public Optional<TrainingSummary> run() {
    try (Workers workers = new Workers(config.threads())) {
      Corpus corpus = clock.time(Phase.LOAD, 0, this::load);
      List<String> hosts = RunHeader.gatherHosts(host, comm);
      say(RunHeader.lines(config, corpus.summary(), hosts, memoryPlan(corpus)));
      if (holdsThisModel(corpus)) {
        return summaryOfTheModelThere();
      }
      TopicParameters start = clock.time(Phase.INITIALISE, 0, () -> start(corpus, workers));
      try (IterationLog log = iterationLog(corpus)) {
        TopicParameters topics = trainer(corpus, workers).train(start, log);
        return finish(corpus, topics, log);
      }
    }
  }

  private void say(List<String> lines) {
    if (comm.rank() == 0) {
      lines.forEach(console::say);
    }
  }

  private boolean holdsThisModel(Corpus corpus) {
    boolean holds = comm.rank() == 0 && OutputFolder.holdsModelOf(config, corpus.summary());
    long[] answer = {holds ? 1 : 0};
    comm.allreduceMax(answer);
    return answer[0] == 1;
  }

  private Optional<TrainingSummary> summaryOfTheModelThere() {
    if (comm.rank() != 0) {
      return Optional.empty();
    }
    console.say(
        "model    "
            + config.output()
            + " holds this model already, complete: nothing to do (--resume never trains it anew)");
    return Optional.of(TrainingSummary.of(ModelDirectory.open(config.output()), config.output()));
  }

  private IterationLog iterationLog(Corpus corpus) {
    return new IterationLog(
        comm.rank() == 0 ? Optional.of(config.output()) : Optional.empty(),
        console,
        clock,
        new ProgressLine(
            config.iterations(), corpus.summary().tokens(), corpus.summary().documents()));
  }

  private Corpus load() {
    Corpus corpus = CorpusReader.read(config.corpus(), comm);
    if (corpus.summary().tokens() == 0) {
      throw LdaException.badInput(
          String.join(" ", config.corpus().paths())
              + ": found "
              + corpus.summary().documents()
              + " documents without a single word, expected words to train on. Look at the corpus"
              + " with: mpj-lda info PATH; and at --max-vocabulary, if given.");
    }
    return corpus;
  }

  private MemoryPlan memoryPlan(Corpus corpus) {
    long[] largestPart = {corpus.documents().memoryBytes()};
    comm.allreduceMax(largestPart);
    return MemoryPlan.of(
        new MemoryPlan.Sizes(
            corpus.summary().vocabularySize(),
            config.topics(),
            corpus.summary().longestDocument(),
            config.threads(),
            comm.size(),
            largestPart[0]));
  }

  private TopicParameters start(Corpus corpus, Workers workers) {
    int words = corpus.summary().vocabularySize();
    DoubleRows lambda =
        config
            .initialLambda()
            .map(path -> Npy.readTransposed(path, config.topics(), words))
            .orElseGet(
                () ->
                    TopicParameters.randomLambda(
                        RowLayout.of(words, config.topics()), config.seed(), workers));
    return TopicParameters.of(lambda, config.eta(), workers);
  }

  private BatchTrainer trainer(Corpus corpus, Workers workers) {
    EStepRunner eStep =
        new EStepRunner(
            new PartDocuments(corpus.documents()),
            new ScalarKernel(),
            new EStepRunner.Settings(
                config.alpha(), config.eStepTolerance(), config.eStepIterations()),
            workers);
    RowLayout layout = RowLayout.of(corpus.summary().vocabularySize(), config.topics());
    return new BatchTrainer(
        new BatchTrainer.Setup(
            eStep,
            new SufficientStatistics(layout, corpus.summary().tokens(), config.threads()),
            new Reduction(comm, clock),
            workers,
            clock,
            config.iterations(),
            config.tolerance()));
  }

  private Optional<TrainingSummary> finish(
      Corpus corpus, TopicParameters topics, IterationLog log) {
    Optional<ModelContent> content =
        comm.rank() == 0 ? Optional.of(content(corpus, topics, log)) : Optional.empty();
    clock.run(
        Phase.WRITE,
        log.iterations(),
        () -> content.ifPresent(c -> ModelWriter.save(config.output(), c)));
    PhaseTable table = PhaseTable.gather(clock, System.nanoTime() - startNanos, comm);
    if (content.isEmpty()) {
      return Optional.empty();
    }
    AtomicFile.writeText(
        config.output().resolve(ModelDirectory.TIMING), Json.pretty(table.toMap()));
    table.lines().forEach(console::say);
    ModelContent c = content.get();
    return Optional.of(
        TrainingSummary.of(
            new TrainedModel(c.info(), c.lambda(), c.alpha(), c.vocabulary()), config.output()));
  }

  private ModelContent content(Corpus corpus, TopicParameters topics, IterationLog log) {
    CorpusSummary summary = corpus.summary();
    ModelInfo info =
        new ModelInfo(
            config.topics(),
            summary.vocabularySize(),
            summary.documents(),
            summary.tokens(),
            config.allOptions(),
            config.seed(),
            summary.corpusHash(),
            summary.vocabularyHash(),
            config.eta(),
            log.iterations(),
            log.bound(),
            true,
            new Provenance(
                "mpj-lda " + ProgramVersion.value(),
                Provenance.thisJava(),
                host,
                started,
                Instant.now()));
    return new ModelContent(
        info, topics.lambda(), config.alpha(), corpus.vocabulary().words(), Map.of());
  }
}
