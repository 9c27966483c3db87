package mpjlda.app.train;

import java.util.BitSet;
import java.util.Optional;
import java.util.function.IntFunction;
import mpjlda.app.config.Algorithm;
import mpjlda.app.config.OnlineSettings;
import mpjlda.app.config.TrainingConfig;
import mpjlda.cluster.distributed.BatchWords;
import mpjlda.cluster.distributed.OccurringRows;
import mpjlda.cluster.distributed.OccurringWords;
import mpjlda.cluster.distributed.Reduction;
import mpjlda.core.console.Console;
import mpjlda.core.console.Phase;
import mpjlda.core.console.PhaseClock;
import mpjlda.core.kernel.DocumentSource;
import mpjlda.core.kernel.KernelProvider;
import mpjlda.core.kernel.KernelProviders;
import mpjlda.core.kernel.Precision;
import mpjlda.core.kernel.SufficientStatistics;
import mpjlda.core.kernel.WithheldTokens;
import mpjlda.core.kernel.cvb.CvbRunner;
import mpjlda.core.kernel.cvb.RandomStart;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.BlockedFloatMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.parallel.Communicator;
import mpjlda.core.parallel.Workers;
import mpjlda.core.priors.DocumentTerms;
import mpjlda.core.priors.PredictionLearner;
import mpjlda.core.priors.PriorLearner;
import mpjlda.core.priors.PriorScale;
import mpjlda.core.topicmodel.EStepRunner;
import mpjlda.core.topicmodel.RankExchange;
import mpjlda.core.topicmodel.TopicParameters;
import mpjlda.data.modelio.ModelDirectory;

/** Assembles the requested algorithm on one rank. */
final class TrainerFactory {
  private final TrainingConfig config;
  private final Communicator comm;
  private final PhaseClock clock;
  private final Workers workers;
  private final Console console;
  private final Optional<InitialModel> initialModel;
  private Optional<OccurringRows> occurring = Optional.empty();

  /** The rank that trains. */
  record Rank(Communicator comm, Console console, PhaseClock clock, Workers workers) {}

  TrainerFactory(TrainingConfig config, Rank rank) {
    this(config, rank, config.start().model().map(InitialModel::at));
  }

  /** A factory of trainers that start from a model in memory. */
  TrainerFactory(TrainingConfig config, Rank rank, InitialModel initialModel) {
    this(config, rank, Optional.of(initialModel));
  }

  private TrainerFactory(TrainingConfig config, Rank rank, Optional<InitialModel> initialModel) {
    this.initialModel = initialModel;
    this.config = config;
    this.comm = rank.comm();
    this.console = rank.console();
    this.clock = rank.clock();
    this.workers = rank.workers();
  }

  /**
   * The description of the kernel in use, for the first line of a run: {@code vector kernel (512
   * bits), double precision}.
   *
   * @throws mpjlda.core.errors.LdaException (69) if the requested kernel is not available
   */
  String kernel() {
    return provider().description() + ", " + config.kernel().description();
  }

  private KernelProvider provider() {
    return KernelProviders.of(config.kernel().kind());
  }

  Trainer trainer(TrainingData data) {
    return switch (config.algorithm()) {
      case BATCH -> batch(data, goal(), learner(), config.prediction());
      case ONLINE -> online(data);
      case CVB0 -> cvb0(data);
    };
  }

  /** Training by cvb0 alone, with all that makes it better where priors are learned. */
  private CvbTrainer cvb0(TrainingData data) {
    Optional<PredictionLearner> prediction = config.prediction();
    Optional<CheckpointRows> previousCounts =
        prediction.map(
            unused ->
                CheckpointRows.ofWords(
                    "previous-counts", new BlockedFloatMatrix(layout(data)), comm));
    return cvb0(data, goal(), new CvbPriors(learner(), prediction, previousCounts));
  }

  /** The way to learn priors in cvb0, and what belongs to it. */
  private record CvbPriors(
      PriorLearner learner,
      Optional<PredictionLearner> prediction,
      Optional<CheckpointRows> previousCounts) {}

  private CvbTrainer cvb0(TrainingData data, Trainer.Goal goal, CvbPriors priors) {
    DocumentSource documents = data.documents();
    WithheldTokens withheld = withheld(data);
    BlockedFloatMatrix counts =
        new BlockedFloatMatrix(RowLayout.of(documents.count(), config.topics()));
    SufficientStatistics target = SufficientStatistics.ofCvb(layout(data));
    CvbRunner.Setup pass =
        new CvbRunner.Setup(documents, withheld, provider().cvbKernel(), counts, target);
    return new CvbTrainer(
        new CvbTrainer.Setup(
            new CvbRunner(pass, workers),
            CheckpointRows.ofDocuments("counts", documents.firstDocument(), counts),
            priors.previousCounts(),
            target,
            new RandomStart(documents, counts, target),
            startsFromTopics()
                ? Optional.of(() -> start(data, RankExchange.ALONE))
                : Optional.empty(),
            new Reduction(comm, clock, occurring(data)),
            workers,
            clock,
            config.seed(),
            config.eta(),
            priors.learner(),
            priors.prediction(),
            goal));
  }

  private Trainer online(TrainingData data) {
    OnlineSettings online = config.method().online();
    if (online.polish().iterations() == 0) {
      return onlineAlone(data);
    }
    TwoStageTrainer.FirstRows firstRows =
        (rows, state, lambda) -> expectedCounts(data, rows, state, lambda);
    IntFunction<Trainer> byBatch =
        end -> batch(data, new Trainer.Goal(end, 0), atTheEnd(end), Optional.empty());
    IntFunction<Trainer> byCvb0 =
        end ->
            cvb0(
                data,
                new Trainer.Goal(end, 0),
                new CvbPriors(atTheEnd(end), Optional.empty(), Optional.empty()));
    return new TwoStageTrainer(
        new TwoStageTrainer.Setup(
            () -> start(data, RankExchange.ALONE),
            () -> onlineAlone(data),
            online.polish().endsWithCvb0() ? byCvb0 : byBatch,
            firstRows,
            config.priors(),
            online.polish().iterations()));
  }

  /**
   * Polishing moves tokens between topics under the priors that training started from, and learns
   * in its last quarter: under an alpha as small as online's tokens hardly move any more.
   */
  private PriorLearner atTheEnd(int end) {
    return learner().inTheLast((config.method().online().polish().iterations() - 1) / 4 + 1, end);
  }

  /** One E-step under the model: N_dk = gamma_dk − alpha_k, the topics' posterior counts. */
  private void expectedCounts(
      TrainingData data, CheckpointRows rows, TrainingState state, BlockedDoubleMatrix lambda) {
    double[] alpha = state.priors().alpha();
    EStepRunner eStep = eStep(data.documents());
    RankExchange ranks = occurring(data);
    TopicParameters topics =
        TopicParameters.of(
            lambda, eStep.newRows(lambda.layout()), state.priors().eta(), workers, ranks);
    EStepRunner.Result unused =
        eStep
            .withPrior(alpha, DocumentTerms.NONE)
            .remembering(rows.rows())
            .run(topics, statistics(data), EStepRunner.Start.FROM_SCRATCH);
    rows.subtract(alpha);
  }

  private OnlineTrainer onlineAlone(TrainingData data) {
    DocumentSource documents = data.documents();
    long[] count = {documents.count()};
    comm.allreduceSum(count, 0, 1);
    // Of all topics at once it only wants sums; a batch's rows are summed by its own words.
    OccurringRows none = OccurringRows.only(new BitSet(), layout(data), comm, clock);
    return new OnlineTrainer(
        new OnlineTrainer.Setup(
            eStep(documents),
            documents,
            new BatchSchedule(config.method().online(), count[0], config.seed()),
            new BatchWords(comm, documents, data.vocabularySize()),
            statistics(data),
            new Reduction(comm, clock, none),
            none,
            workers,
            clock,
            () -> start(data, RankExchange.ALONE),
            learner(),
            goal()));
  }

  private EStepRunner eStep(DocumentSource documents) {
    return new EStepRunner(
        documents,
        provider().eStepKernel(config.kernel()),
        new EStepRunner.Settings(
            config.alpha(),
            config.method().eStep().tolerance(),
            config.method().eStep().iterations()),
        workers);
  }

  private SufficientStatistics statistics(TrainingData data) {
    return SufficientStatistics.ofCorpus(layout(data), data.tokens(), config.threads());
  }

  private RowLayout layout(TrainingData data) {
    return RowLayout.of(data.vocabularySize(), config.topics());
  }

  private WithheldTokens withheld(TrainingData data) {
    return new WithheldTokens(
        data.documents(),
        WithheldTokens.Sample.of(data.allDocuments(), data.tokens()),
        config.seed());
  }

  private BatchTrainer batch(
      TrainingData data,
      Trainer.Goal goal,
      PriorLearner learner,
      Optional<PredictionLearner> prediction) {
    DocumentSource documents = data.documents();
    Optional<BatchTrainer.Continued> continued = continued(documents);
    EStepRunner fromScratch = eStep(documents);
    OccurringRows occurring = occurring(data);
    RankExchange ranks = occurring;
    return new BatchTrainer(
        new BatchTrainer.Setup(
            continued.map(c -> fromScratch.remembering(c.gammas().rows())).orElse(fromScratch),
            continued,
            statistics(data),
            new Reduction(comm, clock, occurring),
            ranks,
            workers,
            clock,
            () -> start(data, ranks),
            learner,
            prediction.map(p -> new BatchTrainer.Prediction(p, withheld(data))),
            goal));
  }

  private Optional<BatchTrainer.Continued> continued(DocumentSource documents) {
    int after = config.method().eStep().gammaContinuation().after();
    if (config.method().eStep().gammaContinuation().isNever()) {
      return Optional.empty();
    }
    BlockedFloatMatrix gammas =
        new BlockedFloatMatrix(RowLayout.of(documents.count(), config.topics()));
    return Optional.of(
        new BatchTrainer.Continued(
            CheckpointRows.ofDocuments("gamma", documents.firstDocument(), gammas),
            after,
            config.kernel().precision() == Precision.DOUBLE ? 1e-9 : 1e-6,
            console));
  }

  /**
   * The lambda of a new run: given, of a model, or random.
   *
   * @param sharing ranks that share the random numbers
   */
  private BlockedDoubleMatrix start(TrainingData data, RankExchange sharing) {
    RowLayout layout = layout(data);
    Optional<BlockedDoubleMatrix> given =
        config
            .start()
            .lambda()
            .map(path -> ModelDirectory.readLambda(path, layout.columns(), layout.rows()));
    return given
        .or(() -> initialModel.map(model -> lambda(model, data)))
        .orElseGet(() -> TopicParameters.randomLambda(layout, config.seed(), workers, sharing));
  }

  private boolean startsFromTopics() {
    return initialModel.isPresent() || config.start().lambda().isPresent();
  }

  private BlockedDoubleMatrix lambda(InitialModel model, TrainingData data) {
    InitialModel.Start start = model.start(data.vocabulary().words(), config.eta(), config.seed());
    if (comm.rank() == 0) {
      console.say(start.description());
    }
    return start.lambda();
  }

  /** The scale that predicts best with each algorithm, as measured; polishing keeps online's. */
  private PriorLearner learner() {
    return new PriorLearner(
        config.learning(),
        config.algorithm() == Algorithm.BATCH ? PriorScale.VARIATIONAL : PriorScale.COUNTS);
  }

  /** The rows that a step of all documents needs; called by all ranks. Looked for once. */
  private OccurringRows occurring(TrainingData data) {
    OccurringRows rows =
        occurring.orElseGet(() -> clock.time(Phase.INITIALISE, 0, () -> findOccurring(data)));
    occurring = Optional.of(rows);
    return rows;
  }

  private OccurringRows findOccurring(TrainingData data) {
    if (comm.size() == 1) {
      return OccurringRows.all(layout(data), comm, clock);
    }
    OccurringWords words = new OccurringWords(comm, data.vocabularySize());
    return OccurringRows.of(words.in(data.documents(), workers), layout(data), comm, clock);
  }

  private Trainer.Goal goal() {
    PriorLearner learner = learner();
    int learnsFrom = learner.learns() ? learner.firstIteration() : 0;
    // The bound of the first iteration with all tokens is another one's.
    int start = config.prediction().map(p -> p.last() + 1).orElse(learnsFrom);
    return new Trainer.Goal(config.iterations(), config.tolerance(), start);
  }
}
