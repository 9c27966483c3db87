package mpjlda.app.train;

import java.util.Arrays;
import mpjlda.core.kernel.DocumentSource;
import mpjlda.core.math.KeyedPermutation;

/** One rank's documents of a pass, by batch. */
final class PassBatches {
  private final int[] order;
  private final int[] starts;

  /**
   * @param pass from 1
   */
  PassBatches(BatchSchedule schedule, int pass, DocumentSource documents) {
    KeyedPermutation places = schedule.order(pass);
    int[] batchOf = new int[documents.count()];
    this.starts = new int[schedule.batches() + 2];
    for (int d = 0; d < batchOf.length; d++) {
      batchOf[d] = schedule.batchAt(places.apply(documents.firstDocument() + d));
      starts[batchOf[d] + 2]++;
    }
    for (int b = 2; b < starts.length; b++) {
      starts[b] += starts[b - 1];
    }
    // starts[b + 1] runs from the start of batch b to its end, and is then that of b + 1.
    this.order = new int[batchOf.length];
    for (int d = 0; d < batchOf.length; d++) {
      order[starts[batchOf[d] + 1]++] = d;
    }
  }

  /** The end of the batches from one on that have at most so many documents; at least one batch. */
  int endOf(int first, int most) {
    int end = first + 1;
    while (end < starts.length - 2 && starts[end + 1] - starts[first] <= most) {
      end++;
    }
    return end;
  }

  /** This rank's documents of batches {@code first .. end-1}, ascending. */
  int[] documents(int first, int end) {
    int[] all = Arrays.copyOfRange(order, starts[first], starts[end]);
    Arrays.sort(all);
    return all;
  }

  /** This rank's documents of a batch, ascending. */
  int[] documents(int batch) {
    return Arrays.copyOfRange(order, starts[batch], starts[batch + 1]);
  }
}
