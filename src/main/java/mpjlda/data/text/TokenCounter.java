package mpjlda.data.text;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.fa.PersianCharFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.TypeAttribute;

/**
 * One thread's part of the first pass: cuts text into tokens (Unicode Standard Annex 29, as
 * Lucene's StandardTokenizer has it, or at blanks), makes words of them, numbers and counts the
 * words. Not thread-safe.
 */
final class TokenCounter implements DocumentVisitor {
  /** Characters of the longest token that is kept. */
  static final int LONGEST_WORD = 255;

  /** Characters that the tokeniser sees at once; it cuts longer tokens into about such pieces. */
  private static final int WINDOW = 1024;

  /** Tokens whose outcome is remembered. */
  private static final int REMEMBERED = 1 << 20;

  private static final int MOST_FAULTS = 10;

  private static final String NUMBER = StandardTokenizer.TOKEN_TYPES[StandardTokenizer.NUM];
  private static final String WORD = StandardTokenizer.TOKEN_TYPES[StandardTokenizer.ALPHANUM];

  private final Tokenizer tokenizer;
  private final TokenStream tokens;
  private final CharTermAttribute term;
  private final TypeAttribute type;
  private final OffsetAttribute offset;
  private final WordRules rules;
  private final boolean keepNumbers;
  private final boolean persian;
  private final int mostWords;

  /** Tokens, and of each its word's number + 1, or the complement of why it is dropped. */
  private final WordTable remembered = new WordTable();

  private int[] outcomes = new int[1 << 12];

  private final VocabularyCounts counts = new VocabularyCounts();
  private final long[] dropped = new long[Dropped.values().length];
  private final Set<String> stopWords = new HashSet<>();
  private final DocumentBytes output = new DocumentBytes();
  private final List<String> faults = new ArrayList<>();

  private String name = "";
  private int[] document = new int[256];
  private int length;
  private long read;
  private long blanks;

  /**
   * @param mostWords distinct words at most
   */
  TokenCounter(WordOptions options, int mostWords) {
    this.rules = new WordRules(options);
    this.keepNumbers = options.keepNumbers();
    this.mostWords = mostWords;
    this.tokenizer = options.tokenised() ? new WhitespaceTokenizer(WINDOW) : standardTokenizer();
    this.persian = options.language().equals("fa");
    boolean pairs = List.of("zh", "ja", "ko").contains(options.language());
    // Before the pairs, as in Lucene's CJKAnalyzer: half-width kana have other types.
    this.tokens = pairs ? new CJKBigramFilter(new CJKWidthFilter(tokenizer)) : tokenizer;
    this.term = tokens.getAttribute(CharTermAttribute.class);
    this.type = tokens.getAttribute(TypeAttribute.class);
    this.offset = tokens.getAttribute(OffsetAttribute.class);
  }

  private static Tokenizer standardTokenizer() {
    StandardTokenizer made = new StandardTokenizer();
    made.setMaxTokenLength(WINDOW);
    return made;
  }

  @Override
  public void begin(String documentName) {
    name = documentName;
    length = 0;
    counts.beginDocument();
  }

  @Override
  public void text(Reader piece) throws IOException {
    if (length > 0) {
      append(0);
    }
    tokenizer.setReader(persian ? new PersianCharFilter(piece) : piece);
    try {
      tokens.reset();
      int endOfLong = -1;
      while (tokens.incrementToken()) {
        if (term.length() > LONGEST_WORD) {
          if (offset.startOffset() != endOfLong) {
            drop(Dropped.LONG);
          }
          endOfLong = term.length() >= WINDOW ? offset.endOffset() : -1;
        } else if (offset.startOffset() != endOfLong) {
          token();
        }
      }
      tokens.end();
    } finally {
      tokens.close();
    }
  }

  private void token() {
    if (!keepNumbers && NUMBER.equals(type.type())) {
      drop(Dropped.NUMBER);
      return;
    }
    int found = remembered.add(term.buffer(), 0, term.length());
    int outcome = found >= 0 ? outcomes[found] : learn(-1 - found);
    if (outcome > 0) {
      read++;
      counts.count(outcome - 1);
      append(outcome);
    } else {
      drop(Dropped.of(~outcome));
    }
  }

  private void drop(Dropped why) {
    read++;
    dropped[why.number()]++;
    append(0);
  }

  private int learn(int number) {
    boolean anyLength = !WORD.equals(type.type()) && !NUMBER.equals(type.type());
    WordRules.Outcome found = rules.apply(term.toString(), anyLength);
    int outcome = found.dropped().map(why -> ~why.number()).orElseGet(() -> wordOf(found) + 1);
    if (found.dropped().equals(Optional.of(Dropped.STOP_WORD))) {
      stopWords.add(term.toString().toLowerCase(Locale.ROOT));
    }
    if (number >= REMEMBERED) {
      remembered.clear();
      return outcome;
    }
    if (number >= outcomes.length) {
      outcomes = Arrays.copyOf(outcomes, 2 * outcomes.length);
    }
    outcomes[number] = outcome;
    return outcome;
  }

  private int wordOf(WordRules.Outcome found) {
    int word = counts.add(found.word());
    if (counts.size() > mostWords) {
      throw Candidates.tooMany(mostWords);
    }
    return word;
  }

  private void append(int word) {
    if (length == document.length) {
      document = Arrays.copyOf(document, (int) Math.min(2L * length, Integer.MAX_VALUE - 8));
    }
    // One mark is enough where several tokens in a row are dropped.
    if (word != 0 || (length > 0 && document[length - 1] != 0)) {
      document[length++] = word;
    }
  }

  @Override
  public void end() {
    output.add(name, document, length);
  }

  @Override
  public void blank() {
    blanks++;
  }

  @Override
  public void fault(String message) {
    if (faults.size() < MOST_FAULTS) {
      faults.add(message);
    }
  }

  /** The documents since {@link DocumentBytes#clear}. */
  DocumentBytes output() {
    return output;
  }

  /** The first few faults. */
  List<String> faults() {
    return faults;
  }

  VocabularyCounts counts() {
    return counts;
  }

  /** Tokens of all kinds. */
  long tokens() {
    return read;
  }

  long blanks() {
    return blanks;
  }

  /** Tokens that were dropped for that reason. */
  long dropped(Dropped why) {
    return dropped[why.number()];
  }

  /** The stop words that occurred, in lower case. */
  Set<String> stopWords() {
    return stopWords;
  }
}
