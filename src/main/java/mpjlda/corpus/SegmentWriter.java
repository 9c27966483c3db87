package mpjlda.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Packs documents into segments of a fixed capacity, so that memory grows by a segment at a time
 * and nothing large is ever copied.
 */
final class SegmentWriter {
  /** Non-zeros of a segment. A longer document gets a segment of its own. */
  static final int CAPACITY = 1 << 18;

  private static final int MAX_DOCUMENTS = 1 << 16;
  private static final int FIRST_STARTS = 256;

  private final List<Segment> sealed = new ArrayList<>();
  private int capacity;
  private int[] starts = new int[FIRST_STARTS];
  private CompactInts ids = new CompactInts(0);
  private CompactInts counts = new CompactInts(0);
  private int documents;
  private int nonZeros;

  void add(DocumentBuffer document) {
    add(document.ids(), document.counts(), 0, document.size());
  }

  /** Adds the document of pairs {@code from .. to-1}. */
  void add(int[] wordIds, int[] wordCounts, int from, int to) {
    int size = to - from;
    if (documents == MAX_DOCUMENTS || size > capacity - nonZeros) {
      seal();
      begin(Math.max(CAPACITY, size));
    }
    if (documents + 2 > starts.length) {
      starts = Arrays.copyOf(starts, starts.length * 2);
    }
    ids.put(nonZeros, wordIds, from, size);
    counts.put(nonZeros, wordCounts, from, size);
    nonZeros += size;
    documents++;
    starts[documents] = nonZeros;
  }

  private void begin(int entries) {
    capacity = entries;
    ids = new CompactInts(entries);
    counts = new CompactInts(entries);
  }

  private void seal() {
    if (documents > 0) {
      sealed.add(new ArraySegment(starts, ids, counts).slice(0, documents));
    }
    capacity = 0;
    ids = new CompactInts(0);
    counts = new CompactInts(0);
    documents = 0;
    nonZeros = 0;
  }

  /** The segments so far. The writer is empty afterwards. */
  List<Segment> finish() {
    seal();
    List<Segment> all = List.copyOf(sealed);
    sealed.clear();
    return all;
  }
}
