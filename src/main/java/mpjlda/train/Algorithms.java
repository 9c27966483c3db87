package mpjlda.train;

import mpjlda.comm.Communicator;
import mpjlda.config.TrainingConfig;
import mpjlda.corpus.Corpus;
import mpjlda.estep.EStepRunner;
import mpjlda.estep.ScalarKernel;
import mpjlda.estep.SufficientStatistics;
import mpjlda.matrix.DoubleRows;
import mpjlda.matrix.RowLayout;
import mpjlda.model.RankExchange;
import mpjlda.model.TopicParameters;
import mpjlda.parallel.Workers;

/** Puts together the algorithm that the user asked for, on one rank. */
final class Algorithms {
  private final TrainingConfig config;
  private final Communicator comm;
  private final PhaseClock clock;
  private final Workers workers;

  Algorithms(TrainingConfig config, Communicator comm, PhaseClock clock, Workers workers) {
    this.config = config;
    this.comm = comm;
    this.clock = clock;
    this.workers = workers;
  }

  Trainer trainer(Corpus corpus) {
    return batch(corpus);
  }

  private BatchTrainer batch(Corpus corpus) {
    RowLayout layout = RowLayout.of(corpus.summary().vocabularySize(), config.topics());
    EStepRunner eStep =
        new EStepRunner(
            new PartDocuments(corpus.documents()),
            new ScalarKernel(),
            new EStepRunner.Settings(
                config.alpha(), config.eStepTolerance(), config.eStepIterations()),
            workers);
    return new BatchTrainer(
        new BatchTrainer.Setup(
            eStep,
            new SufficientStatistics(layout, corpus.summary().tokens(), config.threads()),
            new Reduction(comm, clock),
            ranks(),
            workers,
            clock,
            () -> initialLambda(layout),
            config.eta(),
            goal()));
  }

  private DoubleRows initialLambda(RowLayout layout) {
    return config
        .initialLambda()
        .map(path -> InitialLambda.read(path, layout.columns(), layout.rows()))
        .orElseGet(() -> TopicParameters.randomLambda(layout, config.seed(), workers, ranks()));
  }

  private RankExchange ranks() {
    return new CommExchange(comm, clock);
  }

  private Trainer.Goal goal() {
    return new Trainer.Goal(config.iterations(), config.tolerance());
  }
}
