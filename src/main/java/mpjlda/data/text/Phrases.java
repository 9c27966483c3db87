package mpjlda.data.text;

import java.util.List;
import java.util.stream.LongStream;
import mpjlda.core.errors.LdaException;
import mpjlda.core.parallel.Workers;

/**
 * Pairs of words that are one: those that follow each other more often than chance would have it.
 *
 * <p>A pair (a, b) that occurs n_ab times is judged by its normalised pointwise mutual information,
 * ln(p_ab / (p_a p_b)) / −ln p_ab with p = n / N and N the words kept (Bouma 2009): 1 if a and b
 * never occur but together, 0 if they are independent. In a document pairs are joined from the left
 * to the right, each word once, as in word2phrase (Mikolov et al. 2013).
 */
final class Phrases {
  /** Between the words of a phrase. */
  static final String JOINT = "_";

  /** Most distinct pairs, of about 25 bytes each. */
  private static final int MOST_PAIRS = 50_000_000;

  /** The value of a pair is the number of its word. */
  private final PairTable words = new PairTable();

  private Phrases() {}

  /** Number of phrases. */
  int size() {
    return words.size();
  }

  /** Joins phrases, in place; returns how many words are left. */
  int join(int[] document, int count) {
    int size = 0;
    int i = 0;
    while (i < count) {
      int joined = -1;
      if (i + 1 < count && document[i] >= 0 && document[i + 1] >= 0) {
        joined = words.get(PairTable.pair(document[i], document[i + 1]), -1);
      }
      document[size++] = joined >= 0 ? joined : document[i];
      i += joined >= 0 ? 2 : 1;
    }
    return size;
  }

  /** The phrases of a vocabulary: its words with {@link #JOINT} between two others. */
  static Phrases of(List<String> vocabulary, VocabularyCounts counts) {
    Phrases phrases = new Phrases();
    for (String word : vocabulary) {
      for (int at = word.indexOf(JOINT, 1); at > 0 && at < word.length() - 1; ) {
        int first = counts.add(word.substring(0, at));
        phrases.words.add(
            PairTable.pair(first, counts.add(word.substring(at + 1))), counts.add(word));
        at = word.indexOf(JOINT, at + 1);
      }
    }
    return phrases;
  }

  /** Finds the phrases, and gives each a number among the words, where it may be already. */
  static Phrases find(NumberedDocuments documents, PhraseOptions options, Workers workers) {
    VocabularyCounts counts = documents.candidates().counts();
    List<PairTable> tables = count(documents, options.minCount(), workers);
    Phrases phrases = new Phrases();
    for (long pair : frequent(tables, counts, options)) {
      String word =
          counts.word(PairTable.first(pair)) + JOINT + counts.word(PairTable.second(pair));
      phrases.words.add(pair, counts.add(word));
    }
    return phrases;
  }

  private static long[] frequent(
      List<PairTable> tables, VocabularyCounts counts, PhraseOptions options) {
    long tokens = 0;
    for (int w = 0; w < counts.size(); w++) {
      tokens += counts.tokens(w);
    }
    LongStream.Builder found = LongStream.builder();
    for (PairTable table : tables) {
      for (long pair : table.pairs()) {
        int together = table.get(pair, 0);
        long a = counts.tokens(PairTable.first(pair));
        long b = counts.tokens(PairTable.second(pair));
        if (together >= options.minCount() && npmi(together, a, b, tokens) >= options.threshold()) {
          found.add(pair);
        }
      }
    }
    return found.build().toArray();
  }

  /** Normalised pointwise mutual information, from the counts. */
  static double npmi(long together, long first, long second, long all) {
    double information =
        StrictMath.log((double) together / first) + StrictMath.log((double) all / second);
    double most = StrictMath.log((double) all / together);
    return most == 0 ? 1 : information / most;
  }

  /** Pairs that may be frequent enough; each thread counts a part of them. */
  private static List<PairTable> count(NumberedDocuments documents, int minCount, Workers workers) {
    VocabularyCounts counts = documents.candidates().counts();
    int parts = workers.threads();
    PairTable[] tables = new PairTable[parts];
    workers.forEach(
        parts,
        (worker, part) -> {
          PairTable table = new PairTable();
          tables[part] = table;
          documents.forEach(
              (words, count) -> {
                for (int i = 1; i < count; i++) {
                  int a = words[i - 1];
                  int b = words[i];
                  boolean frequent =
                      a >= 0
                          && b >= 0
                          && counts.tokens(a) >= minCount
                          && counts.tokens(b) >= minCount;
                  long pair = PairTable.pair(a, b);
                  if (frequent && PairTable.part(pair, parts) == part) {
                    table.add(pair, 1);
                  }
                }
                check(table.size());
              });
        });
    long pairs = 0;
    for (PairTable table : tables) {
      pairs += table.size();
    }
    check(pairs);
    return List.of(tables);
  }

  private static void check(long pairs) {
    if (pairs > MOST_PAIRS) {
      throw LdaException.badInput(
          String.format(
              "--phrases: found more than %,d distinct pairs of words, which is the limit of"
                  + " memory. Raise --phrase-min-count, or use --stop-words.",
              MOST_PAIRS));
    }
  }
}
