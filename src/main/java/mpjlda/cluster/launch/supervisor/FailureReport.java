package mpjlda.cluster.launch.supervisor;

import java.util.List;
import java.util.Map;
import mpjlda.cluster.launch.protocol.Advice;
import mpjlda.cluster.launch.protocol.RankEnd;
import mpjlda.cluster.launch.protocol.RankFailure;
import mpjlda.core.errors.ExitCode;

/** Tells the user why a run failed: which rank, where, what happened, what can be done. */
final class FailureReport {
  private static final int LAST_WORDS = 8;

  private static final Map<Integer, String> SIGNALS =
      Map.ofEntries(
          Map.entry(1, "SIGHUP"),
          Map.entry(2, "SIGINT"),
          Map.entry(3, "SIGQUIT"),
          Map.entry(4, "SIGILL"),
          Map.entry(6, "SIGABRT"),
          Map.entry(7, "SIGBUS"),
          Map.entry(8, "SIGFPE"),
          Map.entry(9, "SIGKILL"),
          Map.entry(10, "SIGUSR1"),
          Map.entry(11, "SIGSEGV"),
          Map.entry(12, "SIGUSR2"),
          Map.entry(13, "SIGPIPE"),
          Map.entry(14, "SIGALRM"),
          Map.entry(15, "SIGTERM"),
          Map.entry(24, "SIGXCPU"),
          Map.entry(25, "SIGXFSZ"),
          Map.entry(31, "SIGSYS"));

  private FailureReport() {}

  static int exitCode(RankEnd end) {
    return end.failure() == null ? ExitCode.FAILED : end.failure().exitCode();
  }

  /** One line. */
  static String headline(RankEnd end) {
    return what(end).lines().findFirst().orElse("");
  }

  static String text(RankEnd end, boolean verbose) {
    RankFailure failure = end.failure();
    StringBuilder text = new StringBuilder(what(end));
    if (failure == null || !failure.sameOnAllRanks()) {
      addLine(text, advice(end));
      if (failure == null) {
        addLastWords(text, end.lastWords());
      }
      if (end.log() != null) {
        addLine(text, "Its log: " + end.log());
      }
    }
    if (verbose && failure != null && !failure.detail().isEmpty()) {
      text.append('\n').append(failure.detail().stripTrailing());
    }
    return text.toString();
  }

  private static String what(RankEnd end) {
    RankFailure failure = end.failure();
    String rank = "rank " + end.rank() + " on " + end.host();
    String place = end.position().describe();
    if (failure == null) {
      return rank + " failed " + place + ": " + whatIsSeen(end);
    }
    if (failure.sameOnAllRanks() || failure.kind() == RankFailure.Kind.STALLED) {
      return failure.message();
    }
    if (failure.kind() == RankFailure.Kind.SILENT) {
      return rank + " has been " + failure.message() + ", last seen " + place;
    }
    return rank + " failed " + place + ": " + failure.message();
  }

  /** The report of a process that ended without a message. */
  private static String whatIsSeen(RankEnd end) {
    if (end.outOfMemory()) {
      return "out of memory";
    }
    if (end.neverStarted()) {
      return "Java did not start";
    }
    if (end.bySignal()) {
      String name = SIGNALS.get(end.signal());
      return (end.signal() == 9 ? "killed" : "ended")
          + " by signal "
          + end.signal()
          + (name == null ? "" : " (" + name + ")");
    }
    return "its process ended with exit code " + end.status() + " before the work was done";
  }

  private static String advice(RankEnd end) {
    if (end.failure() != null) {
      return Advice.of(end.failure().kind());
    }
    if (end.outOfMemory()) {
      return Advice.MEMORY;
    }
    return end.neverStarted() ? "Check --java-options." : Advice.ofStatus(end.status());
  }

  private static void addLastWords(StringBuilder text, List<String> words) {
    if (words.isEmpty()) {
      return;
    }
    addLine(text, "Its last words:");
    words
        .subList(Math.max(0, words.size() - LAST_WORDS), words.size())
        .forEach(word -> addLine(text, "  " + word));
  }

  private static void addLine(StringBuilder text, String line) {
    if (!line.isEmpty()) {
      text.append("\n  ").append(line);
    }
  }
}
