package mpjlda.app.train;

import java.util.Optional;

/**
 * The end of a training.
 *
 * @param stopped whether it was stopped before its end, in good order
 * @param summary on rank 0
 */
public record TrainingResult(boolean stopped, Optional<TrainingSummary> summary) {}
