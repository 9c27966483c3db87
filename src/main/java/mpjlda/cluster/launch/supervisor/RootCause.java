package mpjlda.cluster.launch.supervisor;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import mpjlda.cluster.launch.protocol.RankEnd;
import mpjlda.cluster.launch.protocol.RankFailure;
import mpjlda.core.errors.ExitCode;

/** The rank for which a run failed, and the failure that is reported. */
final class RootCause {
  private RootCause() {}

  /** The failed rank that most likely made the others fail. */
  static RankEnd firstOf(List<RankProcess> ranks) {
    return ranks.stream()
        .filter(RankProcess::hasFailed)
        .map(RankProcess::end)
        .min(Comparator.comparingInt(RankEnd::remoteness).thenComparingLong(RankEnd::nanos))
        .orElseThrow();
  }

  /**
   * The ranks did not all meet: those that did not even listen kept the others waiting; if there is
   * none, those that never met did.
   */
  static RankEnd notJoined(List<RankProcess> ranks, Duration deadline) {
    List<Integer> deaf = numbers(ranks, r -> ranks.size() > 1 && r.state().endpoint() == null);
    List<Integer> late = deaf.isEmpty() ? numbers(ranks, r -> !r.state().hasJoined()) : deaf;
    String message =
        "it did not reach the other ranks within %d s (missing ranks: %s)"
            .formatted(deadline.toSeconds(), late);
    return failed(ranks.get(late.get(0)), RankFailure.Kind.NOT_JOINED, message);
  }

  private static List<Integer> numbers(List<RankProcess> ranks, Predicate<RankProcess> which) {
    return ranks.stream().filter(which).map(RankProcess::rank).toList();
  }

  /** A rank gives no heartbeat, or no rank makes progress. */
  static RankEnd of(SilenceWatch.Finding finding, List<RankProcess> ranks) {
    if (finding instanceof SilenceWatch.Finding.Silent silent) {
      List<Integer> others = silent.ranks().subList(1, silent.ranks().size());
      String message =
          "silent for %d s".formatted(silent.time().toSeconds())
              + (others.isEmpty() ? "" : " (and so have ranks " + others + ")");
      return failed(ranks.get(silent.ranks().get(0)), RankFailure.Kind.SILENT, message);
    }
    SilenceWatch.Finding.Stalled stalled = (SilenceWatch.Finding.Stalled) finding;
    String message =
        "no rank has gone on for %d s: %s"
            .formatted(stalled.time().toSeconds(), describePlaces(ranks));
    return failed(ranks.get(0), RankFailure.Kind.STALLED, message);
  }

  /** Ranks at the same place are named together. */
  private static String describePlaces(List<RankProcess> ranks) {
    Map<String, List<Integer>> places = new TreeMap<>();
    for (Map.Entry<String, List<RankProcess>> place :
        ranks.stream().collect(Collectors.groupingBy(RootCause::place)).entrySet()) {
      places.put(place.getKey(), place.getValue().stream().map(RankProcess::rank).toList());
    }
    return places.entrySet().stream()
        .sorted(Comparator.comparing(place -> place.getValue().get(0)))
        .map(place -> "rank " + join(place.getValue()) + " " + place.getKey())
        .collect(Collectors.joining("; "));
  }

  private static String place(RankProcess rank) {
    return "on " + rank.host() + " " + rank.state().position().describe();
  }

  private static String join(List<Integer> ranks) {
    return ranks.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static RankEnd failed(RankProcess rank, RankFailure.Kind kind, String message) {
    RankEnd end = rank.end();
    return end.withFailure(new RankFailure(kind, ExitCode.FAILED, end.position(), message, ""));
  }
}
