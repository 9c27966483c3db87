package mpjlda.app.train;

import mpjlda.core.inference.TopicModel;

/**
 * A model as a training leaves it.
 *
 * @param model the same on all ranks
 * @param iterations done
 * @param bound of the last iteration, in nats over all documents
 * @param stopped whether the training was stopped before its end
 */
public record FittedModel(TopicModel model, int iterations, double bound, boolean stopped) {}
