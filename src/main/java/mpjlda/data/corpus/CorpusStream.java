package mpjlda.data.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import mpjlda.core.errors.LdaException;

/**
 * A corpus that is read a block of documents at a time, so that it may be larger than memory. Each
 * rank reads a share of about equal bytes; shares follow one another in the order of the corpus.
 */
public final class CorpusStream {
  /** (Document, word) pairs after which a block ends, whatever its number of documents. */
  private static final int BLOCK_ENTRIES = 1 << 22;

  private final Pass pass;
  private final Vocabulary vocabulary;
  private final Extent extent;

  CorpusStream(Pass pass, Vocabulary vocabulary, Extent extent) {
    this.pass = pass;
    this.vocabulary = vocabulary;
    this.extent = extent;
  }

  /** Reads a rank's share once. */
  interface Pass {
    /**
     * Passes each document to {@code sink}, in order.
     *
     * @param sink must not keep the buffer
     * @throws LdaException (65) if that is not possible; no further document is then handed over
     */
    void read(Consumer<DocumentBuffer> sink);
  }

  /**
   * Figures of the corpus and of a rank's share of it.
   *
   * @param name of the first file, for messages
   * @param format never {@link CorpusFormat#AUTO}
   * @param named whether its documents may have names
   * @param documents of the whole corpus
   * @param firstDocument of the share
   * @param shareDocuments of the share
   * @param longest most distinct words in a document of the share, or more
   * @param origin what further files need that are to fit the corpus
   */
  record Extent(
      String name,
      CorpusFormat format,
      boolean named,
      long documents,
      long firstDocument,
      long shareDocuments,
      int longest,
      CorpusOrigin origin) {}

  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** Number of documents of the whole corpus. */
  public long documents() {
    return extent.documents();
  }

  /** Number of the first document of this rank's share, from 0. */
  public long firstDocument() {
    return extent.firstDocument();
  }

  /** No document of this rank's share has more distinct words. */
  public int longest() {
    return extent.longest();
  }

  /** The format; the detected one if {@link CorpusFormat#AUTO} was asked for. */
  public CorpusFormat format() {
    return extent.format();
  }

  /** What further files need that are to fit the corpus. */
  public CorpusOrigin origin() {
    return extent.origin();
  }

  /** Whether documents may have names: some may still have none. */
  public boolean named() {
    return extent.named();
  }

  /** The first file, for messages. */
  public String name() {
    return extent.name();
  }

  /**
   * Passes this rank's share to a visitor, in order. May be called again.
   *
   * @param blockDocuments documents of a block at most, ≥ 1
   * @param visitor receives each block; the next block is read when it returns
   * @throws LdaException (65) if the files have changed since they were checked, or a store is
   *     damaged
   */
  public void forEachBlock(int blockDocuments, Consumer<Documents> visitor) {
    forEachBlock(
        new Blocks(
            extent.firstDocument(),
            blockDocuments,
            (documents, names) -> visitor.accept(documents)),
        document -> "");
  }

  /** Passes blocks and the documents' names, which are empty for documents that have none. */
  public void forEachNamedBlock(int blockDocuments, BiConsumer<Documents, List<String>> visitor) {
    forEachBlock(new Blocks(extent.firstDocument(), blockDocuments, visitor), DocumentBuffer::name);
  }

  private void forEachBlock(Blocks blocks, Function<DocumentBuffer, String> name) {
    pass.read(document -> blocks.add(document, name.apply(document)));
    blocks.flush();
    checkShown(blocks.first - extent.firstDocument());
  }

  /** Receives documents, each in arrays that are reused. */
  public interface Visitor {
    /**
     * Receives the next document.
     *
     * @param name empty if it has none
     * @param ids of its distinct words, from 0, in any order; the first {@code size} have a meaning
     * @param counts of these words, ≥ 1
     */
    void document(String name, int[] ids, int[] counts, int size);
  }

  /**
   * Passes this rank's share to a visitor, document by document, in order. May be called again.
   *
   * @throws LdaException (65) as {@link #forEachBlock}
   */
  public void forEachDocument(Visitor visitor) {
    long[] shown = {0};
    pass.read(
        document -> {
          shown[0]++;
          visitor.document(document.name(), document.ids(), document.counts(), document.size());
        });
    checkShown(shown[0]);
  }

  private void checkShown(long documents) {
    if (documents != extent.shareDocuments()) {
      throw changed(name());
    }
  }

  /** The failure of a corpus that has changed since it was opened. */
  static LdaException changed(String name) {
    return LdaException.badInput(
        name
            + ": found other documents than a moment ago; the corpus must not change while it is"
            + " being read");
  }

  private static final class Blocks {
    private final int capacity;
    private final BiConsumer<Documents, List<String>> visitor;
    private final SegmentWriter store = new SegmentWriter();
    private List<String> names = new ArrayList<>();
    private long first;
    private int documents;
    private long entries;

    Blocks(long first, int capacity, BiConsumer<Documents, List<String>> visitor) {
      this.first = first;
      this.capacity = capacity;
      this.visitor = visitor;
    }

    void add(DocumentBuffer document, String name) {
      store.add(document);
      names.add(name);
      documents++;
      entries += document.size();
      if (documents == capacity || entries >= BLOCK_ENTRIES) {
        flush();
      }
    }

    void flush() {
      if (documents > 0) {
        visitor.accept(new Documents(first, store.finish()), names);
        names = new ArrayList<>();
        first += documents;
        documents = 0;
        entries = 0;
      }
    }
  }
}
