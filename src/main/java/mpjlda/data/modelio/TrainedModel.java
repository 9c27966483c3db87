package mpjlda.data.modelio;

import java.util.List;
import mpjlda.core.matrix.BlockedDoubleMatrix;

/**
 * A model as read from its directory, checked.
 *
 * @param info what {@code model.json} says
 * @param lambda (V × K), all entries finite and &gt; 0
 * @param alpha (K), all entries finite and &gt; 0
 * @param vocabulary (V) words
 */
@SuppressWarnings("ArrayRecordComponent") // not compared, and as large as the model: not copied
public record TrainedModel(
    ModelInfo info, BlockedDoubleMatrix lambda, double[] alpha, List<String> vocabulary) {}
