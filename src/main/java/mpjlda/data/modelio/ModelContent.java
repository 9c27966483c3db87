package mpjlda.data.modelio;

import java.util.List;
import java.util.Map;
import mpjlda.core.matrix.BlockedDoubleMatrix;

/**
 * All that is written into a model directory.
 *
 * @param info what {@code model.json} says
 * @param lambda (V × K), all entries finite and &gt; 0
 * @param alpha (K), all entries finite and &gt; 0
 * @param vocabulary (V) words, without line ends
 * @param timing the closing table, for {@code timing.json}
 */
@SuppressWarnings("ArrayRecordComponent") // not compared, and as large as the model: not copied
public record ModelContent(
    ModelInfo info,
    BlockedDoubleMatrix lambda,
    double[] alpha,
    List<String> vocabulary,
    Map<String, Object> timing) {}
