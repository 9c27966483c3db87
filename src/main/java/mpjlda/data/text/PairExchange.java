package mpjlda.data.text;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.LongConsumer;
import mpjlda.core.parallel.CollectiveSteps;

/** Pairs of words among the ranks, all of which have the same numbers of words. */
final class PairExchange {
  private static final int MESSAGE_PAIRS = 1 << 16;

  private final CollectiveSteps ranks;

  PairExchange(CollectiveSteps ranks) {
    this.ranks = ranks;
  }

  /**
   * Adds up the ranks' counts; called by all.
   *
   * @param own this rank's; each pair is in one table at most
   * @return the sums of the pairs that this rank looks after, which no other one does
   */
  List<PairTable> summed(List<PairTable> own) {
    if (ranks.size() == 1) {
      return own;
    }
    PairTable sums = new PairTable();
    for (int t = 0; t < most(own.size()); t++) {
      PairTable table = t < own.size() ? own.get(t) : new PairTable();
      long[] pairs = table.pairs();
      int[] next = {0};
      ranks.tell(
          () -> {
            int count = Math.min(MESSAGE_PAIRS, pairs.length - next[0]);
            ByteBuffer message = ByteBuffer.allocate(count * (Long.BYTES + Integer.BYTES));
            for (int i = 0; i < count; i++) {
              long pair = pairs[next[0]++];
              message.putLong(pair).putInt(table.get(pair, 0));
            }
            return message.array();
          },
          (rank, message) -> {
            ByteBuffer counts = ByteBuffer.wrap(message);
            while (counts.hasRemaining()) {
              long pair = counts.getLong();
              int count = counts.getInt();
              if (PairTable.part(pair, ranks.size()) == ranks.rank()) {
                sums.add(pair, count);
              }
            }
          });
    }
    return List.of(sums);
  }

  /** Gives every rank all ranks' pairs, in the same order; called by all. */
  void share(long[] own, LongConsumer consumer) {
    int[] next = {0};
    ranks.tell(
        () -> {
          int count = Math.min(MESSAGE_PAIRS, own.length - next[0]);
          ByteBuffer message = ByteBuffer.allocate(count * Long.BYTES);
          message.asLongBuffer().put(own, next[0], count);
          next[0] += count;
          return message.array();
        },
        (rank, message) -> {
          ByteBuffer pairs = ByteBuffer.wrap(message);
          while (pairs.hasRemaining()) {
            consumer.accept(pairs.getLong());
          }
        });
  }

  private long most(int own) {
    long most = 0;
    for (long number : ranks.all(own)) {
      most = Math.max(most, number);
    }
    return most;
  }
}
