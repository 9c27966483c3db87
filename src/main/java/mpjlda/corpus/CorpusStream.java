package mpjlda.corpus;

import java.util.function.Consumer;
import mpjlda.comm.Communicator;
import mpjlda.errors.LdaException;

/**
 * A corpus that is read a block of documents at a time, so that it may be larger than memory. Each
 * rank goes through a share of about equal bytes; shares follow one another in the order of the
 * corpus.
 */
public final class CorpusStream {
  /** (Document, word) pairs after which a block ends, whatever its number of documents. */
  private static final int BLOCK_ENTRIES = 1 << 22;

  private final CorpusReader.Share share;
  private final Vocabulary vocabulary;
  private final Counts counts;
  private final int rank;
  private final long firstDocument;
  private final long documents;

  CorpusStream(CorpusReader.Share share, Vocabulary vocabulary, Counts counts, Communicator comm) {
    this.share = share;
    this.vocabulary = vocabulary;
    this.counts = counts;
    this.rank = comm.rank();
    long[] byRank = new long[comm.size()];
    byRank[rank] = counts.documents;
    comm.allreduceSum(byRank, 0, byRank.length);
    long before = 0;
    long all = 0;
    for (int r = 0; r < byRank.length; r++) {
      before += r < rank ? byRank[r] : 0;
      all += byRank[r];
    }
    this.firstDocument = before;
    this.documents = all;
  }

  /** What a first reading finds of this rank's share. */
  static final class Counts {
    private long documents;
    private int longest;

    void add(DocumentBuffer document) {
      documents++;
      longest = Math.max(longest, document.size());
    }
  }

  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** Number of documents of the whole corpus. */
  public long documents() {
    return documents;
  }

  /** Distinct words of the longest document of this rank's share. */
  public int longest() {
    return counts.longest;
  }

  /** The first file, for messages. */
  public String name() {
    return share.plan().names().get(0);
  }

  /**
   * Shows this rank's share, in order. May be called again.
   *
   * @param blockDocuments documents of a block at most, ≥ 1
   * @param visitor is handed each block; block after block is read when it returns
   * @throws LdaException (65) if the files have changed since they were checked
   */
  public void forEachBlock(int blockDocuments, Consumer<Documents> visitor) {
    Blocks blocks = new Blocks(firstDocument, blockDocuments, visitor);
    CorpusPlan plan = share.plan();
    share.read(rank, new DocumentCollector(plan.files().size(), plan.maxVocabulary(), blocks::add));
    blocks.flush();
    if (share.reader().problems().total() > 0 || blocks.first != firstDocument + counts.documents) {
      throw LdaException.badInput(
          name()
              + ": found other documents than a moment ago; the corpus must not change while it is"
              + " being read");
    }
  }

  private static final class Blocks {
    private final int capacity;
    private final Consumer<Documents> visitor;
    private final SegmentWriter store = new SegmentWriter();
    private long first;
    private int documents;
    private long entries;

    Blocks(long first, int capacity, Consumer<Documents> visitor) {
      this.first = first;
      this.capacity = capacity;
      this.visitor = visitor;
    }

    void add(DocumentBuffer document) {
      store.add(document);
      documents++;
      entries += document.size();
      if (documents == capacity || entries >= BLOCK_ENTRIES) {
        flush();
      }
    }

    void flush() {
      if (documents > 0) {
        visitor.accept(new Documents(first, store.finish()));
        first += documents;
        documents = 0;
        entries = 0;
      }
    }
  }
}
