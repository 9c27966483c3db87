package mpjlda.data.modelio;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import mpjlda.data.io.JsonFields;

/**
 * One line of {@code metrics.jsonl}. Numbers that are not finite are written as {@code null} and
 * read as NaN.
 *
 * @param iteration from 1
 * @param bound of the whole corpus, in nats
 * @param boundPerToken in nats
 * @param estepIterations mean per document
 * @param seconds the whole iteration
 * @param estepSeconds the slowest rank's
 * @param allreduceSeconds summing over the ranks
 * @param mstepSeconds making the next lambda
 * @param checkpointSeconds waiting for a checkpoint
 * @param imbalance the slowest rank's E-step over the mean; 1 is perfect
 * @param restarts of the run so far
 * @param heldOutLogLikelihoodPerToken of the topics after the iteration, in nats; empty where it
 *     was not asked for
 * @param priors where they are learned
 */
public record IterationMetrics(
    int iteration,
    double bound,
    double boundPerToken,
    double estepIterations,
    double seconds,
    double estepSeconds,
    double allreduceSeconds,
    double mstepSeconds,
    double checkpointSeconds,
    double imbalance,
    int restarts,
    OptionalDouble heldOutLogLikelihoodPerToken,
    Optional<PriorFigures> priors) {

  /** Metrics without a held-out score. */
  public IterationMetrics(
      int iteration,
      double bound,
      double boundPerToken,
      double estepIterations,
      double seconds,
      double estepSeconds,
      double allreduceSeconds,
      double mstepSeconds,
      double checkpointSeconds,
      double imbalance,
      int restarts) {
    this(
        iteration,
        bound,
        boundPerToken,
        estepIterations,
        seconds,
        estepSeconds,
        allreduceSeconds,
        mstepSeconds,
        checkpointSeconds,
        imbalance,
        restarts,
        OptionalDouble.empty(),
        Optional.empty());
  }

  /** The members of the JSON object in their order. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("iteration", iteration);
    map.put("bound", bound);
    map.put("bound_per_token", boundPerToken);
    map.put("estep_iterations", estepIterations);
    map.put("seconds", seconds);
    map.put("estep_seconds", estepSeconds);
    map.put("allreduce_seconds", allreduceSeconds);
    map.put("mstep_seconds", mstepSeconds);
    map.put("checkpoint_seconds", checkpointSeconds);
    map.put("imbalance", imbalance);
    map.put("restarts", restarts);
    map.putAll(HeldOutMembers.of(heldOutLogLikelihoodPerToken));
    map.putAll(PriorFigures.members(priors));
    return map;
  }

  static IterationMetrics from(JsonFields fields) {
    return new IterationMetrics(
        fields.smallCount("iteration"),
        fields.number("bound"),
        fields.number("bound_per_token"),
        fields.number("estep_iterations"),
        fields.number("seconds"),
        fields.number("estep_seconds"),
        fields.number("allreduce_seconds"),
        fields.number("mstep_seconds"),
        fields.number("checkpoint_seconds"),
        fields.number("imbalance"),
        fields.smallCount("restarts"),
        HeldOutMembers.from(fields),
        PriorFigures.from(fields));
  }
}
