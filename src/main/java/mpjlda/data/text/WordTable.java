package mpjlda.data.text;

import java.util.Arrays;

/**
 * Distinct words, numbered from 0 in the order they came. A hash table over one array of
 * characters, so that a word costs its characters and about 12 bytes, and looking one up makes no
 * object. Not thread-safe.
 */
final class WordTable {
  private static final int FIRST_SLOTS = 1 << 12;
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  /** Word number + 1; 0 = free. The length is a power of two, at least twice the words. */
  private int[] slots = new int[FIRST_SLOTS];

  /** Word w is {@code characters[starts[w]]} up to {@code starts[w + 1]}. */
  private int[] starts = new int[FIRST_SLOTS / 2 + 1];

  private char[] characters = new char[1 << 14];
  private int size;

  int size() {
    return size;
  }

  /** The word's number; if it was not there, {@code -1 - number} of the one that it has now. */
  int add(char[] text, int from, int length) {
    int mask = slots.length - 1;
    int slot = hash(text, from, length) & mask;
    while (slots[slot] != 0) {
      int word = slots[slot] - 1;
      if (equals(word, text, from, length)) {
        return word;
      }
      slot = (slot + 1) & mask;
    }
    append(text, from, length);
    slots[slot] = size;
    if (2L * size >= slots.length) {
      grow();
    }
    return -size;
  }

  /** As {@link #add(char[], int, int)}. */
  int add(String word) {
    char[] text = word.toCharArray();
    return add(text, 0, text.length);
  }

  String word(int number) {
    return new String(characters, starts[number], starts[number + 1] - starts[number]);
  }

  /** Forgets all words. */
  void clear() {
    Arrays.fill(slots, 0);
    size = 0;
  }

  private boolean equals(int word, char[] text, int from, int length) {
    int start = starts[word];
    return Arrays.equals(characters, start, starts[word + 1], text, from, from + length);
  }

  private void append(char[] text, int from, int length) {
    int end = starts[size];
    if (LARGEST_ARRAY - end < length || size == LARGEST_ARRAY / 4) {
      throw new OutOfMemoryError("a table of " + size + " words");
    }
    if (end + length > characters.length) {
      long larger = Math.max(2L * characters.length, end + (long) length);
      characters = Arrays.copyOf(characters, (int) Math.min(larger, LARGEST_ARRAY));
    }
    System.arraycopy(text, from, characters, end, length);
    size++;
    starts[size] = end + length;
  }

  private void grow() {
    starts = Arrays.copyOf(starts, slots.length + 1);
    slots = new int[2 * slots.length];
    int mask = slots.length - 1;
    for (int w = 0; w < size; w++) {
      int slot = hash(characters, starts[w], starts[w + 1] - starts[w]) & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = w + 1;
    }
  }

  private static int hash(char[] text, int from, int length) {
    int h = length;
    for (int i = from; i < from + length; i++) {
      h = 31 * h + text[i];
    }
    h *= 0x9e3779b9;
    return h ^ (h >>> 16);
  }
}
