package mpjlda.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words of texts in many scripts, each expectation checked by hand against UAX 29. */
class TokensTest {
  private static final WordOptions TOKENISED =
      new WordOptions(true, WordOptions.NONE, false, List.of(), false, false, 2);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The quick Brown fox. THE END! | the quick brown fox the end",
        // An apostrophe within a word belongs to it, whichever it is; quotes do not.
        "Don't \u2018quote\u2019 the dog\u2019s 'bone' | don't quote the dog's bone",
        // A hyphen divides, a soft one is not seen, an underscore joins.
        "well-known co\u00adoperation snake_case | well known cooperation snake_case",
        // Numbers go, whatever they hold; words with digits stay.
        "In 1999 he paid 3,141.59 for 12:30 b2b 4x4 mp3 | in he paid for b2b 4x4 mp3",
        // Composed, and with a combining acute.
        "Caf\u00e9 Cafe\u0301 na\u00efve | caf\u00e9 caf\u00e9 na\u00efve",
        // Case mapping of single characters: no two of one.
        "STRASSE Stra\u00dfe \u0130stanbul | strasse stra\u00dfe istanbul",
        "\u0413\u0440\u0430\u0434 \u0438 \u043c\u0438\u0440 | \u0433\u0440\u0430\u0434 \u0438"
            + " \u043c\u0438\u0440",
        "\u039b\u039f\u0393\u039f\u03a3 | \u03bb\u03bf\u03b3\u03bf\u03c3",
        // Hebrew with its gershayim, Arabic with a vowel mark.
        "\u05e6\u05d4\"\u05dc \u05e9\u05dc\u05d5\u05dd | \u05e6\u05d4\"\u05dc"
            + " \u05e9\u05dc\u05d5\u05dd",
        "\u0643\u064e\u062a\u064e\u0628 | \u0643\u064e\u062a\u064e\u0628",
        // Han characters one by one, katakana in runs, Hangul by blanks.
        "\u6211\u7231\u4f60 | \u6211 \u7231 \u4f60",
        "\u30ab\u30bf\u30ab\u30ca \u3072\u3089 | \u30ab\u30bf\u30ab\u30ca \u3072 \u3089",
        "\ud55c\uad6d\uc5b4 \uae00 | \ud55c\uad6d\uc5b4 \uae00",
        // Devanagari keeps its vowel signs; Thai, without blanks, is one run.
        "\u0928\u092e\u0938\u094d\u0924\u0947 | \u0928\u092e\u0938\u094d\u0924\u0947",
        // An emoji is a word, with its skin tone or as a family.
        "ok \ud83d\ude00 \ud83d\udc4d\ud83c\udffd | ok \ud83d\ude00 \ud83d\udc4d\ud83c\udffd",
        // Deseret, beyond the first 65536 characters: capital long I and E to small ones.
        "\ud801\udc00\ud801\udc01 | \ud801\udc28\ud801\udc29",
        "http://example.org/a?b=1 me@site.de | http example.org a b me site.de",
      })
  void cutsTextIntoWords(String text, String words) {
    Imported made = Imported.lines(folder, Imported.EVERY_LENGTH, text);
    assertThat(made.documents()).containsExactly(Imported.bag(words));
  }

  @Test
  void dropsShortWordsOfScriptsWithBlanksOnly() {
    Imported made =
        Imported.lines(
            folder, WordOptions.DEFAULT, "a I ab \u6211 \u3072 \ud83d\ude00 \u0438 e\u0301");
    assertThat(made.documents()).containsExactly(Imported.bag("ab \u6211 \u3072 \ud83d\ude00"));
    assertThat(made.report().dropped().get(Dropped.SHORT).tokens()).isEqualTo(4);
  }

  @Test
  void keepsCaseAndNumbersIfAsked() {
    WordOptions options = new WordOptions("en", false, List.of(), true, true, 2);
    Imported made = Imported.lines(folder, options, "The House's 42 It THE it 3.5 7");
    // "The" and "THE" are stop words in any case, as is "it"; 7 is too short.
    assertThat(made.documents()).containsExactly(Imported.bag("House 42 3.5"));
  }

  @Test
  void dropsWhatIsTooLongAsOneToken() {
    String longest = "x".repeat(255);
    String longer = "y".repeat(256);
    String longest2 = "z".repeat(5000);
    Imported made =
        Imported.lines(
            folder,
            Imported.EVERY_LENGTH,
            "a " + longest + " b " + longer + " c " + longest2 + " d " + "w".repeat(2048) + " e");
    assertThat(made.documents()).containsExactly(Imported.bag("a b c d e " + longest));
    assertThat(made.report().dropped().get(Dropped.LONG).tokens()).isEqualTo(3);
    assertThat(made.report().text().tokens()).isEqualTo(9);
  }

  @Test
  void tellsWhatWasDroppedAndWhy() {
    WordOptions options = new WordOptions("en", false, List.of(), false, false, 2);
    Imported made =
        Imported.lines(folder, options, "The cat and the dog", "", "x 99 100", "A cat the and");
    assertThat(made.names()).containsExactly("text.txt:1", "text.txt:3", "text.txt:4");
    assertThat(made.documents())
        .containsExactly(Imported.bag("cat dog"), Imported.bag(""), Imported.bag("cat"));
    ImportReport report = made.report();
    assertThat(report.documents()).isEqualTo(3);
    assertThat(report.empty()).isEqualTo(1);
    assertThat(report.tokens()).isEqualTo(3);
    assertThat(report.text().blanks()).isEqualTo(1);
    assertThat(report.text().tokens()).isEqualTo(12);
    assertThat(report.dropped().get(Dropped.NUMBER).tokens()).isEqualTo(2);
    assertThat(report.dropped().get(Dropped.SHORT).tokens()).isEqualTo(2);
    assertThat(report.dropped().get(Dropped.STOP_WORD).tokens()).isEqualTo(5);
    assertThat(report.dropped().get(Dropped.STOP_WORD).words()).hasValue(2);
    long dropped = report.dropped().values().stream().mapToLong(ImportReport.Loss::tokens).sum();
    assertThat(dropped + report.tokens()).isEqualTo(report.text().tokens());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The the New_York U.S.A. don’t | The the New_York U.S.A. don’t",
        "a I 7 3.5 -- ... :) #tag @me é | a I 7 3.5 -- ... :) #tag @me é",
        "x/NN  run/VB-ing­soft | x/NN run/VB-ing­soft",
        "我们 喜欢 音乐 | 我们 喜欢 音乐",
      })
  void keepsWordsOfTokenisedTextAsTheyAre(String text, String words) {
    Imported made = Imported.lines(folder, TOKENISED, text.replace("  ", "\t "));
    assertThat(made.documents()).containsExactly(Imported.bag(words));
  }

  @Test
  void dropsStopWordsAndLongWordsOfTokenisedText() {
    WordOptions options = new WordOptions(true, "none", false, List.of("en"), false, false, 2);
    String longer = "\ud83d\ude00".repeat(600) + "," + "y".repeat(1500);
    Imported made = Imported.lines(folder, options, "The cat. " + longer + " and dog");
    assertThat(made.documents()).containsExactly(Imported.bag("cat. dog"));
    assertThat(made.report().dropped().get(Dropped.LONG).tokens()).isEqualTo(1);
  }

  /** New text is cut at blanks if the options say that the store's was; older stores do not say. */
  @Test
  void tokenisedTextIsAFactOfItsStore() {
    TextImport.Request request =
        Imported.request(
            TextSource.of(List.of("a"), TextKind.AUTO),
            TOKENISED,
            Imported.ALL,
            PhraseOptions.NONE);
    assertThat(request.options()).containsEntry("tokenised", "true");
    assertThat(
            TextImport.Request.like(request.options(), List.of("b"), TextKind.AUTO, List.of("x"))
                .words())
        .isEqualTo(TOKENISED);
    WordOptions other = Imported.EVERY_LENGTH;
    assertThat(other.options()).doesNotContainKey("tokenised");
    assertThat(
            request
                .withWords(
                    new TextImport.Request(
                            request.source(),
                            other,
                            request.pruning(),
                            request.phrases(),
                            request.vocabulary(),
                            9)
                        .options())
                .words())
        .isEqualTo(other);
  }

  @Test
  void tokenisedTextTakesNoOtherRules() {
    TOKENISED.check();
    new WordOptions(true, "none", false, List.of("en"), false, false, 2).check();
    for (WordOptions wrong :
        List.of(
            new WordOptions(true, "en", false, List.of(), false, false, 2),
            new WordOptions(true, "none", false, List.of(), true, false, 2),
            new WordOptions(true, "none", false, List.of(), false, false, 3))) {
      assertThatThrownBy(wrong::check).hasMessageContaining("--tokenised keeps words as they are");
    }
  }

  @Test
  void takesStopWordsFromFilesAndLanguages() {
    Path mine =
        Imported.write(folder.resolve("mine.txt"), "# my words\nDog\r\ncaf\u0065\u0301\n\n");
    WordOptions options =
        new WordOptions(WordOptions.NONE, false, List.of(mine.toString(), "de"), false, false, 2);
    Imported made =
        Imported.lines(folder, options, "the dog und der Caf\u00e9 the DOGS oder nicht Haus");
    assertThat(made.documents()).containsExactly(Imported.bag("the the dogs haus"));
  }
}
