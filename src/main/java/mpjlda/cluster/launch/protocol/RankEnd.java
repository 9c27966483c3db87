package mpjlda.cluster.launch.protocol;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of a rank before the work was done, as far as it is known.
 *
 * @param position where it last said that it was
 * @param failure its own words; null if it ended without any
 * @param status its process's, as a shell counts it (128 + signal), or {@link #RUNNING}
 * @param lastWords the last lines of its ordinary output
 * @param log null if none is kept
 * @param nanos when, for comparison with other ranks of the same attempt
 */
public record RankEnd(
    int rank,
    String host,
    RankPosition position,
    @Nullable RankFailure failure,
    int status,
    List<String> lastWords,
    @Nullable Path log,
    long nanos) {
  /** The status of a process that has not ended yet. */
  public static final int RUNNING = -1;

  private static final int SIGNAL = 128;
  private static final int LAST_SIGNAL = 64;
  private static final int STATUS_OUT_OF_MEMORY = 3;

  /** The distance of this end from the cause of the failure: the lowest is the likeliest cause. */
  public int remoteness() {
    if (failure != null) {
      return failure.kind() == RankFailure.Kind.PEER_LOST ? 4 : 0;
    }
    if (bySignal() || outOfMemory()) {
      return 1;
    }
    return status == 0 ? 3 : 2;
  }

  /** This end with the supervisor's report of it. */
  public RankEnd withFailure(RankFailure said) {
    return new RankEnd(rank, host, position, said, status, lastWords, log, System.nanoTime());
  }

  /** Whether it would come again however often the ranks were started. */
  public boolean isBeyondRestart() {
    return failure != null ? failure.isLasting() : neverStarted();
  }

  public boolean bySignal() {
    return status > SIGNAL && status <= SIGNAL + LAST_SIGNAL;
  }

  /** Only where {@link #bySignal}. */
  public int signal() {
    return status - SIGNAL;
  }

  /** Whether it said so, or the virtual machine ended itself so (-XX:+ExitOnOutOfMemoryError). */
  public boolean outOfMemory() {
    if (failure != null) {
      return failure.kind() == RankFailure.Kind.OUT_OF_MEMORY;
    }
    return status == STATUS_OUT_OF_MEMORY
        && lastWords.stream().anyMatch(line -> line.contains("java.lang.OutOfMemoryError"));
  }

  /** Whether Java refused its options, or the system its memory. */
  public boolean neverStarted() {
    return status == 1
        && lastWords.stream()
            .anyMatch(
                line ->
                    line.contains("Could not create the Java Virtual Machine")
                        || line.contains("insufficient memory for the Java Runtime Environment"));
  }
}
