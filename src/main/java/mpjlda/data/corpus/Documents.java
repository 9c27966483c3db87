package mpjlda.data.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mpjlda.core.kernel.DocumentSource;
import mpjlda.data.store.CorpusHash;

/**
 * One rank's part of a corpus: documents {@code firstDocument() .. firstDocument()+count()-1} of
 * the whole, here numbered from 0. Takes at most six bytes a (document, word) pair with counts
 * below 65,536, four where the vocabulary is no larger than that, and four bytes a document.
 *
 * <p>Immutable; any number of threads may read.
 */
public final class Documents implements DocumentSource {
  private final long firstDocument;
  private final Segment[] segments;

  /** Number of the first document of each segment, and the number of all. */
  private final int[] firstOf;

  private final long tokens;
  private final long nonZeros;
  private final int longest;

  Documents(long firstDocument, List<Segment> parts) {
    this.firstDocument = firstDocument;
    this.segments = parts.toArray(Segment[]::new);
    this.firstOf = new int[segments.length + 1];
    long allTokens = 0;
    long allNonZeros = 0;
    int most = 0;
    for (int s = 0; s < segments.length; s++) {
      Segment segment = segments[s];
      firstOf[s + 1] = Math.addExact(firstOf[s], segment.documents());
      allTokens += segment.tokens();
      allNonZeros += segment.nonZeros();
      most = Math.max(most, segment.longest());
    }
    this.tokens = allTokens;
    this.nonZeros = allNonZeros;
    this.longest = most;
  }

  @Override
  public long firstDocument() {
    return firstDocument;
  }

  @Override
  public int count() {
    return firstOf[segments.length];
  }

  /** Sum of this part's counts. */
  public long tokens() {
    return tokens;
  }

  /** Number of (document, word) pairs of this part. */
  public long nonZeros() {
    return nonZeros;
  }

  @Override
  public int longest() {
    return longest;
  }

  /** Largest count of a word in a document of this part; takes a pass over all. */
  long largestCount() {
    long largest = 0;
    int[] ids = new int[longest];
    int[] counts = new int[longest];
    for (Segment segment : segments) {
      for (int d = 0; d < segment.documents(); d++) {
        int size = segment.load(d, ids, counts);
        for (int i = 0; i < size; i++) {
          largest = Math.max(largest, counts[i]);
        }
      }
    }
    return largest;
  }

  /** The two words of {@link CorpusHash#words()}; takes a pass over all documents. */
  long[] hash() {
    CorpusHash hash = new CorpusHash();
    int[] ids = new int[longest];
    int[] counts = new int[longest];
    long number = firstDocument;
    for (Segment segment : segments) {
      for (int d = 0; d < segment.documents(); d++) {
        hash.add(number++, ids, counts, 0, segment.load(d, ids, counts));
      }
    }
    return hash.words();
  }

  /**
   * Whether all of this part is in memory; else documents are read from their store when needed.
   */
  public boolean inMemory() {
    return Arrays.stream(segments).noneMatch(BlockSegment.class::isInstance);
  }

  /** Heap bytes of this part's arrays. */
  public long memoryBytes() {
    long bytes = 0;
    for (Segment segment : segments) {
      bytes += segment.memoryBytes();
    }
    return bytes;
  }

  @Override
  public int load(int d, int[] wordIds, double[] counts) {
    int s = segmentOf(d);
    return segments[s].load(d - firstOf[s], wordIds, counts);
  }

  /** Number of distinct words of a document. */
  public int size(int d) {
    int s = segmentOf(d);
    return segments[s].size(d - firstOf[s]);
  }

  /** Sum of a document's counts; takes time in proportion to {@code size(d)}. */
  public long tokens(int d) {
    int s = segmentOf(d);
    return segments[s].tokens(d - firstOf[s]);
  }

  private int segmentOf(int d) {
    if (d < 0 || d >= count()) {
      throw new IndexOutOfBoundsException("document " + d + " of " + count());
    }
    int found = Arrays.binarySearch(firstOf, d);
    return found >= 0 ? found : -found - 2;
  }

  /** Documents {@code from .. to-1}: whole segments are shared, cut ones copied. */
  List<Segment> slice(int from, int to) {
    List<Segment> part = new ArrayList<>();
    for (int s = 0; s < segments.length; s++) {
      int first = Math.max(from, firstOf[s]) - firstOf[s];
      int end = Math.min(to, firstOf[s + 1]) - firstOf[s];
      if (first < end) {
        boolean whole = end - first == segments[s].documents();
        part.add(whole ? segments[s] : segments[s].slice(first, end));
      }
    }
    return part;
  }

  List<Segment> segments() {
    return List.of(segments);
  }
}
