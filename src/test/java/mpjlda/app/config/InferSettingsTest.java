package mpjlda.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InferSettingsTest {
  private static InferSettings typed(Object... more) {
    Object[] words = new Object[4 + more.length];
    System.arraycopy(new Object[] {"--corpus", "songs.txt", "--output", "out.npy"}, 0, words, 0, 4);
    System.arraycopy(more, 0, words, 4, more.length);
    return TypedSettings.of(InferSettings.class, words);
  }

  private static OptionProblems checked(InferSettings settings, int words) {
    OptionProblems problems = new OptionProblems();
    settings.checkVocabulary(words, problems);
    return problems;
  }

  @Test
  void wordsOfTheModelAreNotDropped() {
    InferSettings settings = typed("--max-vocabulary", 100);
    assertThat(checked(settings, 100).none()).isTrue();
    assertThat(checked(typed(), 101).none()).isTrue();
    assertThat(checked(typed("--max-vocabulary", 100, "--map-words"), 101).none()).isTrue();
    assertThatThrownBy(checked(settings, 101)::throwIfAny)
        .hasMessage(
            "--max-vocabulary must be at least the model's number of words, 101, found 100");
  }

  @Test
  void pathsAreNotEmpty() {
    assertThatThrownBy(() -> typed("--corpus", "", "--flags", "", "--hostfile", ""))
        .hasMessage(
            "--corpus must be a path, found \"\"\n"
                + "--flags must be a path, found \"\"\n"
                + "--hostfile must be a path, found \"\"");
  }
}
