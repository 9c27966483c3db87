package mpjlda.app.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import mpjlda.core.errors.LdaException;
import mpjlda.core.inference.TopicModel;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.data.modelio.ModelInfo;
import mpjlda.data.modelio.ModelInfos;
import mpjlda.data.modelio.ModelWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitialModelTest {
  private static final List<String> WORDS = List.of("sea", "ship", "bank", "bank", "gone");

  @TempDir private Path model;

  /** Topic k of word w has 10 w + k + 1. */
  @BeforeEach
  void write() {
    BlockedDoubleMatrix lambda = new BlockedDoubleMatrix(RowLayout.of(5, 2));
    for (int w = 0; w < 5; w++) {
      lambda.set(w, 0, 10 * w + 1);
      lambda.set(w, 1, 10 * w + 2);
    }
    ModelInfo info = ModelInfos.of(2, WORDS, 0.03).corpus(3, 40).build();
    ModelWriter.save(
        model, info, new TopicModel(lambda, new double[] {0.2, 0.4}, info.eta(), WORDS));
  }

  private static double[] row(InitialModel.Start start, int word) {
    return new double[] {start.lambda().get(word, 0), start.lambda().get(word, 1)};
  }

  private InitialModel.Start read(double eta, String... words) {
    return InitialModel.at(model).start(Arrays.asList(words), eta, 1);
  }

  @Test
  void wordsAreMatchedByTheirText() {
    InitialModel.Start start = read(0.1, "ship", "sea", "bank", "bank", "bank");
    assertThat(row(start, 0)).containsExactly(11, 12);
    assertThat(row(start, 1)).containsExactly(1, 2);
    assertThat(row(start, 2)).containsExactly(21, 22);
    assertThat(row(start, 3)).as("the second of the same text").containsExactly(31, 32);
    assertThat(start.description())
        .isEqualTo(
            "start    from "
                + model
                + ": 4 of the corpus's 5 words are its own, 1 are new to it, 1 of its words"
                + " are dropped");
  }

  @Test
  void newWordsStartAtRandomAboveEta() {
    double[] small = row(read(0.1, "sea", "new"), 1);
    double[] large = row(read(5, "sea", "new"), 1);
    assertThat(small[0]).isNotEqualTo(small[1]);
    for (int k = 0; k < 2; k++) {
      // Gamma(100, 1/100): 1 +- 0.1
      assertThat(small[k]).isBetween(0.1 + 0.4, 0.1 + 1.7);
      assertThat(large[k] - 5).isCloseTo(small[k] - 0.1, within(1e-12));
    }
  }

  @Test
  void priorsAreTheModels() {
    InitialModel.Priors priors = InitialModel.priors(model);
    assertThat(priors.alpha()).containsExactly(0.2, 0.4);
    assertThat(priors.eta()).isEqualTo(0.03);
    assertThatThrownBy(() -> InitialModel.priors(model.resolve("none")))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("there is no such folder");
  }
}
