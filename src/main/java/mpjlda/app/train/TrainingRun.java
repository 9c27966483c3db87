package mpjlda.app.train;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import mpjlda.app.config.TrainingConfig;
import mpjlda.cluster.checkpoint.Checkpoint;
import mpjlda.cluster.checkpoint.CheckpointStore;
import mpjlda.cluster.console.StableMessages;
import mpjlda.cluster.runfolder.Fingerprint;
import mpjlda.cluster.runfolder.RunLock;
import mpjlda.core.console.Console;
import mpjlda.core.console.Phase;
import mpjlda.core.console.PhaseClock;
import mpjlda.core.errors.LdaException;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.parallel.Communicator;
import mpjlda.core.parallel.Workers;
import mpjlda.data.corpus.Corpus;
import mpjlda.data.corpus.Vocabulary;
import mpjlda.data.documents.FetchedDocuments;
import mpjlda.data.io.AtomicFile;
import mpjlda.data.modelio.ModelDirectory;

/** {@code train} on one rank, from the corpus to the model directory. */
public final class TrainingRun {
  /**
   * The rank of a run.
   *
   * @param host of this rank
   * @param lifecycle what the launcher has to say and wants to hear
   */
  public record Place(Communicator comm, Console console, String host, Lifecycle lifecycle) {}

  /**
   * The launcher's side of a run.
   *
   * @param stopRequested whether the run shall stop at the next good place
   * @param checkpointed receives each iteration whose checkpoint is durable
   * @param restarts of the run so far
   * @param deadline when the run must have ended
   * @param atExit takes what is to be told the exit code, where nobody else would learn it
   */
  public record Lifecycle(
      BooleanSupplier stopRequested,
      IntConsumer checkpointed,
      int restarts,
      Optional<Instant> deadline,
      Consumer<IntConsumer> atExit) {}

  private final TrainingConfig config;
  private final Communicator comm;
  private final boolean first;
  private final Console console;
  private final String host;
  private final Lifecycle lifecycle;
  private final PhaseClock clock;
  private final Instant started = Instant.now();
  private final long startNanos = System.nanoTime();

  public TrainingRun(TrainingConfig config, Place place) {
    this.config = config;
    this.comm = place.comm();
    this.first = comm.rank() == 0;
    this.console = place.console();
    this.host = place.host();
    this.lifecycle = place.lifecycle();
    this.clock = new PhaseClock(console);
  }

  /**
   * Trains, or continues a training, and writes the model directory on rank 0, which alone knows
   * the summary.
   *
   * @return what was done
   */
  public TrainingResult run() {
    // Released by the end of the process too, if it comes otherwise than here.
    Optional<RunLock> lock =
        first ? Optional.of(RunLock.acquire(config.output(), console::say)) : Optional.empty();
    try (Workers workers = new Workers(config.threads())) {
      if (first) {
        promiseExitCode();
      }
      return run(workers);
    } finally {
      lock.ifPresent(RunLock::close);
    }
  }

  /** Not before the lock is held: the file may be another run's. */
  private void promiseExitCode() {
    Path file = config.output().resolve(OutputFolder.EXIT_CODE);
    AtomicFile.remove(file);
    lifecycle.atExit().accept(code -> AtomicFile.writeText(file, code + "\n"));
  }

  private TrainingResult run(Workers workers) {
    TrainerFactory algorithms =
        new TrainerFactory(config, new TrainerFactory.Rank(comm, console, clock, workers));
    Corpus corpus = clock.time(Phase.LOAD, 0, this::load);
    Optional<HeldOutTracker> heldOut =
        clock.time(
            Phase.LOAD,
            0,
            () ->
                config.heldOut().map(wanted -> HeldOutTracker.read(wanted, corpus, comm, workers)));
    MemoryPlan memory = memoryPlan(corpus);
    memory.requireHeap(Runtime.getRuntime().maxMemory(), config.topics(), comm);
    // Only rank 0 looks at the initial lambda and the output folder.
    Map<String, Object> options =
        RunIdentity.options(config, agreed(() -> RunIdentity.startHash(config)));
    Fingerprint fingerprint = RunIdentity.of(config, options, corpus.summary());
    ModelSaving saving =
        new ModelSaving(config, corpus.summary(), options, new ModelSaving.Origin(host, started));
    OutputFolder folder = new OutputFolder(config, fingerprint, lifecycle.restarts() > 0, console);
    CheckpointStore store =
        new CheckpointStore(
            config.output().resolve(OutputFolder.CHECKPOINTS),
            config.durability().keepCheckpoints());
    Optional<TrainingState.Resumed> resumed =
        clock.time(Phase.INITIALISE, 0, () -> resume(folder, store, corpus));
    RunHeader.Resources resources =
        new RunHeader.Resources(
            RunHeader.gatherHosts(host, comm), comm.transport(), memory, algorithms.kernel());
    say(RunHeader.lines(config, corpus.summary(), resources));
    if (agreesTo(folder::holdsCompleteModel)) {
      return modelThere();
    }
    TrainingState state =
        resumed
            .map(TrainingState.Resumed::state)
            .orElseGet(() -> TrainingState.start(config.priors()));
    Trainer trainer = algorithms.trainer(TrainingData.of(corpus));
    BlockedDoubleMatrix start =
        clock.time(
            Phase.INITIALISE,
            state.iteration(),
            () -> resumed.map(r -> resumed(r, trainer, store)).orElseGet(trainer::start));
    Checkpoints checkpoints =
        new Checkpoints(checkpointSettings(store, fingerprint), comm, trainer::rows, state);
    try (TrainingMonitor listener = listener(corpus, heldOut, checkpoints, state)) {
      return finish(saving, corpus.vocabulary(), trainer.train(state, start, listener), listener);
    }
  }

  private static BlockedDoubleMatrix resumed(
      TrainingState.Resumed resumed, Trainer trainer, CheckpointStore store) {
    trainer.rows(resumed.state()).forEach(rows -> rows.read(store, resumed.generation()));
    return resumed.lambda();
  }

  private void say(List<String> lines) {
    if (first) {
      lines.forEach(console::say);
    }
  }

  /** Rank 0's answer, on every rank; the others are not asked. */
  private boolean agreesTo(BooleanSupplier own) {
    long[] answer = {first && own.getAsBoolean() ? 1 : 0};
    comm.broadcast(answer);
    return answer[0] == 1;
  }

  /** Rank 0's text, on every rank; the others are not asked. */
  private String agreed(Supplier<String> own) {
    byte[] text = first ? own.get().getBytes(StandardCharsets.UTF_8) : new byte[0];
    return new String(comm.broadcast(text), StandardCharsets.UTF_8);
  }

  private Optional<TrainingState.Resumed> resume(
      OutputFolder folder, CheckpointStore store, Corpus corpus) {
    Optional<Checkpoint> found = first ? folder.checkpoint(store) : Optional.empty();
    RowLayout layout = RowLayout.of(corpus.summary().vocabularySize(), config.topics());
    Optional<TrainingState.Resumed> resumed = TrainingState.broadcast(found, layout, comm);
    if (first && resumed.isPresent()) {
      TrainingState state = resumed.get().state();
      lifecycle.checkpointed().accept(state.iteration());
      console.say(StableMessages.RESUMED + state.place());
    }
    return resumed;
  }

  private TrainingResult modelThere() {
    if (!first) {
      return new TrainingResult(false, Optional.empty());
    }
    console.say(
        "model    "
            + config.output()
            + " holds this model already, complete: nothing to do (--resume never trains it from"
            + " scratch)");
    Path folder = config.output();
    TrainingSummary summary =
        TrainingSummary.of(ModelDirectory.readInfo(folder), ModelDirectory.open(folder), folder);
    return new TrainingResult(false, Optional.of(summary));
  }

  private TrainingMonitor listener(
      Corpus corpus,
      Optional<HeldOutTracker> heldOut,
      Checkpoints checkpoints,
      TrainingState state) {
    return new TrainingMonitor(
        new TrainingMonitor.Parts(
            iterationLog(corpus, state), heldOut, checkpoints, stopConditions()),
        clock);
  }

  private IterationLog iterationLog(Corpus corpus, TrainingState state) {
    return new IterationLog(
        new IterationLog.Target(
            first ? Optional.of(config.output()) : Optional.empty(),
            state.iteration(),
            lifecycle.restarts(),
            config.learning().learnsAny()),
        console,
        clock,
        new ProgressLine(
            config.allIterations(), corpus.summary().tokens(), corpus.summary().documents()));
  }

  private StopConditions stopConditions() {
    return new StopConditions(
        lifecycle.stopRequested(),
        first ? lifecycle.deadline() : Optional.empty(),
        first ? Optional.of(config.output()) : Optional.empty(),
        console);
  }

  private Checkpoints.Settings checkpointSettings(CheckpointStore store, Fingerprint fingerprint) {
    return new Checkpoints.Settings(
        store,
        fingerprint,
        config.durability().every(),
        config.tolerance(),
        console,
        lifecycle.checkpointed());
  }

  private Corpus load() {
    Corpus corpus = TrainingData.read(config, comm);
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
    long[] largestPart = {
      FetchedDocuments.memoryBytes(corpus.documents()), corpus.documents().count()
    };
    comm.allreduceMax(largestPart);
    if (!corpus.documents().inMemory()) {
      say(List.of("store    " + FetchedDocuments.NOTE));
    }
    return MemoryPlan.of(
        new MemoryPlan.Sizes(
            corpus.summary().vocabularySize(),
            config.topics(),
            corpus.summary().longestDocument(),
            config.threads(),
            comm.size(),
            largestPart[0],
            largestPart[1]),
        config.kernel(),
        config.method());
  }

  private TrainingResult finish(
      ModelSaving saving,
      Vocabulary vocabulary,
      Trainer.Outcome outcome,
      TrainingMonitor listener) {
    FittedModel fitted = outcome.fitted(vocabulary);
    boolean safe = listener.saveNow(outcome);
    OptionalDouble heldOut = listener.heldOut(outcome);
    Optional<TrainingSummary> summary =
        clock.time(
            Phase.WRITE,
            outcome.state().iteration(),
            () -> first ? Optional.of(saving.save(fitted, heldOut)) : Optional.empty());
    PhaseTable table = PhaseTable.gather(clock, System.nanoTime() - startNanos, comm);
    if (first) {
      saving.saveTiming(table);
      say(table.lines());
      if (outcome.stopped()) {
        console.say(stoppedLine(outcome.state(), safe));
      }
    }
    return new TrainingResult(outcome.stopped(), summary);
  }

  private static String stoppedLine(TrainingState state, boolean safe) {
    return StableMessages.STOPPED
        + state.place()
        + (safe
            ? StableMessages.SAME_COMMAND
            : "; its checkpoint was not written, so the same command continues from an earlier"
                + " one");
  }
}
