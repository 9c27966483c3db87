package mpjlda.data.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The languages' rules are those of Lucene's own analysers. */
class LanguagesTest {
  /** Samples have cases, elisions, stop words and endings of their language. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ar | ar.Arabic | \u0627\u0644\u0643\u062a\u0627\u0628 \u0641\u064a \u0627\u0644\u0645\u062f\u0631\u0633\u0629 \u0643\u064e\u062a\u064e\u0628",
        "bg | bg.Bulgarian | \u041a\u043d\u0438\u0433\u0438\u0442\u0435 \u0438 \u0433\u0440\u0430\u0434\u043e\u0432\u0435\u0442\u0435",
        "bn | bn.Bengali | \u09ac\u09be\u0982\u09b2\u09be \u09ac\u0987\u0997\u09c1\u09b2\u09bf",
        "ca | ca.Catalan | L'home i les dones d'Espanya cantaven",
        "ckb | ckb.Sorani | \u067e\u06cc\u0627\u0648\u06d5\u06a9\u06d5 \u06a9\u062a\u06ce\u0628",
        "cs | cz.Czech | Knihy a m\u011bsta jsou kr\u00e1sn\u00e1",
        "da | da.Danish | B\u00f8gerne og byerne er sm\u00e5",
        "de | de.German | Die H\u00e4user und die B\u00fccher der Stra\u00dfen",
        "el | el.Greek | \u03a4\u03b1 \u0392\u03b9\u03b2\u03bb\u03af\u03b1 \u03ba\u03b1\u03b9 \u03bf\u03b9 \u03c0\u03cc\u03bb\u03b5\u03b9\u03c2",
        "es | es.Spanish | Los libros y las ciudades de Espa\u00f1a",
        "et | et.Estonian | Raamatud ja linnad on suured",
        "eu | eu.Basque | Liburuak eta hiriak",
        "fa | fa.Persian | \u06a9\u062a\u0627\u0628\u200c\u0647\u0627 \u0648 \u0634\u0647\u0631 \u06a9\u064a",
        "fi | fi.Finnish | Kirjat ja kaupungit ovat suuria",
        "fr | fr.French | L'homme qu'il a vu d'Orl\u00e9ans chantait les chansons",
        "ga | ga.Irish | D'ith an fear na leabhair mhaithe",
        "gl | gl.Galician | Os libros e as cidades galegas",
        "hi | hi.Hindi | \u0915\u093f\u0924\u093e\u092c\u0947\u0902 \u0914\u0930 \u0932\u0921\u093c\u0915\u093f\u092f\u093e\u0901",
        "hu | hu.Hungarian | A k\u00f6nyvek \u00e9s a v\u00e1rosok nagyok",
        "hy | hy.Armenian | \u0533\u0580\u0584\u0565\u0580\u0568 \u0587 \u0584\u0561\u0572\u0561\u0584\u0576\u0565\u0580\u0568",
        "id | id.Indonesian | Membaca buku dan permainan mereka",
        "it | it.Italian | L'uomo dell'isola cantava le canzoni e nell'anno",
        "lt | lt.Lithuanian | Knygos ir miestai",
        "lv | lv.Latvian | Gr\u0101matas un pils\u0113tas",
        "ne | ne.Nepali | \u0915\u093f\u0924\u093e\u092c\u0939\u0930\u0942 \u0930 \u0936\u0939\u0930",
        "no | no.Norwegian | B\u00f8kene og byene er store",
        "pt | pt.Portuguese | Os livros e as cidades portuguesas",
        "pt-br | br.Brazilian | Os livros e as cidades brasileiras",
        "ro | ro.Romanian | C\u0103r\u021bile \u0219i ora\u0219ele sunt mari",
        "ru | ru.Russian | \u041a\u043d\u0438\u0433\u0438 \u0438 \u0433\u043e\u0440\u043e\u0434\u0430 \u0431\u043e\u043b\u044c\u0448\u0438\u0435",
        "sr | sr.Serbian | \u041a\u045a\u0438\u0433\u0435 \u0438 \u0433\u0440\u0430\u0434\u043e\u0432\u0438 gradovi",
        "sv | sv.Swedish | B\u00f6ckerna och st\u00e4derna \u00e4r stora",
        "ta | ta.Tamil | \u0baa\u0bc1\u0ba4\u0bcd\u0ba4\u0b95\u0b99\u0bcd\u0b95\u0bb3\u0bcd \u0bae\u0bb1\u0bcd\u0bb1\u0bc1\u0bae\u0bcd",
        "te | te.Telugu | \u0c2a\u0c41\u0c38\u0c4d\u0c24\u0c15\u0c3e\u0c32\u0c41 \u0c2e\u0c30\u0c3f\u0c2f\u0c41",
        "tr | tr.Turkish | \u0130stanbul'daki KITAPLAR ve \u015fehirlerin I\u015fI\u011fI",
      })
  void stemsAreThoseOfTheAnalyser(String code, String analyser, String text) throws Exception {
    assertThat(words(code, true, text)).isEqualTo(analysed(analyser, text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zh | cjk.CJK | \u6211\u7231\u5317\u4eac\u5929\u5b89\u95e8 ABC \u8fd9",
        "ja | cjk.CJK | \uff76\uff9e\u30bf\u30ab\u30ca \u306b\u307b\u3093\u8a9e \uff21\uff22",
        "ko | cjk.CJK | \ud55c\uad6d\uc5b4 \uacf5\ubd80",
      })
  void normalFormsAreThoseOfTheAnalyser(String code, String analyser, String text)
      throws Exception {
    assertThat(pieces(code, text)).isEqualTo(analysed(analyser, text));
  }

  @Test
  void englishHasPossessivesALongListAndStems() {
    assertThat(words("en", false, "The Dog's running houses isn't ours yourselves"))
        .containsExactly("dog", "running", "houses");
    assertThat(words("en", true, "The Dog's running houses")).containsExactly("dog", "run", "hous");
    assertThat(words("nl", true, "De boeken en de steden")).containsExactly("boek", "sted");
  }

  @Test
  void everyLanguageCanBeAsked() {
    Languages languages = new Languages();
    for (String code : languages.codes().split(", ")) {
      boolean stem = languages.get(code).stem().isPresent();
      WordOptions options = new WordOptions(code, stem, List.of(), false, false, 2);
      options.check();
      assertThat(new WordRules(options).apply("internet", false).dropped()).isEmpty();
      assertThat(languages.get(code).stopWords().get()).isNotEmpty();
    }
  }

  private static List<String> words(String code, boolean stem, String text) {
    WordRules rules = new WordRules(new WordOptions(code, stem, List.of(), false, false, 1));
    List<String> words = new ArrayList<>();
    for (String token : text.split(" ")) {
      String word = rules.apply(token, false).word();
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  /** By the tokeniser of the first pass, which makes pairs of ideographs. */
  private static List<String> pieces(String code, String text) throws IOException {
    TokenCounter counter =
        new TokenCounter(new WordOptions(code, false, List.of(), false, false, 1), 1000);
    counter.begin("name");
    counter.text(new java.io.StringReader(text));
    counter.end();
    DocumentBytes.Cursor cursor = new DocumentBytes.Cursor(counter.output().bytes());
    int count = cursor.next();
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (cursor.words()[i] > 0) {
        words.add(counter.counts().word(cursor.words()[i] - 1));
      }
    }
    return words;
  }

  private static List<String> analysed(String analyser, String text) throws Exception {
    Class<?> type = Class.forName("org.apache.lucene.analysis." + analyser + "Analyzer");
    List<String> words = new ArrayList<>();
    try (Analyzer made = (Analyzer) type.getConstructor().newInstance();
        TokenStream stream = made.tokenStream("", text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        words.add(term.toString());
      }
      stream.end();
    }
    CharArraySet stop = (CharArraySet) type.getMethod("getDefaultStopSet").invoke(null);
    assertThat(stop).isNotEmpty();
    return words;
  }
}
