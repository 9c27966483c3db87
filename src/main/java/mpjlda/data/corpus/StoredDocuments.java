package mpjlda.data.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import mpjlda.core.errors.LdaException;
import mpjlda.data.store.Block;
import mpjlda.data.store.BlockReader;
import mpjlda.data.store.Store;
import mpjlda.data.store.StoreIndex;

/** The documents of one or more stores, end to end, of which some are read at a time. */
final class StoredDocuments {
  private final List<Store> stores;
  private final long[] firstOf;
  private final int maxVocabulary;

  /**
   * @param firstOf number of the first document of each store, and of all
   * @param maxVocabulary words with ids from this on are dropped
   */
  StoredDocuments(List<Store> stores, long[] firstOf, int maxVocabulary) {
    this.stores = stores;
    this.firstOf = firstOf;
    this.maxVocabulary = maxVocabulary;
  }

  /** Receives documents, a block at a time. */
  private interface Visitor {
    default Block read(BlockReader reader, int number) {
      return reader.read(number);
    }

    /** Announces a block, from one of its documents on. */
    default void block(int store, int number, int firstShown) {}

    /** Receives documents {@code from .. to-1} of the block. */
    void documents(Block block, int from, int to);
  }

  /** Receives documents one by one, without the words that are dropped. */
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

    /** Receives a document's words {@code ids[from .. to-1]}. */
    abstract void document(int[] ids, int[] counts, int from, int to);
  }

  /** Receives damaged blocks; reading continues with the next one unless this throws. */
  private interface Damage {
    void found(int store, int block, LdaException what);
  }

  /** Passes documents {@code from .. to-1} to a visitor, in order. */
  private void read(long from, long to, Visitor visitor, Damage damage) {
    for (int s = StoreCorpus.at(firstOf, from); s < stores.size() && firstOf[s] < to; s++) {
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
   * Reads documents {@code from .. to-1} into memory.
   *
   * @param problems receives the damaged blocks
   */
  Documents load(long from, long to, CorpusProblems problems) {
    SegmentWriter writer = new SegmentWriter();
    read(
        from,
        to,
        maxVocabulary < stores.get(0).summary().vocabularySize()
            ? new Shortening(writer)
            : new Keeping(writer),
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
   * Checks documents {@code from .. to-1}, which stay in the stores.
   *
   * @param problems receives the damaged blocks
   */
  Documents open(long from, long to, CorpusProblems problems) {
    BlockSegments segments = new BlockSegments();
    read(from, to, segments, (s, b, what) -> problems.add(s, b, String.valueOf(what.getMessage())));
    segments.end();
    return new Documents(from, segments.made);
  }

  /** Counts the documents of each block. */
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
   * Passes on documents {@code from .. to-1}, each in the same buffer.
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

  /** Puts documents into a buffer; their names are read on demand. */
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
