package mpjlda.app.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;
import mpjlda.core.inference.TopicInference;
import mpjlda.core.inference.TopicModel;
import mpjlda.core.kernel.DocumentSource;
import mpjlda.core.kernel.SufficientStatistics;
import mpjlda.core.math.ExactSum;
import mpjlda.core.parallel.Communicator;
import mpjlda.core.parallel.Workers;
import mpjlda.core.topicmodel.EStepRunner;
import mpjlda.core.topicmodel.TopicParameters;
import mpjlda.data.documents.ModelDocuments;

/**
 * The documents' part of the evidence lower bound of whole documents under q(beta | lambda), as in
 * training, the topics' own terms left out: Hoffman, Blei and Bach (NIPS 2010), section 4.
 *
 * @param bound in nats
 * @param tokens of the documents
 */
record DocumentsBound(double bound, long tokens) {
  /** Called by all ranks, each with its documents. Takes two more V × K arrays besides lambda. */
  static DocumentsBound of(
      DocumentSource documents, TopicModel model, Communicator comm, Workers workers) {
    long[] words = new long[ExactSum.WORDS + 1];
    words[ExactSum.WORDS] = ModelDocuments.tokens(documents);
    comm.allreduceSum(words, ExactSum.WORDS, 1);
    long tokens = words[ExactSum.WORDS];
    EStepRunner.Settings settings =
        new EStepRunner.Settings(
            model.alpha(), TopicInference.TOLERANCE, TopicInference.MAX_SWEEPS);
    EStepRunner eStep = new EStepRunner(documents, TopicInference.newKernel(), settings, workers);
    // The statistics are of no use here, but the E-step is the one of training.
    SufficientStatistics statistics =
        SufficientStatistics.ofCorpus(model.lambda().layout(), tokens, workers.threads());
    TopicParameters topics =
        TopicParameters.of(model.lambda(), Math.max(model.eta(), 1e-100), workers);
    eStep.run(topics, statistics, EStepRunner.Start.FROM_SCRATCH).bound().store(words, 0);
    comm.allreduceSum(words, 0, ExactSum.WORDS);
    return new DocumentsBound(ExactSum.load(words, 0).value(), tokens);
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("bound", bound);
    map.put("bound_per_token", bound / tokens);
    return map;
  }
}
