package mpjlda.core.kernel.cvb;

import java.util.Arrays;
import mpjlda.core.kernel.DocumentSource;
import mpjlda.core.kernel.WordBatch;

/**
 * The words of a block of documents, word by word: so a word's row of phi and of counts is fetched
 * once for all documents of the block, and the documents' own rows stay in the second cache. One
 * per thread.
 */
final class DocumentBlock {
  private final int[] words;
  private final double[] counts;

  /** (V + 1): where each word's entries start. */
  private final int[] starts;

  /** In the documents' order. */
  private int[] entryWords = new int[0];

  /** In the words' order: the document, counted from the block's first, and its count. */
  private int[] entryDocuments = new int[0];

  private int[] entryCounts = new int[0];
  private int[] unsortedCounts = new int[0];
  private final int[] ends;

  /** (documents): tokens. */
  private final double[] tokens;

  /** (documents): whether the topics learn nothing of it. */
  final boolean[] unseen;

  /**
   * @param longest distinct words of a document, at most
   * @param most documents of a block
   * @param vocabulary V
   */
  DocumentBlock(int longest, int most, int vocabulary) {
    this.words = new int[longest];
    this.counts = new double[longest];
    this.starts = new int[vocabulary + 1];
    this.ends = new int[most];
    this.tokens = new double[most];
    this.unseen = new boolean[most];
  }

  /**
   * Reads documents first .. first + number − 1.
   *
   * @param documents none longer than those given to the constructor
   */
  void load(DocumentSource documents, int first, int number) {
    Arrays.fill(starts, 0);
    int n = 0;
    for (int d = 0; d < number; d++) {
      int size = documents.load(first + d, words, counts);
      double sum = 0;
      for (int i = 0; i < size; i++) {
        sum += counts[i];
        n = put(words[i], (int) counts[i], n);
      }
      tokens[d] = sum;
      ends[d] = n;
    }
    for (int w = 0; w + 1 < starts.length; w++) {
      starts[w + 1] += starts[w];
    }
    sort(number);
  }

  /** Adds a word's tokens: more than a batch can take become several entries. */
  private int put(int word, int count, int n) {
    int end = n;
    for (int left = count; left > 0; left -= WordBatch.CAPACITY) {
      if (end == entryWords.length) {
        grow();
      }
      entryWords[end] = word;
      unsortedCounts[end] = Math.min(left, WordBatch.CAPACITY);
      starts[word + 1]++;
      end++;
    }
    return end;
  }

  /** A counting sort: each word's documents stay in their order. */
  private void sort(int number) {
    int n = 0;
    for (int d = 0; d < number; d++) {
      for (; n < ends[d]; n++) {
        int to = starts[entryWords[n]]++;
        entryDocuments[to] = d;
        entryCounts[to] = unsortedCounts[n];
      }
    }
    // Each start has moved to the next word's.
    System.arraycopy(starts, 0, starts, 1, starts.length - 1);
    starts[0] = 0;
  }

  private void grow() {
    int length = 2 * entryWords.length + 1024;
    entryWords = Arrays.copyOf(entryWords, length);
    unsortedCounts = Arrays.copyOf(unsortedCounts, length);
    entryDocuments = new int[length];
    entryCounts = new int[length];
  }

  int words() {
    return starts.length - 1;
  }

  /** The start of a word's entries; they end where the next word's start. */
  int start(int word) {
    return starts[word];
  }

  int document(int entry) {
    return entryDocuments[entry];
  }

  int count(int entry) {
    return entryCounts[entry];
  }

  double tokens(int document) {
    return tokens[document];
  }
}
