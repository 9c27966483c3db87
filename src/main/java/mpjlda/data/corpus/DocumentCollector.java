package mpjlda.data.corpus;

import java.util.List;
import java.util.function.Consumer;

/**
 * Takes consecutive documents from a parser: skips some, stores the next ones or passes them on,
 * and then needs no more.
 */
final class DocumentCollector {
  private final SegmentWriter store = new SegmentWriter();
  private final Consumer<DocumentBuffer> sink;
  private final BlockIndex index = new BlockIndex();
  private final int keepBelow;
  private final long[] entriesOfFile;
  private long skip;
  private long wanted;
  private long stored;
  private long weight;
  private int largestId = -1;

  /**
   * @param files number of files of the corpus
   * @param keepBelow words with ids from this on are dropped
   * @param skip documents to skip
   * @param wanted documents to store after that
   */
  DocumentCollector(int files, int keepBelow, long skip, long wanted) {
    this.entriesOfFile = new long[files];
    this.keepBelow = keepBelow;
    this.skip = skip;
    this.wanted = wanted;
    this.sink = store::add;
  }

  /**
   * Takes all documents and stores none.
   *
   * @param sink receives each document, and must not keep the buffer
   */
  DocumentCollector(int files, int keepBelow, Consumer<DocumentBuffer> sink) {
    this.entriesOfFile = new long[files];
    this.keepBelow = keepBelow;
    this.wanted = Long.MAX_VALUE;
    this.sink = sink;
  }

  boolean wantsMore() {
    return wanted > 0;
  }

  /** Marks the position at which the next document starts. */
  void startsAt(int file, long offset) {
    index.mark(file, offset, stored, weight);
  }

  /** Stores the buffer's document, without the words that are not kept. */
  void add(DocumentBuffer document) {
    if (skip > 0) {
      skip--;
      return;
    }
    if (wanted == 0) {
      return;
    }
    largestId = Math.max(largestId, document.largestId());
    document.keepBelow(keepBelow);
    sink.accept(document);
    wanted--;
    stored++;
    weight += document.tokens() + 1;
  }

  /** Adds to the number of (document, word) pairs that a file was seen to hold. */
  void countEntries(int file, long entries) {
    entriesOfFile[file] += entries;
  }

  List<Segment> finish() {
    return store.finish();
  }

  BlockIndex index() {
    return index;
  }

  long stored() {
    return stored;
  }

  /**
   * The weight by which parts are balanced: tokens, and one for each document so that empty ones
   * count.
   */
  long weight() {
    return weight;
  }

  /** The largest id seen, dropped ones included; -1 if none. */
  int largestId() {
    return largestId;
  }

  long[] entriesOfFile() {
    return entriesOfFile;
  }
}
