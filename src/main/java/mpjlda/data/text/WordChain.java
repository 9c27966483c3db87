package mpjlda.data.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Lucene's filters on one word at a time. Not thread-safe. */
final class WordChain {
  private final OneWord source = new OneWord();
  private final TokenStream sink;
  private final CharTermAttribute result;

  WordChain(UnaryOperator<TokenStream> filters) {
    this.sink = filters.apply(source);
    this.result = sink.getAttribute(CharTermAttribute.class);
  }

  /** Applies the filters to a word; empty if they drop it. */
  String apply(String word) {
    try {
      source.set(word);
      sink.reset();
      String made = sink.incrementToken() ? result.toString() : "";
      sink.end();
      sink.close();
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException("a word cannot be read", e);
    }
  }

  private static final class OneWord extends TokenStream {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private String word = "";
    private boolean given;

    void set(String next) {
      word = next;
      given = false;
    }

    @Override
    public boolean incrementToken() {
      if (given) {
        return false;
      }
      clearAttributes();
      term.append(word);
      given = true;
      return true;
    }
  }
}
