package mpjlda.data.text;

import java.util.List;
import mpjlda.core.errors.LdaException;

/**
 * The words of all threads together.
 *
 * @param counts of all words; their numbers depend on the threads
 * @param numbers by thread: its word's number + 1 → the common number
 */
record Candidates(VocabularyCounts counts, int[][] numbers) {
  /** The number of a dropped token. */
  static final int GAP = -1;

  /**
   * Merges the threads' words into those of the first.
   *
   * @throws LdaException (65) if there are more than {@code mostWords}
   */
  static Candidates merge(List<VocabularyCounts> threads, int mostWords) {
    VocabularyCounts all = threads.get(0);
    int[][] numbers = new int[threads.size()][];
    for (int t = 0; t < numbers.length; t++) {
      VocabularyCounts own = threads.get(t);
      int[] map = new int[own.size() + 1];
      map[0] = GAP;
      for (int w = 0; w < own.size(); w++) {
        map[w + 1] = t == 0 ? w : all.add(own.word(w));
        if (t > 0) {
          all.addCounts(map[w + 1], own.tokens(w), own.documents(w));
        }
      }
      if (all.size() > mostWords) {
        throw tooMany(mostWords);
      }
      numbers[t] = map;
    }
    return new Candidates(all, numbers);
  }

  static LdaException tooMany(int mostWords) {
    return LdaException.badInput(
        String.format(
            "found more than %,d distinct words, which is the limit of memory (--max-candidates)."
                + " Is it text? If so, drop numbers and short words, use --stem, or raise the limit"
                + " and give Java more memory.",
            mostWords));
  }

  /** Changes a part's words to common numbers, in place. */
  void translate(int thread, int[] words, int count) {
    int[] map = numbers[thread];
    for (int i = 0; i < count; i++) {
      words[i] = map[words[i]];
    }
  }
}
