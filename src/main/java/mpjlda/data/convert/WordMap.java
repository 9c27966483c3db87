package mpjlda.data.convert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mpjlda.data.corpus.Vocabulary;

/** One vocabulary for several corpora, and where the words of each go in it. */
final class WordMap {
  private final List<String> words;
  private final List<int[]> maps;

  private WordMap(List<String> words, List<int[]> maps) {
    this.words = words;
    this.maps = maps;
  }

  /**
   * All words of all vocabularies, those of the first one first. Vocabularies that are the same are
   * taken as they are, even if a word occurs twice in them.
   *
   * @param limit words from this number on are left out
   */
  static WordMap union(List<Vocabulary> vocabularies, int limit) {
    Vocabulary first = vocabularies.get(0);
    if (vocabularies.stream().allMatch(v -> v.hash().equals(first.hash()))) {
      Vocabulary cut = first.firstWords(limit);
      int[] map = identity(first.size(), cut.size());
      return new WordMap(cut.words(), vocabularies.stream().map(v -> map).toList());
    }
    Map<String, Integer> numbers = new HashMap<>();
    List<String> words = new ArrayList<>();
    for (Vocabulary vocabulary : vocabularies) {
      for (String word : vocabulary.words()) {
        if (words.size() < limit && numbers.putIfAbsent(word, words.size()) == null) {
          words.add(word);
        }
      }
    }
    return new WordMap(words, mapped(vocabularies, numbers));
  }

  /** The words of one vocabulary; all others are left out. */
  static WordMap onto(Vocabulary target, List<Vocabulary> vocabularies) {
    Map<String, Integer> numbers = new HashMap<>();
    for (int w = 0; w < target.size(); w++) {
      numbers.putIfAbsent(target.word(w), w);
    }
    return new WordMap(target.words(), mapped(vocabularies, numbers));
  }

  private static int[] identity(int size, int kept) {
    int[] map = new int[size];
    for (int w = 0; w < size; w++) {
      map[w] = w < kept ? w : -1;
    }
    return map;
  }

  private static List<int[]> mapped(List<Vocabulary> vocabularies, Map<String, Integer> numbers) {
    List<int[]> maps = new ArrayList<>();
    for (Vocabulary vocabulary : vocabularies) {
      int[] map = new int[vocabulary.size()];
      for (int w = 0; w < map.length; w++) {
        map[w] = numbers.getOrDefault(vocabulary.word(w), -1);
      }
      maps.add(map);
    }
    return maps;
  }

  List<String> words() {
    return words;
  }

  /** The number in {@link #words} of each word of a corpus, or -1. */
  int[] of(int corpus) {
    return maps.get(corpus);
  }
}
