package mpjlda.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which words are kept, in which order, and which pairs are joined. */
class VocabularySelectionTest {
  @TempDir private Path folder;

  private Imported imported(Pruning pruning, PhraseOptions phrases, String text) {
    Path file = Imported.write(folder.resolve("t.txt"), text);
    return Imported.of(
        folder,
        Imported.request(
            Imported.source(file, TextKind.LINES), Imported.EVERY_LENGTH, pruning, phrases));
  }

  private static Pruning pruning(String least, String most, int words) {
    return new Pruning(
        DocumentShare.parse(least).orElseThrow(), DocumentShare.parse(most).orElseThrow(), words);
  }

  /** In documents: all 4, most 3, \ud83d\ude00 2, \uff5a 2, b 2, a 1, z 1. */
  private static final String FOUR =
      "all most a a a a b\nall most b \uff5a\nall most \ud83d\ude00\nall \ud83d\ude00 \uff5a z\n";

  @Test
  void vocabularyIsByFallingDocumentsThenByCodePoints() {
    Imported made = imported(Imported.ALL, PhraseOptions.NONE, FOUR);
    // In UTF-16 the emoji's first half would come before the full-width z.
    assertThat(made.vocabulary())
        .containsExactly("all", "most", "b", "\uff5a", "\ud83d\ude00", "a", "z");
    assertThat(made.documents().get(0)).isEqualTo(Imported.bag("all most a a a a b"));
  }

  @ParameterizedTest
  @CsvSource({
    "2, 100%, 9, all most b \uff5a \ud83d\ude00",
    "1, 75%, 9, most b \uff5a \ud83d\ude00 a z",
    "1, 0.749, 9, b \uff5a \ud83d\ude00 a z",
    "1, 2, 9, b \uff5a \ud83d\ude00 a z",
    "50%, 0.75, 9, most b \uff5a \ud83d\ude00",
    "50.1%, 4, 9, all most",
    "1, 1.0, 3, all most b",
  })
  void wordsInTooFewOrTooManyDocumentsGo(String least, String most, int words, String vocabulary) {
    Imported made = imported(pruning(least, most, words), PhraseOptions.NONE, FOUR);
    assertThat(made.vocabulary()).containsExactly(vocabulary.split(" "));
  }

  @Test
  void theReportHasEveryTokenOnce() {
    Imported made = imported(pruning("2", "3", 2), PhraseOptions.NONE, FOUR);
    assertThat(made.vocabulary()).containsExactly("most", "b");
    assertThat(made.report().dropped().get(Dropped.RARE))
        .isEqualTo(new ImportReport.Loss(5, java.util.OptionalLong.of(2), List.of("a", "z")));
    assertThat(made.report().dropped().get(Dropped.FREQUENT).examples()).containsExactly("all");
    assertThat(made.report().dropped().get(Dropped.BEYOND).tokens()).isEqualTo(4);
    assertThat(made.report().tokens()).isEqualTo(5);
    assertThat(made.report().text().tokens()).isEqualTo(18);
    assertThat(made.report().empty()).isEqualTo(1);
    assertThat(made.documents().get(3)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5", "101%", "x", "1e3", "%", "0x1", "5 %", "99999999999"})
  void whatIsNoShareIsRefused(String text) {
    assertThat(DocumentShare.parse(text)).isEmpty();
  }

  @Test
  void sharesAreExact() {
    // As doubles, 0.1 * 30 is more than 3 and 0.29 * 100 less than 29.
    assertThat(DocumentShare.parse("0.1").orElseThrow().atLeast(30)).isEqualTo(3);
    assertThat(DocumentShare.parse("29%").orElseThrow().atMost(100)).isEqualTo(29);
  }

  @Test
  void mutualInformation() {
    // a and b only together, 1/8 of all: ln 8 / ln 8.
    assertThat(Phrases.npmi(10, 10, 10, 80)).isEqualTo(1, within(1e-15));
    // Independent: p_ab = p_a p_b.
    assertThat(Phrases.npmi(5, 20, 25, 100)).isEqualTo(0, within(1e-15));
    // ln(0.02 / (0.04 0.05)) / -ln 0.02 = ln 10 / ln 50.
    assertThat(Phrases.npmi(20, 40, 50, 1000))
        .isEqualTo(StrictMath.log(10) / StrictMath.log(50), within(1e-15));
    assertThat(Phrases.npmi(7, 7, 7, 7)).isEqualTo(1);
  }

  @Test
  void pairsThatBelongTogetherAreJoined() {
    // 4 times together, new 4, york 6, of 20 words: ln(4 * 20 / (4 * 6)) / ln(20 / 4) = 0.748.
    String text =
        "in New York city\nNew York, New York!\nnew YORK and york\nthe 7 york\na b c d e f\n";
    Imported made = imported(Imported.ALL, new PhraseOptions(true, 0.74, 3), text);
    assertThat(made.documents())
        .containsExactly(
            Imported.bag("in new_york city"),
            Imported.bag("new_york new_york"),
            Imported.bag("new_york and york"),
            Imported.bag("the york"),
            Imported.bag("a b c d e f"));
    assertThat(made.vocabulary().subList(0, 2)).containsExactly("new_york", "york");
    assertThat(made.vocabulary()).doesNotContain("new");
    assertThat(made.report().phrases()).hasValue(1);
    assertThat(imported(Imported.ALL, new PhraseOptions(true, 0.75, 3), text).vocabulary())
        .doesNotContain("new_york");
    assertThat(imported(Imported.ALL, new PhraseOptions(true, 0.74, 5), text).vocabulary())
        .doesNotContain("new_york");
  }

  @Test
  void whatStoodBetweenKeepsWordsApart() {
    // "a 1 b" is no pair a b: a number was dropped between them.
    Imported made =
        imported(Imported.ALL, new PhraseOptions(true, -1, 1), "a 1 b\nc d\nc 2 3 d\na_b x\n");
    assertThat(made.documents())
        .containsExactly(
            Imported.bag("a b"), Imported.bag("c_d"), Imported.bag("c d"), Imported.bag("a_b_x"));
  }
}
