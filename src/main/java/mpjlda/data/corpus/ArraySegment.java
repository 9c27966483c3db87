package mpjlda.data.corpus;

import java.util.Arrays;

/** Documents in memory: word ids and counts end to end, and where each document starts. */
final class ArraySegment implements Segment {
  private final int[] starts;
  private final CompactInts ids;
  private final CompactInts counts;
  private final long tokens;

  /**
   * @param starts documents + 1 entries, from 0
   */
  ArraySegment(int[] starts, CompactInts ids, CompactInts counts) {
    this.starts = starts;
    this.ids = ids;
    this.counts = counts;
    this.tokens = counts.sum(0, starts[starts.length - 1]);
  }

  @Override
  public int documents() {
    return starts.length - 1;
  }

  @Override
  public int nonZeros() {
    return starts[starts.length - 1];
  }

  @Override
  public int size(int document) {
    return starts[document + 1] - starts[document];
  }

  @Override
  public long tokens(int document) {
    return counts.sum(starts[document], starts[document + 1]);
  }

  @Override
  public long tokens() {
    return tokens;
  }

  @Override
  public int load(int document, int[] wordIds, double[] wordCounts) {
    int size = size(document);
    ids.copyTo(wordIds, starts[document], size);
    counts.copyTo(wordCounts, starts[document], size);
    return size;
  }

  @Override
  public int load(int document, int[] wordIds, int[] wordCounts) {
    int size = size(document);
    ids.copyTo(wordIds, starts[document], size);
    counts.copyTo(wordCounts, starts[document], size);
    return size;
  }

  int start(int document) {
    return starts[document];
  }

  int id(int entry) {
    return ids.get(entry);
  }

  int count(int entry) {
    return counts.get(entry);
  }

  @Override
  public ArraySegment slice(int from, int to) {
    int[] own = Arrays.copyOfRange(starts, from, to + 1);
    int first = own[0];
    for (int i = 0; i < own.length; i++) {
      own[i] -= first;
    }
    return new ArraySegment(own, ids.slice(first, starts[to]), counts.slice(first, starts[to]));
  }

  @Override
  public int longest() {
    int longest = 0;
    for (int d = 0; d < documents(); d++) {
      longest = Math.max(longest, size(d));
    }
    return longest;
  }

  @Override
  public long memoryBytes() {
    return 4L * starts.length + ids.memoryBytes() + counts.memoryBytes();
  }
}
