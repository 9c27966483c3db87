package mpjlda.data.corpus;

import mpjlda.data.store.Block;

/**
 * The documents of a store's block, or the last or first of them, which stay in the store.
 *
 * @param first the first one's number in the block
 * @param figures of these documents
 */
record BlockSegment(StoredBlocks blocks, int store, int number, int first, Figures figures)
    implements Segment {
  /** Heap bytes of this object, its figures and the references to them. */
  private static final long BYTES = 96;

  /** Numbers that are known without reading the documents. */
  record Figures(int documents, int nonZeros, int longest, long tokens) {}

  private Block block() {
    return blocks.block(store, number);
  }

  @Override
  public int documents() {
    return figures.documents();
  }

  @Override
  public int nonZeros() {
    return figures.nonZeros();
  }

  @Override
  public int longest() {
    return figures.longest();
  }

  @Override
  public long tokens() {
    return figures.tokens();
  }

  @Override
  public int size(int document) {
    Block block = block();
    return blocks.end(block, first + document) - block.start(first + document);
  }

  @Override
  public long tokens(int document) {
    Block block = block();
    long sum = 0;
    int end = blocks.end(block, first + document);
    for (int i = block.start(first + document); i < end; i++) {
      sum += block.counts()[i];
    }
    return sum;
  }

  @Override
  public int load(int document, int[] wordIds, double[] wordCounts) {
    Block block = block();
    int start = block.start(first + document);
    int size = blocks.end(block, first + document) - start;
    System.arraycopy(block.ids(), start, wordIds, 0, size);
    for (int i = 0; i < size; i++) {
      wordCounts[i] = block.counts()[start + i];
    }
    return size;
  }

  @Override
  public int load(int document, int[] wordIds, int[] wordCounts) {
    Block block = block();
    int start = block.start(first + document);
    int size = blocks.end(block, first + document) - start;
    System.arraycopy(block.ids(), start, wordIds, 0, size);
    System.arraycopy(block.counts(), start, wordCounts, 0, size);
    return size;
  }

  @Override
  public Segment slice(int from, int to) {
    throw new IllegalStateException("parts of stores are cut before they are opened");
  }

  @Override
  public long memoryBytes() {
    return BYTES;
  }
}
