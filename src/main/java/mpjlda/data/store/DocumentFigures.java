package mpjlda.data.store;

/** Sums and maxima over all documents of a store; the order of adding does not matter. */
final class DocumentFigures {
  private final CorpusHash hash = new CorpusHash();
  private int longest;
  private int largestCount;
  private int largestId = -1;
  private boolean named;

  /** Adds a document, as {@link StoreWriter#add} takes it, with its number in the store. */
  void add(long number, String name, int[] ids, int[] counts, int size) {
    hash.add(number, ids, counts, 0, size);
    if (size > 0) {
      largestId = Math.max(largestId, ids[size - 1]);
    }
    longest = Math.max(longest, size);
    for (int i = 0; i < size; i++) {
      largestCount = Math.max(largestCount, counts[i]);
    }
    named |= !name.isEmpty();
  }

  /** The corpus hash: 32 hexadecimal digits. */
  String corpusHash() {
    return CorpusHash.toHex(hash.words()[0], hash.words()[1]);
  }

  /** Most distinct words in a document. */
  int longest() {
    return longest;
  }

  int largestCount() {
    return largestCount;
  }

  /** The largest word id; −1 if there is no word. */
  int largestId() {
    return largestId;
  }

  /** Whether any document has a name. */
  boolean named() {
    return named;
  }
}
