package mpjlda.core.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.errors.LdaException;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.parallel.Workers;
import org.junit.jupiter.api.Test;

class TopicInferenceTest {
  /** 10,000 · 215,000 is beyond 2^31. */
  @Test
  void aDocumentWhoseRowsNoArrayHoldsIsRefused() {
    int topics = 10_000;
    BlockedDoubleMatrix lambda = new BlockedDoubleMatrix(RowLayout.of(1, topics));
    Arrays.fill(lambda.block(0), 1);
    double[] alpha = new double[topics];
    Arrays.fill(alpha, 0.1);
    TopicModel model = new TopicModel(lambda, alpha, 0.01, List.of("word"));
    try (Workers workers = new Workers(1)) {
      assertThatThrownBy(() -> new TopicInference(model, 215_000, workers))
          .isInstanceOfSatisfying(
              LdaException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_INPUT))
          .hasMessageContaining("215,000 distinct words")
          .hasMessageContaining("10,000 topics 214,684 are possible");
    }
  }
}
