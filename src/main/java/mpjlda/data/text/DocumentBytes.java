package mpjlda.data.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import mpjlda.core.errors.LdaException;

/**
 * Documents as bytes, on their way from the first pass to the next: of each the name and its words
 * in order, as varints. Word 0 stands for a token that was dropped, so that words on both sides of
 * it are not neighbours.
 */
final class DocumentBytes {
  /** A varint of an int takes no more. */
  private static final int LONGEST_VARINT = 5;

  private byte[] bytes = new byte[1 << 16];
  private int size;
  private int documents;

  void clear() {
    size = 0;
    documents = 0;
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  int documents() {
    return documents;
  }

  /** Adds a document of {@code count} words. */
  void add(String name, int[] words, int count) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    reserve(text.length + LONGEST_VARINT * (2L + count));
    put(text.length);
    System.arraycopy(text, 0, bytes, size, text.length);
    size += text.length;
    put(count);
    for (int i = 0; i < count; i++) {
      put(words[i]);
    }
    documents++;
  }

  private void reserve(long more) {
    long needed = size + more;
    if (needed > bytes.length) {
      if (needed > Integer.MAX_VALUE - 8) {
        throw LdaException.badInput("found a document of more than 400 million words");
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(2 * needed, Integer.MAX_VALUE - 8));
    }
  }

  private void put(int value) {
    int rest = value;
    while (rest >= 0x80) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Goes through the documents of such bytes. */
  static final class Cursor {
    private final byte[] bytes;
    private int at;
    private int nameAt;
    private int nameLength;
    private int[] words = new int[256];

    Cursor(byte[] bytes) {
      this.bytes = bytes;
    }

    /**
     * Goes to the next document; there must be one.
     *
     * @return its number of words
     */
    int next() {
      nameLength = get();
      nameAt = at;
      at += nameLength;
      int count = get();
      if (words.length < count) {
        words = new int[Math.max(count, (int) Math.min(2L * words.length, 1 << 30))];
      }
      for (int i = 0; i < count; i++) {
        words[i] = get();
      }
      return count;
    }

    String name() {
      return new String(bytes, nameAt, nameLength, StandardCharsets.UTF_8);
    }

    /** The words, for the caller to change; overwritten by {@link #next}. */
    int[] words() {
      return words;
    }

    private int get() {
      int value = bytes[at++];
      if (value < 0) {
        value &= 0x7f;
        for (int shift = 7; ; shift += 7) {
          int next = bytes[at++];
          value |= (next & 0x7f) << shift;
          if (next >= 0) {
            break;
          }
        }
      }
      return value;
    }
  }
}
