package mpjlda.data.corpus;

import java.util.Arrays;
import java.util.List;
import mpjlda.core.errors.LdaException;
import mpjlda.core.parallel.Communicator;
import mpjlda.data.store.Block;
import mpjlda.data.store.Store;
import mpjlda.data.store.StoreIndex;
import mpjlda.data.store.StoreSummary;

/**
 * The documents of one or more stores, end to end: parts of equal weight are found in the stores'
 * indexes, and a rank reads only its own part.
 */
final class StoreCorpus {
  private final List<Store> stores;
  private final StoredDocuments stored;

  /** Number of the first document of each store, and of all. */
  private final long[] firstOf;

  /** Tokens and documents before each store, and of all: the weight by which parts are balanced. */
  private final long[] weightBefore;

  /**
   * @param maxVocabulary words with ids from this on are dropped; parts are cut by all words
   */
  StoreCorpus(List<Store> stores, int maxVocabulary) {
    this.stores = List.copyOf(stores);
    this.firstOf = new long[stores.size() + 1];
    this.weightBefore = new long[stores.size() + 1];
    for (int s = 0; s < stores.size(); s++) {
      long documents = stores.get(s).summary().documents();
      firstOf[s + 1] = firstOf[s] + documents;
      weightBefore[s + 1] = weightBefore[s] + documents + stores.get(s).summary().tokens();
    }
    this.stored = new StoredDocuments(this.stores, firstOf, maxVocabulary);
  }

  /** A reader of these documents. */
  StoredDocuments stored() {
    return stored;
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

  /**
   * The figures that are known without reading: those of a single store of which no word is
   * dropped.
   */
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
        plan.names(),
        plan.origin());
  }

  /**
   * Finds the number of the first document of each rank's part, and of all. Called by all ranks:
   * each finds where its own part begins, so that all work with the same parts even if one cannot
   * read a block that the others can.
   */
  long[] cuts(Communicator comm) {
    int parts = comm.size();
    long total = weightBefore[stores.size()];
    long target = total / parts * comm.rank() + total % parts * comm.rank() / parts;
    long[] cuts = Arrays.copyOf(comm.allgather(comm.rank() > 0 ? cutAt(target) : 0), parts + 1);
    cuts[parts] = documents();
    return cuts;
  }

  /** The boundary nearest to the target: before or after the document that holds it. */
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
      // Then the part begins with this block, and its reader finds the damage again.
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

  /** Index of the entry at or before a value ≥ 0; the last one if the value is beyond all. */
  static int at(long[] ascending, long value) {
    int found = Arrays.binarySearch(ascending, value);
    int at = found >= 0 ? found : -found - 2;
    // Empty stores: of equal entries the last one.
    while (at + 1 < ascending.length && ascending[at + 1] == ascending[at]) {
      at++;
    }
    return at;
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
}
