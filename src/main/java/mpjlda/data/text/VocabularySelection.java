package mpjlda.data.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The vocabulary: the words that are kept, by falling number of documents, those in equally many by
 * code points. So it depends on the documents alone, and its first words are the commonest.
 *
 * @param vocabulary (V) by id
 * @param ids common number → id, negative for words that are dropped
 * @param dropped why → what
 */
record VocabularySelection(List<String> vocabulary, int[] ids, Map<Dropped, Loss> dropped) {
  private static final int EXAMPLES = 10;

  /**
   * Words that are dropped for one reason.
   *
   * @param words number of distinct ones
   * @param tokens number of all of them
   * @param examples those in the most documents
   */
  record Loss(long words, long tokens, List<String> examples) {
    static final Loss NONE = new Loss(0, 0, List.of());
  }

  /** A word that may be kept. */
  private record Ranked(String word, int number, int documents) {}

  private static final Comparator<Ranked> ORDER =
      Comparator.comparingInt(Ranked::documents)
          .reversed()
          .thenComparing(Ranked::word, CodePointOrder::compare);

  /** Chooses among all words that occur. */
  static VocabularySelection of(VocabularyCounts counts, long documents, Pruning pruning) {
    long least = pruning.minDocuments().atLeast(documents);
    long most = pruning.maxDocuments().atMost(documents);
    Map<Dropped, LossCount> losses = new EnumMap<>(Dropped.class);
    List<Ranked> kept = new ArrayList<>();
    int[] ids = new int[counts.size()];
    for (int w = 0; w < ids.length; w++) {
      ids[w] = -1;
      int in = counts.documents(w);
      if (in == 0) {
        continue;
      }
      if (in < least) {
        loss(losses, Dropped.RARE).add(counts, w);
      } else if (in > most) {
        loss(losses, Dropped.FREQUENT).add(counts, w);
      } else {
        kept.add(new Ranked(counts.word(w), w, in));
      }
    }
    kept.sort(ORDER);
    int size = Math.min(kept.size(), pruning.maxVocabulary());
    for (Ranked word : kept.subList(size, kept.size())) {
      loss(losses, Dropped.BEYOND).add(counts, word.number());
    }
    List<String> vocabulary = new ArrayList<>(size);
    for (Ranked word : kept.subList(0, size)) {
      ids[word.number()] = vocabulary.size();
      vocabulary.add(word.word());
    }
    return new VocabularySelection(vocabulary, ids, closed(losses));
  }

  /** Keeps a vocabulary that is given, in its order. */
  static VocabularySelection of(VocabularyCounts counts, List<String> vocabulary) {
    int[] ids = new int[counts.size() + vocabulary.size()];
    Arrays.fill(ids, -1);
    for (int v = vocabulary.size() - 1; v >= 0; v--) {
      // Of a word that is there twice the first one counts, as in a mapping of words.
      ids[counts.add(vocabulary.get(v))] = v;
    }
    Map<Dropped, LossCount> losses = new EnumMap<>(Dropped.class);
    for (int w = 0; w < counts.size(); w++) {
      if (ids[w] < 0 && counts.documents(w) > 0) {
        loss(losses, Dropped.UNKNOWN).add(counts, w);
      }
    }
    return new VocabularySelection(vocabulary, ids, closed(losses));
  }

  private static LossCount loss(Map<Dropped, LossCount> losses, Dropped why) {
    return losses.computeIfAbsent(why, unused -> new LossCount());
  }

  private static Map<Dropped, Loss> closed(Map<Dropped, LossCount> losses) {
    Map<Dropped, Loss> map = new EnumMap<>(Dropped.class);
    losses.forEach((why, count) -> map.put(why, count.closed()));
    return map;
  }

  /** Words as they are dropped. */
  private static final class LossCount {
    private final List<Ranked> examples = new ArrayList<>();
    private long words;
    private long tokens;

    void add(VocabularyCounts counts, int word) {
      words++;
      tokens += counts.tokens(word);
      int in = counts.documents(word);
      if (examples.size() < EXAMPLES || in >= examples.get(EXAMPLES - 1).documents()) {
        examples.add(new Ranked(counts.word(word), word, in));
        examples.sort(ORDER);
        if (examples.size() > EXAMPLES) {
          examples.remove(EXAMPLES);
        }
      }
    }

    Loss closed() {
      return new Loss(words, tokens, examples.stream().map(Ranked::word).toList());
    }
  }
}
