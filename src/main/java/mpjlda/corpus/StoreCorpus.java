package mpjlda.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import mpjlda.comm.Communicator;
import mpjlda.errors.LdaException;
import mpjlda.store.Block;
import mpjlda.store.BlockReader;
import mpjlda.store.Store;
import mpjlda.store.StoreIndex;
import mpjlda.store.StoreSummary;

/**
 * The documents of one or more stores, end to end: their indexes tell where equal parts are cut,
 * and a rank reads its own part alone.
 */
final class StoreCorpus {
  private final List<Store> stores;
  private final int maxVocabulary;

  /** Number of the first document of each store, and of all. */
  private final long[] firstOf;

  /** Tokens and documents before each store, and of all: what parts are balanced by. */
  private final long[] weightBefore;

  /**
   * @param maxVocabulary words with ids from this on are dropped; parts are cut by all words
   */
  StoreCorpus(List<Store> stores, int maxVocabulary) {
    this.stores = List.copyOf(stores);
    this.maxVocabulary = maxVocabulary;
    this.firstOf = new long[stores.size() + 1];
    this.weightBefore = new long[stores.size() + 1];
    for (int s = 0; s < stores.size(); s++) {
      long documents = stores.get(s).summary().documents();
      firstOf[s + 1] = firstOf[s] + documents;
      weightBefore[s + 1] = weightBefore[s] + documents + stores.get(s).summary().tokens();
    }
  }

  /** Number of all documents. */
  long documents() {
    return firstOf[stores.size()];
  }

  /** Most distinct words in a document, dropped ones included. */
  int longest() {
    return stores.stream().mapToInt(store -> store.summary().longestDocument()).max().orElse(0);
  }

  /** V, before it is cut. */
  int vocabularySize() {
    return stores.get(0).summary().vocabularySize();
  }

  /** What is known without reading, if there is one store and no word is dropped. */
  CorpusSummary summary(CorpusPlan plan, Vocabulary vocabulary) {
    StoreSummary known = stores.get(0).summary();
    return new CorpusSummary(
        known.documents(),
        known.vocabularySize(),
        known.tokens(),
        known.nonZeros(),
        known.longestDocument(),
        known.largestCount(),
        known.corpusHash(),
        vocabulary.hash(),
        plan.format(),
        plan.names());
  }

  /**
   * Number of the first document of each rank's part, and of all. Called by all ranks: each finds
   * where its own part begins, so that all work with the same parts even if one cannot read a block
   * that the others can.
   */
  long[] cuts(Communicator comm) {
    int parts = comm.size();
    long[] cuts = new long[parts + 1];
    if (comm.rank() > 0) {
      long total = weightBefore[stores.size()];
      cuts[comm.rank()] = cutAt(total / parts * comm.rank() + total % parts * comm.rank() / parts);
    }
    comm.allreduceSum(cuts, 0, parts);
    cuts[parts] = documents();
    return cuts;
  }

  /** Before or after the document that holds the target, whichever is nearer. */
  private long cutAt(long target) {
    int s = at(weightBefore, target);
    if (s == stores.size()) {
      return documents();
    }
    StoreIndex index = stores.get(s).index();
    int b = index.blockOfWeight(target - weightBefore[s]);
    long weight = weightBefore[s] + index.weightBefore(b);
    Block block;
    try {
      block = stores.get(s).reader().read(b);
    } catch (LdaException e) {
      // Then the part begins with this block, and whoever reads the part finds the damage again.
      return firstOf[s] + index.firstDocument(b);
    }
    int d = 0;
    while (weight + weight(block, d) <= target) {
      weight += weight(block, d);
      d++;
    }
    if (2 * (target - weight) > weight(block, d)) {
      d++;
    }
    return firstOf[s] + block.firstDocument() + d;
  }

  private static long weight(Block block, int document) {
    long weight = 1;
    for (int i = block.start(document); i < block.end(document); i++) {
      weight += block.counts()[i];
    }
    return weight;
  }

  /** The entry that a value at or above 0 lies behind; the last one if it is beyond all. */
  private static int at(long[] ascending, long value) {
    int found = Arrays.binarySearch(ascending, value);
    int at = found >= 0 ? found : -found - 2;
    // Empty stores: of equal entries the last one.
    while (at + 1 < ascending.length && ascending[at + 1] == ascending[at]) {
      at++;
    }
    return at;
  }

  /** Is shown documents, a block at a time. */
  private interface Visitor {
    default Block read(BlockReader reader, int number) {
      return reader.read(number);
    }

    /** A block follows, from one of its documents on. */
    default void block(int store, int number, int firstShown) {}

    /** Documents {@code from .. to-1} of the block. */
    void documents(Block block, int from, int to);
  }

  /** Is shown documents one by one, without the words that are dropped. */
  private abstract class EachDocument implements Visitor {
    @Override
    public void documents(Block block, int from, int to) {
      int[] ids = block.ids();
      for (int d = from; d < to; d++) {
        int start = block.start(d);
        int stop = block.end(d);
        while (stop > start && ids[stop - 1] >= maxVocabulary) {
          stop--;
        }
        document(ids, block.counts(), start, stop);
      }
    }

    /** Words {@code ids[from .. to-1]}. */
    abstract void document(int[] ids, int[] counts, int from, int to);
  }

  /** Is told of a damaged block; reading goes on with the next one unless this throws. */
  private interface Damage {
    void found(int store, int block, LdaException what);
  }

  /** Shows documents {@code from .. to-1}, in order. */
  private void read(long from, long to, Visitor visitor, Damage damage) {
    for (int s = at(firstOf, from); s < stores.size() && firstOf[s] < to; s++) {
      StoreIndex index = stores.get(s).index();
      BlockReader reader = stores.get(s).reader();
      int b = index.blockOfDocument(Math.max(0, from - firstOf[s]));
      for (; b < index.blocks() && firstOf[s] + index.firstDocument(b) < to; b++) {
        long first = firstOf[s] + index.firstDocument(b);
        Block block;
        try {
          block = visitor.read(reader, b);
        } catch (LdaException e) {
          damage.found(s, b, e);
          continue;
        }
        int firstShown = (int) Math.max(0, from - first);
        visitor.block(s, b, firstShown);
        visitor.documents(block, firstShown, (int) Math.min(to - first, block.documents()));
      }
    }
  }

  /**
   * Documents {@code from .. to-1} in memory.
   *
   * @param problems receives the damaged blocks
   */
  Documents load(long from, long to, Problems problems) {
    SegmentWriter writer = new SegmentWriter();
    read(
        from,
        to,
        maxVocabulary < vocabularySize() ? new Shortening(writer) : new Keeping(writer),
        (s, b, what) -> problems.add(s, b, String.valueOf(what.getMessage())));
    return new Documents(from, writer.finish());
  }

  /** Puts whole documents into memory. */
  private record Keeping(SegmentWriter writer) implements Visitor {
    @Override
    public Block read(BlockReader reader, int number) {
      return reader.readNarrow(number);
    }

    @Override
    public void documents(Block block, int from, int to) {
      writer.add(block, from, to);
    }
  }

  /** Puts documents without the words that are dropped into memory. */
  private final class Shortening extends EachDocument {
    private final SegmentWriter writer;

    Shortening(SegmentWriter writer) {
      this.writer = writer;
    }

    @Override
    void document(int[] ids, int[] counts, int from, int to) {
      writer.add(ids, counts, from, to);
    }
  }

  /**
   * Documents {@code from .. to-1}, all checked, which stay in the stores.
   *
   * @param problems receives the damaged blocks
   */
  Documents open(long from, long to, Problems problems) {
    BlockSegments segments = new BlockSegments();
    read(from, to, segments, (s, b, what) -> problems.add(s, b, String.valueOf(what.getMessage())));
    segments.end();
    return new Documents(from, segments.made);
  }

  /** (Document, word) pairs of the blocks with documents {@code from .. to-1}. */
  long nonZeros(long from, long to) {
    long sum = 0;
    for (int s = 0; s < stores.size(); s++) {
      StoreIndex index = stores.get(s).index();
      int begin = index.blockOfDocument(Math.max(0, from - firstOf[s]));
      int end = index.blockOfDocument(Math.max(0, to - firstOf[s]));
      end = Math.min(index.blocks(), to > firstOf[s] ? end + 1 : begin);
      sum += index.nonZerosBefore(end) - index.nonZerosBefore(Math.min(begin, end));
    }
    return sum;
  }

  /** Notes what each block has. */
  private final class BlockSegments extends EachDocument {
    private final StoredBlocks blocks = new StoredBlocks(stores, maxVocabulary);
    private final List<Segment> made = new ArrayList<>();
    private int store;
    private int number;
    private int first;
    private int documents;
    private int nonZeros;
    private int longest;
    private long tokens;

    @Override
    public void block(int inStore, int ofStore, int firstShown) {
      end();
      store = inStore;
      number = ofStore;
      first = firstShown;
      documents = 0;
      nonZeros = 0;
      longest = 0;
      tokens = 0;
    }

    @Override
    void document(int[] ids, int[] counts, int from, int to) {
      documents++;
      nonZeros += to - from;
      longest = Math.max(longest, to - from);
      for (int i = from; i < to; i++) {
        tokens += counts[i];
      }
    }

    void end() {
      if (documents > 0) {
        made.add(
            new BlockSegment(
                blocks,
                store,
                number,
                first,
                new BlockSegment.Figures(documents, nonZeros, longest, tokens)));
      }
    }
  }

  /**
   * Hands over documents {@code from .. to-1}, each in the same buffer.
   *
   * @throws LdaException (65) at the first damaged block
   */
  void forEach(long from, long to, Consumer<DocumentBuffer> sink) {
    read(
        from,
        to,
        new Handover(sink),
        (s, b, what) -> {
          throw what;
        });
  }

  /** Puts documents into a buffer; their names are read only if they are asked for. */
  private final class Handover extends EachDocument {
    private final Consumer<DocumentBuffer> sink;
    private final DocumentBuffer buffer = new DocumentBuffer();
    private int store;
    private int block;
    private int next;
    private final Supplier<String> name = this::name;
    private List<String> names = List.of();

    Handover(Consumer<DocumentBuffer> sink) {
      this.sink = sink;
    }

    @Override
    public void block(int inStore, int number, int firstShown) {
      store = inStore;
      block = number;
      next = firstShown;
      names = List.of();
    }

    @Override
    void document(int[] ids, int[] counts, int from, int to) {
      buffer.clear();
      buffer.nameBy(name);
      for (int i = from; i < to; i++) {
        buffer.add(ids[i], counts[i]);
      }
      sink.accept(buffer);
      next++;
    }

    private String name() {
      if (names.isEmpty()) {
        names = stores.get(store).names().read(block);
      }
      return names.get(next);
    }
  }
}
