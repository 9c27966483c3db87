package mpjlda.data.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mpjlda.data.store.Block;

/**
 * Packs documents into segments of a fixed capacity, so that memory grows by a segment at a time
 * and nothing large is ever copied.
 */
final class SegmentWriter {
  /**
   * Non-zeros of a segment: so few that its columns stay in a processor's cache while they are
   * filled. A longer document gets a segment of its own.
   */
  static final int CAPACITY = 1 << 16;

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
    makeRoom(size);
    ids.put(nonZeros, wordIds, from, size);
    counts.put(nonZeros, wordCounts, from, size);
    end(nonZeros + size);
    nonZeros += size;
  }

  /** Adds documents {@code from .. to-1} of a block, as many at a time as fit. */
  void add(Block block, int from, int to) {
    int d = from;
    while (d < to) {
      int start = block.start(d);
      makeRoom(block.end(d) - start);
      int before = nonZeros - start;
      int limit = Math.min(to, d + MAX_DOCUMENTS - documents);
      while (d < limit && block.end(d) <= capacity - before) {
        end(before + block.end(d));
        d++;
      }
      put(block, start, block.end(d - 1) - start);
    }
  }

  private void put(Block block, int from, int size) {
    if (block.narrow()) {
      ids.put(nonZeros, block.narrowIds(), from, size);
      counts.put(nonZeros, block.narrowCounts(), from, size);
    } else {
      ids.put(nonZeros, block.ids(), from, size);
      counts.put(nonZeros, block.counts(), from, size);
    }
    nonZeros += size;
  }

  private void makeRoom(int size) {
    if (documents == MAX_DOCUMENTS || size > capacity - nonZeros) {
      seal();
      begin(Math.max(CAPACITY, size));
    }
  }

  /** Records that a document ends before an entry. */
  private void end(int entry) {
    if (documents + 2 > starts.length) {
      starts = Arrays.copyOf(starts, starts.length * 2);
    }
    documents++;
    starts[documents] = entry;
  }

  /**
   * Ends a segment with a copy of the columns, which are reused: new ones cost more than filling
   * them.
   */
  private void begin(int entries) {
    if (capacity == entries) {
      ids.clear();
      counts.clear();
    } else {
      capacity = entries;
      ids = new CompactInts(entries);
      counts = new CompactInts(entries);
    }
  }

  private void seal() {
    if (documents > 0) {
      sealed.add(
          new ArraySegment(
              Arrays.copyOf(starts, documents + 1),
              ids.slice(0, nonZeros),
              counts.slice(0, nonZeros)));
    }
    documents = 0;
    nonZeros = 0;
  }

  /** The segments so far. The writer is empty afterwards. */
  List<Segment> finish() {
    seal();
    capacity = 0;
    ids = new CompactInts(0);
    counts = new CompactInts(0);
    List<Segment> all = List.copyOf(sealed);
    sealed.clear();
    return all;
  }
}
