package mpjlda.cluster.distributed;

import java.util.BitSet;
import mpjlda.core.kernel.DocumentSource;
import mpjlda.core.parallel.Communicator;

/** Finds the words that occur in a batch: no other row of lambda is needed, or summed. */
public final class BatchWords {
  private final OccurringWords occurring;
  private final DocumentSource documents;
  private final int[] words;
  private final double[] counts;

  /**
   * @param documents this rank's
   * @param vocabulary V
   */
  public BatchWords(Communicator comm, DocumentSource documents, int vocabulary) {
    this.occurring = new OccurringWords(comm, vocabulary);
    this.documents = documents;
    this.words = new int[documents.longest()];
    this.counts = new double[documents.longest()];
  }

  /**
   * The words of a batch over all ranks, ascending; called by all of them.
   *
   * @param own this rank's documents of the batch
   */
  public int[] of(int[] own) {
    BitSet found = new BitSet();
    for (int document : own) {
      int size = documents.load(document, words, counts);
      for (int i = 0; i < size; i++) {
        found.set(words[i]);
      }
    }
    return occurring.onAnyRank(found).stream().toArray();
  }
}
