package mpjlda.cluster.launch.protocol;

import java.io.PrintWriter;
import java.io.StringWriter;
import mpjlda.cluster.comm.PeerLostException;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.IoFailure;

/**
 * A rank's failure, as the rank or its supervisor reports it.
 *
 * @param exitCode for the user's command
 * @param message complete; may have several lines
 * @param detail a stack trace; empty where it would tell nothing
 */
public record RankFailure(
    Kind kind, int exitCode, RankPosition position, String message, String detail) {
  /** The sort of a failure. */
  public enum Kind {
    /** A sentence for the user. */
    TOLD,
    OUT_OF_MEMORY,
    /** Any other exception: a defect. */
    EXCEPTION,
    /** Not this rank's fault: another rank has ended. */
    PEER_LOST,
    /** Reported by the supervisor: a rank on another host. */
    CONNECTION_LOST,
    /** Reported by the supervisor: a rank that did not join in time. */
    NOT_JOINED,
    /** Reported by the supervisor: a rank without heartbeats. */
    SILENT,
    /** Reported by the supervisor: no rank makes progress. */
    STALLED
  }

  public static RankFailure of(Throwable thrown, RankPosition position) {
    String trace = trace(thrown);
    if (thrown instanceof LdaException told) {
      return new RankFailure(Kind.TOLD, told.exitCode(), position, text(told), trace);
    }
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof OutOfMemoryError) {
        return new RankFailure(
            Kind.OUT_OF_MEMORY, ExitCode.FAILED, position, "out of memory: " + text(t), trace);
      }
      if (t instanceof PeerLostException) {
        return new RankFailure(Kind.PEER_LOST, ExitCode.FAILED, position, text(t), trace);
      }
    }
    String name = thrown.getClass().getName();
    String message = thrown.getMessage() == null ? name : name + ": " + thrown.getMessage();
    return new RankFailure(Kind.EXCEPTION, ExitCode.FAILED, position, message, trace);
  }

  /** The failure of a rank that has no memory left for a longer report. */
  public static RankFailure outOfMemory(RankPosition position) {
    return new RankFailure(Kind.OUT_OF_MEMORY, ExitCode.FAILED, position, "out of memory", "");
  }

  public static RankFailure connectionClosed(RankPosition position) {
    return new RankFailure(
        Kind.PEER_LOST, ExitCode.FAILED, position, "another rank's connection closed", "");
  }

  /** Whether every rank fails so, as they all read the same options and files. */
  public boolean sameOnAllRanks() {
    return kind == Kind.TOLD && exitCode != ExitCode.FAILED;
  }

  /** Whether the same would happen again to ranks that are started again. */
  public boolean isLasting() {
    return sameOnAllRanks() || (kind == Kind.TOLD && IoFailure.isLasting(message));
  }

  private static String text(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? thrown.getClass().getSimpleName() : message;
  }

  private static String trace(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace, true));
    return trace.toString();
  }
}
