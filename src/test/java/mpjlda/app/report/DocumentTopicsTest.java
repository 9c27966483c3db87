package mpjlda.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mpjlda.core.inference.TopicModel;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.data.corpus.CorpusFormat;
import mpjlda.data.corpus.CorpusSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two topics without a common word: then gamma is alpha plus the counts of each topic's words, and
 * the proportions are (alpha + n_k) / (2 alpha + n).
 */
class DocumentTopicsTest {
  private static final double ALPHA = 0.5;

  @TempDir Path folder;

  private final TopicModel model = model(List.of("sea", "ship", "farm", "hay"));

  private static TopicModel model(List<String> words) {
    BlockedDoubleMatrix lambda = new BlockedDoubleMatrix(RowLayout.of(4, 2));
    double[][] rows = {{300, 1e-9}, {100, 1e-9}, {1e-9, 200}, {1e-9, 200}};
    for (int w = 0; w < 4; w++) {
      lambda.set(w, 0, rows[w][0]);
      lambda.set(w, 1, rows[w][1]);
    }
    return new TopicModel(lambda, new double[] {ALPHA, ALPHA}, 1e-9, words);
  }

  private CorpusSource corpus(String documents, String... words) throws IOException {
    Path file = Files.writeString(folder.resolve("corpus.ldac"), documents);
    Path vocabulary =
        Files.writeString(folder.resolve("words.txt"), String.join("\n", words) + "\n");
    return new CorpusSource(
        List.of(file.toString()), CorpusFormat.LDAC, vocabulary, Integer.MAX_VALUE);
  }

  @Test
  void proportionsOfTheClosedForm() throws IOException {
    CorpusSource corpus =
        corpus("2 0:3 2:1\n1 2:9\n2 0:2 1:6\n0\n3 1:1 2:2 3:4\n", "sea", "ship", "farm", "hay");

    DocumentTopics fitted = DocumentTopics.fit(model, corpus, 3, progress -> {});

    List<DocumentTopics.Entry> sea = fitted.of(0);
    assertThat(sea).extracting(DocumentTopics.Entry::document).containsExactly(2, 0, 4);
    assertThat(sea.get(0).proportion()).isCloseTo(8.5 / 9, within(1e-6));
    assertThat(sea.get(1).proportion()).isCloseTo(3.5 / 5, within(1e-6));
    assertThat(sea.get(2).proportion()).isCloseTo(1.5 / 8, within(1e-6));
    assertThat(sea.get(0).tokens()).isEqualTo(8);
    assertThat(sea.get(0).words()).containsExactly("ship", "sea");
    assertThat(fitted.of(1)).extracting(DocumentTopics.Entry::document).containsExactly(1, 4, 0);
    assertThat(fitted.unknownTokens()).isZero();
  }

  @Test
  void wordsAreMatchedByTheirSpelling() throws IOException {
    CorpusSource corpus = corpus("2 0:5 1:2\n1 2:3\n", "alien", "hay", "sea");

    DocumentTopics fitted = DocumentTopics.fit(model, corpus, 1, progress -> {});

    assertThat(fitted.unknownTokens()).isEqualTo(5);
    assertThat(fitted.of(0).get(0).document()).isEqualTo(1);
    assertThat(fitted.of(1).get(0).document()).isZero();
    assertThat(fitted.of(1).get(0).tokens()).isEqualTo(2);
    assertThat(fitted.of(1).get(0).proportion()).isCloseTo(2.5 / 3, within(1e-6));
  }

  @Test
  void aCorpusInOtherWordsIsRefused() throws IOException {
    CorpusSource corpus = corpus("1 0:5\n", "alien", "ufo");

    assertThatThrownBy(() -> DocumentTopics.fit(model, corpus, 1, progress -> {}))
        .hasMessageContaining("no word in common");
  }
}
