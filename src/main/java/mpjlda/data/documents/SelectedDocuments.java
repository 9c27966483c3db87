package mpjlda.data.documents;

import java.util.stream.IntStream;
import mpjlda.core.kernel.DocumentSource;
import mpjlda.core.parallel.Communicator;

/**
 * Some of the documents of a source, renumbered without gaps over the ranks: results are those of a
 * corpus that has no others, whatever the number of ranks.
 */
public final class SelectedDocuments implements DocumentView {
  /** Decides by a document's number in the corpus whether it belongs to the selection. */
  @FunctionalInterface
  public interface Choice {
    boolean takes(long document);
  }

  private final DocumentSource whole;
  private final int[] chosen;
  private final long firstDocument;
  private final long documents;

  /**
   * @param whole this rank's documents; all ranks of {@code comm} select at once
   */
  public SelectedDocuments(DocumentSource whole, Choice choice, Communicator comm) {
    this.whole = whole;
    this.chosen =
        IntStream.range(0, whole.count())
            .filter(d -> choice.takes(whole.firstDocument() + d))
            .toArray();
    long[] counts = new long[comm.size()];
    counts[comm.rank()] = chosen.length;
    comm.allreduceSum(counts, 0, counts.length);
    long before = 0;
    long all = 0;
    for (int r = 0; r < counts.length; r++) {
      before += r < comm.rank() ? counts[r] : 0;
      all += counts[r];
    }
    this.firstDocument = before;
    this.documents = all;
  }

  /** Number of selected documents of all ranks. */
  public long documents() {
    return documents;
  }

  @Override
  public int count() {
    return chosen.length;
  }

  @Override
  public DocumentSource whole() {
    return whole;
  }

  @Override
  public long firstDocument() {
    return firstDocument;
  }

  @Override
  public int load(int document, int[] words, double[] counts) {
    return whole.load(chosen[document], words, counts);
  }
}
