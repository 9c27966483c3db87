package mpjlda.cluster.launch.protocol;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import mpjlda.cluster.comm.PeerLostException;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.errors.LdaException;

/**
 * Why a rank failed, in its own words.
 *
 * @param exitCode for the user's command
 * @param message complete; may have several lines
 * @param detail a stack trace; empty where it would tell nothing
 */
public record RankFailure(
    Kind kind, int exitCode, RankPosition position, String message, String detail) {
  /** What sort of failure. */
  public enum Kind {
    /** A sentence for the user. */
    TOLD,
    OUT_OF_MEMORY,
    /** Any other exception: a defect. */
    EXCEPTION,
    /** Not this rank's fault: another one has gone. */
    PEER_LOST,
    /** Said by the supervisor of a rank on another host. */
    CONNECTION_LOST,
    /** Said by the supervisor of a rank that did not arrive in time. */
    NOT_JOINED,
    /** Said by the supervisor of a rank from which it hears nothing. */
    SILENT,
    /** Said by the supervisor when no rank goes on. */
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

  /** Of a rank that has no memory left to say more. */
  public static RankFailure outOfMemory(RankPosition position) {
    return new RankFailure(Kind.OUT_OF_MEMORY, ExitCode.FAILED, position, "out of memory", "");
  }

  public static RankFailure connectionClosed(RankPosition position) {
    return new RankFailure(
        Kind.PEER_LOST, ExitCode.FAILED, position, "another rank's connection closed", "");
  }

  /** Of a rank on that host, by its supervisor. */
  public static RankFailure connectionLost(String host, RankState state) {
    List<String> words = state.lastWords();
    String last = words.isEmpty() ? "" : ": " + words.get(words.size() - 1).strip();
    return new RankFailure(
        Kind.CONNECTION_LOST,
        ExitCode.FAILED,
        state.position(),
        "the connection to " + host + " was lost" + last,
        "");
  }

  /** Whether every rank fails so, as they all read the same options and files. */
  public boolean sameOnAllRanks() {
    return kind == Kind.TOLD && exitCode != ExitCode.FAILED;
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
