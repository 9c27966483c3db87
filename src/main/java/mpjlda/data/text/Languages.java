package mpjlda.data.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import mpjlda.core.errors.LdaException;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.WordlistLoader;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.ar.ArabicNormalizationFilter;
import org.apache.lucene.analysis.ar.ArabicStemFilter;
import org.apache.lucene.analysis.bg.BulgarianAnalyzer;
import org.apache.lucene.analysis.bg.BulgarianStemFilter;
import org.apache.lucene.analysis.bn.BengaliAnalyzer;
import org.apache.lucene.analysis.bn.BengaliNormalizationFilter;
import org.apache.lucene.analysis.bn.BengaliStemFilter;
import org.apache.lucene.analysis.br.BrazilianAnalyzer;
import org.apache.lucene.analysis.br.BrazilianStemFilter;
import org.apache.lucene.analysis.ca.CatalanAnalyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.ckb.SoraniAnalyzer;
import org.apache.lucene.analysis.ckb.SoraniNormalizationFilter;
import org.apache.lucene.analysis.ckb.SoraniStemFilter;
import org.apache.lucene.analysis.core.DecimalDigitFilter;
import org.apache.lucene.analysis.cz.CzechAnalyzer;
import org.apache.lucene.analysis.cz.CzechStemFilter;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.de.GermanLightStemFilter;
import org.apache.lucene.analysis.de.GermanNormalizationFilter;
import org.apache.lucene.analysis.el.GreekAnalyzer;
import org.apache.lucene.analysis.el.GreekLowerCaseFilter;
import org.apache.lucene.analysis.el.GreekStemFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.es.SpanishLightStemFilter;
import org.apache.lucene.analysis.et.EstonianAnalyzer;
import org.apache.lucene.analysis.eu.BasqueAnalyzer;
import org.apache.lucene.analysis.fa.PersianAnalyzer;
import org.apache.lucene.analysis.fa.PersianNormalizationFilter;
import org.apache.lucene.analysis.fa.PersianStemFilter;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.ga.IrishAnalyzer;
import org.apache.lucene.analysis.ga.IrishLowerCaseFilter;
import org.apache.lucene.analysis.gl.GalicianAnalyzer;
import org.apache.lucene.analysis.gl.GalicianStemFilter;
import org.apache.lucene.analysis.hi.HindiAnalyzer;
import org.apache.lucene.analysis.hi.HindiNormalizationFilter;
import org.apache.lucene.analysis.hi.HindiStemFilter;
import org.apache.lucene.analysis.hu.HungarianAnalyzer;
import org.apache.lucene.analysis.hy.ArmenianAnalyzer;
import org.apache.lucene.analysis.id.IndonesianAnalyzer;
import org.apache.lucene.analysis.id.IndonesianStemFilter;
import org.apache.lucene.analysis.in.IndicNormalizationFilter;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.it.ItalianLightStemFilter;
import org.apache.lucene.analysis.lt.LithuanianAnalyzer;
import org.apache.lucene.analysis.lv.LatvianAnalyzer;
import org.apache.lucene.analysis.lv.LatvianStemFilter;
import org.apache.lucene.analysis.ne.NepaliAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseLightStemFilter;
import org.apache.lucene.analysis.ro.RomanianAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.sr.SerbianAnalyzer;
import org.apache.lucene.analysis.sr.SerbianNormalizationFilter;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.ta.TamilAnalyzer;
import org.apache.lucene.analysis.te.TeluguAnalyzer;
import org.apache.lucene.analysis.te.TeluguNormalizationFilter;
import org.apache.lucene.analysis.te.TeluguStemFilter;
import org.apache.lucene.analysis.tr.ApostropheFilter;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;
import org.apache.lucene.analysis.tr.TurkishLowerCaseFilter;
import org.apache.lucene.analysis.util.ElisionFilter;
import org.tartarus.snowball.ext.ArmenianStemmer;
import org.tartarus.snowball.ext.BasqueStemmer;
import org.tartarus.snowball.ext.CatalanStemmer;
import org.tartarus.snowball.ext.DanishStemmer;
import org.tartarus.snowball.ext.DutchStemmer;
import org.tartarus.snowball.ext.EstonianStemmer;
import org.tartarus.snowball.ext.FinnishStemmer;
import org.tartarus.snowball.ext.HungarianStemmer;
import org.tartarus.snowball.ext.IrishStemmer;
import org.tartarus.snowball.ext.LithuanianStemmer;
import org.tartarus.snowball.ext.NepaliStemmer;
import org.tartarus.snowball.ext.NorwegianStemmer;
import org.tartarus.snowball.ext.RomanianStemmer;
import org.tartarus.snowball.ext.RussianStemmer;
import org.tartarus.snowball.ext.SerbianStemmer;
import org.tartarus.snowball.ext.SwedishStemmer;
import org.tartarus.snowball.ext.TamilStemmer;
import org.tartarus.snowball.ext.TurkishStemmer;

/**
 * Stop words, normalisation and stems of languages: the filters of Lucene's analysers, those before
 * their stop words apart from those after.
 */
final class Languages {
  /**
   * A language.
   *
   * @param stopWords as they are after {@code normal}
   * @param normal one word's form without regard to case and elision, and to what the script writes
   *     in several ways
   * @param stem what is left of a normal word without its endings; empty if there is none
   */
  record Language(
      Supplier<CharArraySet> stopWords,
      UnaryOperator<TokenStream> normal,
      Optional<UnaryOperator<TokenStream>> stem) {}

  /** Lucene's, which its Italian analyser does not give away. */
  private static final String ITALIAN_ARTICLES =
      "c l all dall dell nell sull coll pell gl agl dagl degl negl sugl un m t s v d";

  /** A longer list than that of Lucene's analyser, of the same library. */
  private static final String ENGLISH = "/org/apache/lucene/analysis/snowball/english_stop.txt";

  private final Map<String, Language> byCode = new TreeMap<>();

  Languages() {
    add(
        "ar",
        ArabicAnalyzer::getDefaultStopSet,
        in -> digits(lower(in)),
        in -> new ArabicStemFilter(new ArabicNormalizationFilter(in)));
    add(
        "bg",
        BulgarianAnalyzer::getDefaultStopSet,
        Languages::lower,
        in -> new BulgarianStemFilter(in));
    add(
        "bn",
        BengaliAnalyzer::getDefaultStopSet,
        in -> new BengaliNormalizationFilter(indic(in)),
        in -> new BengaliStemFilter(in));
    add(
        "ca",
        CatalanAnalyzer::getDefaultStopSet,
        in -> lower(elision(in, "d l m n s t")),
        in -> new SnowballFilter(in, new CatalanStemmer()));
    add(
        "ckb",
        SoraniAnalyzer::getDefaultStopSet,
        in -> digits(lower(new SoraniNormalizationFilter(in))),
        in -> new SoraniStemFilter(in));
    add("cs", CzechAnalyzer::getDefaultStopSet, Languages::lower, in -> new CzechStemFilter(in));
    add(
        "da",
        DanishAnalyzer::getDefaultStopSet,
        Languages::lower,
        in -> new SnowballFilter(in, new DanishStemmer()));
    add(
        "de",
        GermanAnalyzer::getDefaultStopSet,
        Languages::lower,
        in -> new GermanLightStemFilter(new GermanNormalizationFilter(in)));
    add(
        "el",
        GreekAnalyzer::getDefaultStopSet,
        in -> new GreekLowerCaseFilter(in),
        in -> new GreekStemFilter(in));
    add(
        "en",
        Languages::english,
        in -> lower(new EnglishPossessiveFilter(in)),
        in -> new PorterStemFilter(in));
    add(
        "es",
        SpanishAnalyzer::getDefaultStopSet,
        Languages::lower,
        in -> new SpanishLightStemFilter(in));
    add(
        "et",
        EstonianAnalyzer::getDefaultStopSet,
        Languages::lower,
        in -> new SnowballFilter(in, new EstonianStemmer()));
    add(
        "eu",
        BasqueAnalyzer::getDefaultStopSet,
        Languages::lower,
        in -> new SnowballFilter(in, new BasqueStemmer()));
    add(
        "fa",
        PersianAnalyzer::getDefaultStopSet,
        in -> new PersianNormalizationFilter(new ArabicNormalizationFilter(digits(lower(in)))),
        in -> new PersianStemFilter(in));
    add(
        "fi",
        FinnishAnalyzer::getDefaultStopSet,
        Languages::lower,
        in -> new SnowballFilter(in, new FinnishStemmer()));
    add(
        "fr",
        FrenchAnalyzer::getDefaultStopSet,
        in -> lower(new ElisionFilter(in, FrenchAnalyzer.DEFAULT_ARTICLES)),
        in -> new FrenchLightStemFilter(in));
    add(
        "ga",
        IrishAnalyzer::getDefaultStopSet,
        in -> new IrishLowerCaseFilter(elision(in, "d m b")),
        in -> new SnowballFilter(in, new IrishStemmer()));
    add(
        "gl",
        GalicianAnalyzer::getDefaultStopSet,
        Languages::lower,
        in -> new GalicianStemFilter(in));
    add(
        "hi",
        HindiAnalyzer::getDefaultStopSet,
        in -> new HindiNormalizationFilter(indic(in)),
        in -> new HindiStemFilter(in));
    add(
        "hu",
        HungarianAnalyzer::getDefaultStopSet,
        Languages::lower,
        in -> new SnowballFilter(in, new HungarianStemmer()));
    add(
        "hy",
        ArmenianAnalyzer::getDefaultStopSet,
        Languages::lower,
        in -> new SnowballFilter(in, new ArmenianStemmer()));
    add(
        "id",
        IndonesianAnalyzer::getDefaultStopSet,
        Languages::lower,
        in -> new IndonesianStemFilter(in));
    add(
        "it",
        ItalianAnalyzer::getDefaultStopSet,
        in -> lower(elision(in, ITALIAN_ARTICLES)),
        in -> new ItalianLightStemFilter(in));
    add("ja", CJKAnalyzer::getDefaultStopSet, Languages::lower);
    add("ko", CJKAnalyzer::getDefaultStopSet, Languages::lower);
    add(
        "lt",
        LithuanianAnalyzer::getDefaultStopSet,
        Languages::lower,
        in -> new SnowballFilter(in, new LithuanianStemmer()));
    add(
        "lv",
        LatvianAnalyzer::getDefaultStopSet,
        Languages::lower,
        in -> new LatvianStemFilter(in));
    add(
        "ne",
        NepaliAnalyzer::getDefaultStopSet,
        in -> indic(in),
        in -> new SnowballFilter(in, new NepaliStemmer()));
    add(
        "nl",
        DutchAnalyzer::getDefaultStopSet,
        Languages::lower,
        in -> new SnowballFilter(in, new DutchStemmer()));
    add(
        "no",
        NorwegianAnalyzer::getDefaultStopSet,
        Languages::lower,
        in -> new SnowballFilter(in, new NorwegianStemmer()));
    add(
        "pt",
        PortugueseAnalyzer::getDefaultStopSet,
        Languages::lower,
        in -> new PortugueseLightStemFilter(in));
    add(
        "pt-br",
        BrazilianAnalyzer::getDefaultStopSet,
        Languages::lower,
        in -> new BrazilianStemFilter(in));
    add(
        "ro",
        RomanianAnalyzer::getDefaultStopSet,
        Languages::lower,
        in -> new SnowballFilter(in, new RomanianStemmer()));
    add(
        "ru",
        RussianAnalyzer::getDefaultStopSet,
        Languages::lower,
        in -> new SnowballFilter(in, new RussianStemmer()));
    add(
        "sr",
        SerbianAnalyzer::getDefaultStopSet,
        Languages::lower,
        in -> new SerbianNormalizationFilter(new SnowballFilter(in, new SerbianStemmer())));
    add(
        "sv",
        SwedishAnalyzer::getDefaultStopSet,
        Languages::lower,
        in -> new SnowballFilter(in, new SwedishStemmer()));
    add(
        "ta",
        TamilAnalyzer::getDefaultStopSet,
        in -> indic(in),
        in -> new SnowballFilter(in, new TamilStemmer()));
    add(
        "te",
        TeluguAnalyzer::getDefaultStopSet,
        in -> new TeluguNormalizationFilter(indic(in)),
        in -> new TeluguStemFilter(in));
    add(
        "tr",
        TurkishAnalyzer::getDefaultStopSet,
        in -> new TurkishLowerCaseFilter(new ApostropheFilter(in)),
        in -> new SnowballFilter(in, new TurkishStemmer()));
    add("zh", CJKAnalyzer::getDefaultStopSet, Languages::lower);
  }

  /** All codes, for messages. */
  String codes() {
    return String.join(", ", byCode.keySet());
  }

  boolean has(String code) {
    return byCode.containsKey(code);
  }

  /**
   * The language of an ISO 639 code, or {@code pt-br}.
   *
   * @throws LdaException (2) if it is not known
   */
  Language get(String code) {
    Language language = byCode.get(code);
    if (language == null) {
      throw LdaException.usage(
          "There is no language '" + code + "'. Give one of: " + codes() + ", or none.");
    }
    return language;
  }

  private void add(String code, Supplier<CharArraySet> stop, UnaryOperator<TokenStream> normal) {
    byCode.put(code, new Language(stop, normal, Optional.empty()));
  }

  private void add(
      String code,
      Supplier<CharArraySet> stop,
      UnaryOperator<TokenStream> normal,
      UnaryOperator<TokenStream> stem) {
    byCode.put(code, new Language(stop, normal, Optional.of(stem)));
  }

  /** Lower case of any language without rules of its own. */
  static TokenStream lower(TokenStream in) {
    return new LowerCaseFilter(in);
  }

  private static TokenStream digits(TokenStream in) {
    return new DecimalDigitFilter(in);
  }

  private static TokenStream indic(TokenStream in) {
    return new IndicNormalizationFilter(digits(lower(in)));
  }

  private static TokenStream elision(TokenStream in, String articles) {
    return new ElisionFilter(in, new CharArraySet(Arrays.asList(articles.split(" ", -1)), true));
  }

  private static CharArraySet english() {
    try (InputStream in = SnowballFilter.class.getResourceAsStream(ENGLISH)) {
      if (in == null) {
        throw LdaException.failed("the program's jar has no " + ENGLISH + ". Build it again.");
      }
      return WordlistLoader.getSnowballWordSet(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw LdaException.failed("cannot read " + ENGLISH + " in the program's jar.", e);
    }
  }
}
