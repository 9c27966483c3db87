package mpjlda.core.topics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The documents in which each topic has its largest proportions. */
public final class TopDocuments {
  private final LargestEntries[] largest;

  /**
   * A document and a topic's part of it.
   *
   * @param document its number, from 0
   * @param proportion E[theta_k], in 0..1
   */
  public record Entry(int document, double proportion) {}

  /**
   * For documents to come.
   *
   * @param topics K
   * @param count documents to keep for each
   */
  public TopDocuments(int topics, int count) {
    largest = new LargestEntries[topics];
    Arrays.setAll(largest, k -> new LargestEntries(count));
  }

  /**
   * Takes a document in; of documents with equal proportions the one offered first goes first.
   *
   * @param proportions (K)
   */
  public void offer(int document, double[] proportions) {
    for (int k = 0; k < largest.length; k++) {
      largest[k].offer(document, proportions[k]);
    }
  }

  /** The documents of a topic, the largest proportion first. */
  public List<Entry> of(int topic) {
    LargestEntries entries = largest[topic];
    return IntStream.range(0, entries.size())
        .mapToObj(i -> new Entry(entries.id(i), entries.value(i)))
        .toList();
  }
}
