package mpjlda.app.tune;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import mpjlda.app.config.TrainingConfig;
import mpjlda.app.train.TrainingResult;
import mpjlda.app.train.TrainingRun;
import mpjlda.cluster.comm.Collectives;
import mpjlda.cluster.comm.PointToPoint;
import mpjlda.cluster.comm.SubGroup;
import mpjlda.cluster.console.StableMessages;
import mpjlda.cluster.runfolder.RunLock;
import mpjlda.core.console.Console;
import mpjlda.core.errors.LdaException;
import mpjlda.core.parallel.CollectiveSteps;
import mpjlda.core.parallel.Communicator;
import mpjlda.core.parallel.Workers;
import mpjlda.data.corpus.CorpusSummary;
import mpjlda.data.io.AtomicFile;
import mpjlda.data.io.Json;

/** {@code tune} on one rank, from the corpus to the ranked table. */
public final class TuneRun {
  /** The ranked configurations, a line each. */
  static final String CSV = "tune.csv";

  static final String JSON = "tune.json";

  /**
   * Where a search takes place.
   *
   * @param link to all ranks
   * @param host of this rank
   */
  public record Place(
      PointToPoint link, Console console, String host, TrainingRun.Lifecycle lifecycle) {}

  private final TuneConfig config;
  private final Place place;
  private final Communicator world;
  private final Communicator group;
  private final boolean first;
  private final Console console;
  private final StopRequest stop;

  /** Number of trials whose results are kept. */
  private int trials;

  public TuneRun(TuneConfig config, Place place) {
    this.config = config;
    this.place = place;
    this.world = new Collectives(place.link());
    this.group = new Collectives(SubGroup.ofSize(place.link(), config.groupSize()));
    this.first = world.rank() == 0;
    this.console = place.console();
    Optional<Instant> deadline = place.lifecycle().deadline();
    this.stop = new StopRequest(place.lifecycle().stopRequested(), deadline);
  }

  /**
   * Searches, or continues a search; rank 0 reports the result.
   *
   * @return whether it was stopped before its end, in good order
   * @throws LdaException (65) if the corpora are not sound; (2) if the output folder holds anything
   *     but this search
   */
  public boolean run() {
    // Released by the end of the process too, if it comes otherwise than here.
    Optional<RunLock> lock =
        first ? Optional.of(RunLock.acquire(config.output(), console::say)) : Optional.empty();
    try {
      Optional<TuneTable> table;
      try (Workers workers = new Workers(config.training().threads())) {
        table = search(workers);
      }
      if (table.isEmpty()) {
        say("stopped  the results so far are kept" + StableMessages.SAME_COMMAND);
        return true;
      }
      return config.trainBest() && trainBest(table.get().best());
    } finally {
      lock.ifPresent(RunLock::close);
    }
  }

  /** Empty if it was stopped. */
  private Optional<TuneTable> search(Workers workers) {
    console.phase("loading", 0);
    TrialRunner runner = new TrialRunner(config, group, console, workers, stop);
    CorpusSummary corpus = runner.corpus().summary();
    requireSameCorpus(corpus);
    if (first) {
      SearchIdentity.settle(config.output(), SearchIdentity.of(config, corpus, runner.givenHash()));
    }
    TrialResults results = new TrialResults();
    TrialFolder folder = openFolder(results);
    sayHeader(corpus);
    Optional<TrialProgress> progress =
        first
            ? Optional.of(
                new TrialProgress(
                    folder, console, place.lifecycle().checkpointed(), results.count()))
            : Optional.empty();
    try {
      TrialScheduler scheduler =
          new TrialScheduler(
              new TrialScheduler.Ranks(world, group), runner, folder, stop, progress);
      Optional<TuneTable> table = rounds(scheduler, results, progress);
      TrialScheduler.Usage usage = scheduler.usage();
      trials = results.count();
      if (first) {
        folder.removeClaims();
        table.ifPresent(found -> tell(found, usage, corpus));
      }
      return table;
    } finally {
      progress.ifPresent(TrialProgress::close);
    }
  }

  /** Brings the results of earlier attempts to all ranks. */
  private TrialFolder openFolder(TrialResults results) {
    String attempt = agreed(first ? UUID.randomUUID().toString() : "");
    TrialFolder folder = new TrialFolder(config.output(), attempt);
    List<TrialResult> kept = new ArrayList<>();
    if (first) {
      folder.removeClaims();
      kept.addAll(folder.readAll());
    }
    // Returns when rank 0 has come here, with the old claims gone.
    TrialScheduler.exchange(kept, world).forEach(results::add);
    folder.create();
    return folder;
  }

  private Optional<TuneTable> rounds(
      TrialScheduler scheduler, TrialResults results, Optional<TrialProgress> progress) {
    int folds = config.holdOut().folds();
    List<SuccessiveHalving.Round> rounds =
        SuccessiveHalving.rounds(
            config.configurations().size(), config.training().iterations(), config.halving());
    List<Integer> alive = new ArrayList<>();
    for (int number = 1; number <= config.configurations().size(); number++) {
      alive.add(number);
    }
    List<Score> ended = new ArrayList<>();
    for (SuccessiveHalving.Round round : rounds) {
      List<Trial> trials = trials(alive, round.iterations());
      progress.ifPresent(b -> b.begin(trials, folds, results));
      if (rounds.size() > 1) {
        say("round    " + alive.size() + " configurations, " + round.iterations() + " iterations");
      }
      if (!scheduler.run(trials, results)) {
        return Optional.empty();
      }
      for (int number : alive) {
        Configuration configuration = config.configurations().get(number - 1);
        ended.removeIf(score -> score.number() == number);
        results.score(number, configuration, folds, round.iterations()).ifPresent(ended::add);
      }
      ended.sort(Score.BEST_FIRST);
      int next = Math.min(rounds.indexOf(round) + 1, rounds.size() - 1);
      alive = ended.stream().limit(rounds.get(next).configurations()).map(Score::number).toList();
    }
    return Optional.of(new TuneTable(folds, ended));
  }

  private List<Trial> trials(List<Integer> numbers, int iterations) {
    List<Trial> trials = new ArrayList<>();
    for (int number : numbers) {
      for (int fold = 0; fold < config.holdOut().folds(); fold++) {
        trials.add(new Trial(config.configurations().get(number - 1), fold, iterations));
      }
    }
    return trials;
  }

  private void requireSameCorpus(CorpusSummary corpus) {
    new CollectiveSteps(world)
        .requireSame(
            corpus.corpusHash() + corpus.vocabularyHash(),
            rank ->
                corpus.files().get(0)
                    + ": found another corpus on rank "
                    + rank
                    + " than on rank 0, expected the same on all hosts");
  }

  /** Rank 0's text, on every rank. */
  private String agreed(String text) {
    byte[] own = text.getBytes(StandardCharsets.UTF_8);
    return new String(world.broadcast(own), StandardCharsets.UTF_8);
  }

  private void sayHeader(CorpusSummary corpus) {
    int groups = (world.size() + config.groupSize() - 1) / config.groupSize();
    say(
        String.format(
            Locale.ROOT,
            "search   %d configurations, held out: %s; %,d documents; %d group%s of up to %d"
                + " rank%s",
            config.configurations().size(),
            config.holdOut().describe(),
            corpus.documents(),
            groups,
            groups == 1 ? "" : "s",
            config.groupSize(),
            config.groupSize() == 1 ? "" : "s"));
  }

  private void tell(TuneTable table, TrialScheduler.Usage usage, CorpusSummary corpus) {
    String command = TrainCommandLine.of(config.best(table.best().configuration()));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("corpus_hash", corpus.corpusHash());
    map.put("held_out", config.holdOut().describe());
    map.put("seed", config.training().seed());
    map.put("best", table.best().configuration().toMap());
    map.put("train_command", command);
    map.put("configurations", table.toMaps());
    Map<String, Object> ranks = new LinkedHashMap<>();
    ranks.put("ranks", world.size());
    ranks.put("group_size", config.groupSize());
    ranks.put("trials", usage.trials());
    ranks.put("busy_seconds", usage.busyNanos() / 1e9);
    ranks.put("idle_seconds", usage.idleNanos() / 1e9);
    map.put("farm", ranks);
    AtomicFile.writeText(config.output().resolve(CSV), table.csv());
    AtomicFile.writeText(config.output().resolve(JSON), Json.pretty(map));
    if (config.json()) {
      console.result(Json.line(map));
    } else {
      table.lines().forEach(console::result);
      console.result("train the best one: " + command);
    }
    console.say(
        String.format(
            Locale.ROOT,
            "farm     %d trials done by %d ranks, which were idle for %.1f %% of the time",
            usage.trials(),
            world.size(),
            100 * usage.idle()));
  }

  /** Whether it was stopped. */
  private boolean trainBest(Score best) {
    TrainingConfig training = config.best(best.configuration());
    say("best     " + best.configuration() + " is trained on the whole corpus");
    TrainingRun.Place where =
        new TrainingRun.Place(world, console, place.host(), afterTrials(place.lifecycle()));
    TrainingResult result = new TrainingRun(training, where).run();
    say((result.stopped() ? "stopped  model so far in " : "model    in ") + training.output());
    return result.stopped();
  }

  /** An iteration is progress beyond all trials. */
  private TrainingRun.Lifecycle afterTrials(TrainingRun.Lifecycle lifecycle) {
    return new TrainingRun.Lifecycle(
        lifecycle.stopRequested(),
        iteration -> lifecycle.checkpointed().accept(trials + iteration),
        lifecycle.restarts(),
        lifecycle.deadline(),
        lifecycle.atExit());
  }

  private void say(String line) {
    if (first) {
      console.say(line);
    }
  }
}
