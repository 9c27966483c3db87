package mpjlda.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mpjlda.app.config.Algorithm;
import mpjlda.app.config.TrainingConfig;
import mpjlda.app.config.TypedSettings;
import mpjlda.cluster.comm.InProcessRanks;
import mpjlda.cluster.distributed.ControlFlags;
import mpjlda.core.console.PhaseClock;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.BlockedFloatMatrix;
import mpjlda.core.parallel.Communicator;
import mpjlda.core.parallel.Workers;
import mpjlda.core.priors.DirichletPriors;
import mpjlda.data.corpus.Vocabulary;
import mpjlda.oracle.Corpus;
import mpjlda.oracle.ToyCorpora;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the iterations after online make of the priors that it learned. */
class TwoStageTrainerTest {
  private static final long SEED = Long.getLong("tests.seed", 20261121);
  private static final int PASSES = 8;
  private static final double[] ALPHA = {0.1, 0.1, 0.1, 0.1, 0.1};
  private static final double ETA = 0.01;

  private static TrainingConfig config(Algorithm polishBy, int polish) {
    return TypedSettings.of(
        TrainingConfig.class,
        "--corpus",
        "none",
        "--output",
        "none",
        "--topics",
        ALPHA.length,
        "--algorithm",
        "online",
        "--batch-size",
        50,
        "--tau0",
        1,
        "--kappa",
        0.5,
        "--polish",
        polish + ":" + polishBy.optionName(),
        "--alpha",
        "auto",
        "--eta",
        "auto",
        "--iterations",
        PASSES,
        "--tolerance",
        0,
        "--kernel",
        "scalar",
        "--seed",
        SEED);
  }

  /** Priors after each iteration; wants to stop after each, or after none. */
  private record Watch(List<DirichletPriors> found, boolean stop) implements TrainingListener {
    @Override
    public ControlFlags flags(int iteration) {
      return new ControlFlags(stop, false, false);
    }

    @Override
    public ControlFlags flagsWithin(int done) {
      return ControlFlags.NONE;
    }

    @Override
    public void beforeMStep(int iteration) {}

    @Override
    public void batchDone(Trainer.BatchReport report, BlockedDoubleMatrix lambda) {}

    @Override
    public void iterationDone(Trainer.IterationReport report, BlockedDoubleMatrix lambda) {
      found.add(report.state().priors());
    }
  }

  private record Outcome(double[][] lambda, List<DirichletPriors> priors) {}

  private static Outcome train(TrainingConfig config, int ranks, boolean inPieces) {
    return InProcessRanks.run(ranks, comm -> onRank(config, comm, inPieces)).get(0);
  }

  private static Outcome onRank(TrainingConfig config, Communicator comm, boolean inPieces) {
    Corpus corpus = ToyCorpora.moderate(SEED);
    TrainingData data =
        new TrainingData(
            Part.of(corpus, comm),
            Vocabulary.numbered(corpus.vocabulary()),
            corpus.words().length,
            corpus.tokens());
    Watch watch = new Watch(new ArrayList<>(), inPieces);
    try (Workers workers = new Workers(1)) {
      Trainer trainer = trainer(config, data, comm, workers);
      Trainer.Outcome outcome =
          trainer.train(TrainingState.start(config.priors()), trainer.start(), watch);
      while (outcome.stopped()) {
        Trainer next = trainer(config, data, comm, workers);
        TrainingState state = outcome.state();
        List<CheckpointRows> kept = trainer.rows(state);
        for (int i = 0; i < kept.size(); i++) {
          copy(kept.get(i), next.rows(state).get(i));
        }
        trainer = next;
        outcome = trainer.train(state, outcome.lambda(), watch);
      }
      return new Outcome(blocks(outcome.lambda()), watch.found());
    }
  }

  private static Trainer trainer(
      TrainingConfig config, TrainingData data, Communicator comm, Workers workers) {
    SilentConsole console = new SilentConsole();
    TrainerFactory.Rank rank =
        new TrainerFactory.Rank(comm, console, new PhaseClock(console), workers);
    return new TrainerFactory(config, rank).trainer(data);
  }

  private static double[][] blocks(BlockedDoubleMatrix rows) {
    double[][] blocks = new double[rows.layout().blocks()][];
    Arrays.setAll(blocks, rows::block);
    return blocks;
  }

  /** As a checkpoint does. */
  private static void copy(CheckpointRows kept, CheckpointRows to) {
    BlockedFloatMatrix from = kept.rows();
    for (int b = 0; b < from.layout().blocks(); b++) {
      System.arraycopy(from.block(b), 0, to.rows().block(b), 0, from.block(b).length);
    }
  }

  @ParameterizedTest
  @CsvSource({"CVB0,1,1", "CVB0,4,1", "CVB0,5,2", "BATCH,8,2", "CVB0,20,5", "BATCH,9,3"})
  void polishingStartsFromTheFirstPriorsAndLearnsInItsLastQuarter(
      Algorithm polishBy, int polish, int learned) {
    Outcome found = train(config(polishBy, polish), 1, false);
    assertThat(found.priors()).hasSize(PASSES + polish);
    assertLearned(found.priors().get(PASSES - 1), true);
    for (int i = 0; i < polish; i++) {
      assertLearned(found.priors().get(PASSES + i), i >= polish - learned);
    }
  }

  private static void assertLearned(DirichletPriors priors, boolean learned) {
    assertThat(Arrays.equals(priors.alpha(), ALPHA)).as("seed %d", SEED).isEqualTo(!learned);
    assertThat(priors.eta() == ETA).as("seed %d", SEED).isEqualTo(!learned);
  }

  @ParameterizedTest
  @EnumSource(names = {"BATCH", "CVB0"})
  void aRunThatStopsAfterEveryIterationGoesOnToTheSameBits(Algorithm polishBy) {
    TrainingConfig config = config(polishBy, 6);
    Outcome expected = train(config, 1, false);
    for (int ranks = 1; ranks <= 2; ranks++) {
      Outcome found = train(config, ranks, true);
      assertThat(found.lambda()).as("seed %d", SEED).isDeepEqualTo(expected.lambda());
      for (int i = 0; i < PASSES + 6; i++) {
        DirichletPriors priors = expected.priors().get(i);
        assertThat(found.priors().get(i).alpha()).containsExactly(priors.alpha());
        assertThat(found.priors().get(i).eta()).isEqualTo(priors.eta());
      }
    }
  }
}
