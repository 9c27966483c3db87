package mpjlda.data.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import mpjlda.core.errors.LdaException;
import org.junit.jupiter.api.Test;

class VocabularyMappingTest {
  private static final List<String> MODEL = List.of("a", "b", "c");

  private static VocabularyMapping map(List<String> corpus, boolean byWord) {
    return VocabularyMapping.of(corpus, MODEL, "c.txt", byWord);
  }

  @Test
  void theModelsWordsAndItsFirstOnesNeedNoMapping() {
    assertThat(map(MODEL, false).isIdentity()).isTrue();
    assertThat(map(List.of("a", "b"), false).isIdentity()).isTrue();
    assertThat(map(List.of(), false).isIdentity()).isTrue();
  }

  @Test
  void otherWordsAreRefusedUnlessAskedFor() {
    assertThatThrownBy(() -> map(List.of("a", "x", "c"), false))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("c.txt: found another vocabulary (3 words) than the model's (3)")
        .hasMessageContaining("does not have 1 of these words, such as 'x'")
        .hasMessageContaining("--map-words");
    VocabularyMapping mapping = map(List.of("c", "x", "a"), true);
    assertThat(mapping.unknownWords()).isEqualTo(1);
    assertThat(mapping.modelWord(0)).isEqualTo(2);
    assertThat(mapping.modelWord(1)).isEqualTo(VocabularyMapping.UNKNOWN);
    assertThat(mapping.modelWord(2)).isZero();
  }

  @Test
  void anotherOrderIsRefusedUnlessAskedFor() {
    assertThatThrownBy(() -> map(List.of("b", "a", "c"), false))
        .hasMessageContaining("the same words with other numbers");
    assertThat(map(List.of("b", "a", "c"), true).modelWord(0)).isEqualTo(1);
  }

  @Test
  void noCommonWordIsRefusedInAnyCase() {
    assertThatThrownBy(() -> map(List.of("x", "y"), true))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("no word in common");
  }
}
