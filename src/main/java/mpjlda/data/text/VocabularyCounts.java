package mpjlda.data.text;

import java.util.Arrays;

/** Words with the number of their tokens and of the documents that they are in. Not thread-safe. */
final class VocabularyCounts {
  private final WordTable words;
  private long[] tokens = new long[1 << 10];
  private int[] documents = new int[1 << 10];

  /** The last document that each word was counted in, from 1. */
  private int[] last = new int[1 << 10];

  private int document;

  VocabularyCounts() {
    this(new WordTable());
  }

  /** Counts that begin at zero, of words that may be known already. */
  VocabularyCounts(WordTable words) {
    this.words = words;
    reserve(words.size());
  }

  WordTable words() {
    return words;
  }

  int size() {
    return words.size();
  }

  /** The word's number, which may be new. */
  int add(String word) {
    int found = words.add(word);
    int number = found >= 0 ? found : -1 - found;
    reserve(number + 1);
    return number;
  }

  private void reserve(int size) {
    if (size > tokens.length) {
      int capacity = (int) Math.min(Math.max(size, 2L * tokens.length), Integer.MAX_VALUE - 8);
      tokens = Arrays.copyOf(tokens, capacity);
      documents = Arrays.copyOf(documents, capacity);
      last = Arrays.copyOf(last, capacity);
    }
  }

  void beginDocument() {
    document++;
  }

  /** Counts a token of the document. */
  void count(int word) {
    tokens[word]++;
    if (last[word] != document) {
      last[word] = document;
      documents[word]++;
    }
  }

  /** Adds what others have counted, in documents of their own. */
  void addCounts(int word, long moreTokens, int moreDocuments) {
    tokens[word] += moreTokens;
    documents[word] += moreDocuments;
  }

  String word(int number) {
    return words.word(number);
  }

  long tokens(int word) {
    return tokens[word];
  }

  int documents(int word) {
    return documents[word];
  }
}
