package mpjlda.app.status;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import mpjlda.cluster.launch.supervisor.RankView;

/** A {@link StatusReport} as text. */
public final class StatusText {
  private StatusText() {}

  /** The report as several lines. */
  public static List<String> lines(StatusReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("state       " + state(report));
    if (report.trials().isPresent()) {
      lines.add("trials      " + report.trials().getAsInt() + " finished");
    } else {
      lines.add("iteration   " + iteration(report));
    }
    report
        .last()
        .ifPresent(
            m -> {
              lines.add(
                  format(
                      "bound       %.7g (%.6f a token), last change %.1e",
                      m.bound(), m.boundPerToken(), report.change()));
              lines.add(format("sweeps      %.1f a document", m.estepIterations()));
              lines.add(pace(report));
            });
    report.status().ifPresent(s -> lines.add("restarts    " + s.restarts()));
    if (report.trials().isEmpty()) {
      lines.add("checkpoint  " + checkpoint(report));
    }
    if (!report.ranks().isEmpty()) {
      lines.add("ranks       " + ranks(report.ranks()));
    }
    return lines;
  }

  private static String checkpoint(StatusReport report) {
    return report
        .checkpoint()
        .map(
            c ->
                format("iteration %d, ", c.iteration())
                    + time(report.secondsSince(c.written()))
                    + " ago")
        .orElse("none yet");
  }

  /** The report as one line. */
  public static String line(StatusReport report) {
    if (report.trials().isPresent()) {
      return report.state() + ", " + report.trials().getAsInt() + " trials finished";
    }
    return report.state()
        + ", iteration "
        + iteration(report)
        + report
            .last()
            .map(
                m ->
                    format(
                        ", bound/token %.6f, %.3f s an iteration",
                        m.boundPerToken(), report.secondsAnIteration()))
            .orElse("")
        + report.secondsLeft().map(left -> ", at most " + time(left) + " left").orElse("");
  }

  private static String state(StatusReport report) {
    StringBuilder text = new StringBuilder(report.state().toString());
    boolean running = report.isRunning();
    report
        .process()
        .ifPresent(
            p ->
                text.append(running ? " on " : ", was on ")
                    .append(p.host())
                    .append(" (process ")
                    .append(p.pid())
                    .append(')'));
    report
        .status()
        .ifPresent(
            s -> {
              if (running) {
                text.append(" for ").append(time(report.secondsSince(s.started())));
              }
              text.append(s.isRunning() ? ", last sign of life " : ", ended ")
                  .append(time(report.secondsSince(s.updated())))
                  .append(" ago");
              if (!s.isRunning()) {
                text.append(", exit code ").append(s.exitCode());
              }
            });
    return text.append(whatNow(report)).toString();
  }

  private static String whatNow(StatusReport report) {
    return switch (report.state()) {
      case STOPPED -> "; the same command continues";
      case DIED -> afterDeath(report);
      default -> "";
    };
  }

  private static String afterDeath(StatusReport report) {
    if (report.trials().isPresent()) {
      return "; the same command continues";
    }
    return report.checkpoint().isPresent()
        ? "; the same command continues from the checkpoint"
        : "; the same command starts it again";
  }

  private static String iteration(StatusReport report) {
    String done = report.last().map(m -> Integer.toString(m.iteration())).orElse("0");
    String phase =
        report.isRunning() && !report.ranks().isEmpty()
            ? ", rank 0 in the " + report.ranks().get(0).phase()
            : "";
    return done + report.iterations().map(count -> " of at most " + count).orElse("") + phase;
  }

  private static String pace(StatusReport report) {
    return format("seconds     %.3f an iteration", report.secondsAnIteration())
        + report.secondsLeft().map(left -> "; at most " + time(left) + " left").orElse("");
  }

  /** {@code 4: 0-1 on a, 2-3 on b}. */
  private static String ranks(List<RankView> ranks) {
    Map<String, List<RankView>> byHost =
        ranks.stream()
            .collect(
                Collectors.groupingBy(
                    RankView::host, LinkedHashMap::new, Collectors.toUnmodifiableList()));
    return ranks.size()
        + ": "
        + byHost.entrySet().stream()
            .map(entry -> numbers(entry.getValue()) + " on " + entry.getKey())
            .collect(Collectors.joining(", "));
  }

  private static String numbers(List<RankView> ranks) {
    int first = ranks.get(0).rank();
    int last = ranks.get(ranks.size() - 1).rank();
    if (last - first + 1 == ranks.size()) {
      return first == last ? Integer.toString(first) : first + "-" + last;
    }
    return ranks.stream().map(r -> Integer.toString(r.rank())).collect(Collectors.joining(" "));
  }

  /** {@code 0.4 s}, {@code 12:05} or {@code 3:12:05}. */
  static String time(double seconds) {
    if (seconds < 60) {
      return format("%.1f s", seconds);
    }
    long s = Math.round(seconds);
    return s < 3600
        ? format("%d:%02d", s / 60, s % 60)
        : format("%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
  }

  private static String format(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
