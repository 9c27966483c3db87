package mpjlda.app.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The examination of several hosts as a table of at most 100 columns, with advice below it. */
public final class HostTable {
  private static final int WIDEST_NAME = 16;
  private static final int WIDTH = 100;
  private static final double CLOCK_IN_SECONDS_FROM = 10_000;

  private HostTable() {}

  /** All lines. */
  public static List<String> lines(List<HostReport> reports) {
    int width =
        Math.max(
            4,
            reports.stream()
                .mapToInt(report -> Math.min(WIDEST_NAME, report.host().name().length()))
                .max()
                .orElse(0));
    String form = "%-" + width + "s %5s  %-8s %-7s %14s %5s %9s %9s %6s %5s  %s";
    List<String> lines = new ArrayList<>();
    lines.add(
        row(
            form,
            "host",
            "slots",
            "JDK",
            "program",
            "clock, ms",
            "cores",
            "memory",
            "free",
            "files",
            "ports",
            ""));
    reports.forEach(report -> lines.add(row(form, cells(report))));
    for (HostReport report : reports) {
      for (Check check : report.problems()) {
        wrap(
            lines,
            "%-4s %s: %s: %s"
                .formatted(check.status(), report.host().name(), check.name(), check.found()),
            "     ");
        wrap(lines, "     -> " + check.advice(), "        ");
      }
    }
    long usable = reports.stream().filter(HostReport::usable).count();
    lines.add(usable + " of " + reports.size() + " hosts can be used");
    return lines;
  }

  private static Object[] cells(HostReport report) {
    Optional<HostFacts> facts = report.facts();
    return new Object[] {
      cut(report.host().name()),
      report.host().slots(),
      facts.map(f -> f.javaVersion().replaceFirst("[-+].*", "")).orElse("-"),
      facts.isEmpty() ? "-" : report.copied() ? "copied" : "same",
      report.clock().map(HostTable::clock).orElse("-"),
      facts.map(f -> Integer.toString(f.processors())).orElse("-"),
      facts.map(f -> size(f.memory())).orElse("-"),
      facts.map(f -> size(f.freeMemory())).orElse("-"),
      facts.map(f -> limit(f.openFiles())).orElse("-"),
      facts.map(f -> f.portsFree() * 100 / Math.max(1, f.portsTried()) + "%").orElse("-"),
      verdict(report)
    };
  }

  private static String verdict(HostReport report) {
    if (!report.usable()) {
      return "FAIL";
    }
    return report.problems().isEmpty() ? "OK" : "WARN";
  }

  private static String row(String form, Object... cells) {
    return String.format(Locale.ROOT, form, cells).stripTrailing();
  }

  private static String cut(String name) {
    return name.length() <= WIDEST_NAME ? name : name.substring(0, WIDEST_NAME - 1) + "…";
  }

  private static String clock(ClockOffset clock) {
    return Math.abs(clock.millis()) < CLOCK_IN_SECONDS_FROM
        ? String.format(Locale.ROOT, "%+.1f ±%.1f", clock.millis(), clock.uncertainty())
        : String.format(Locale.ROOT, "%+.0f s", clock.millis() / 1000);
  }

  static String seconds(ClockOffset clock) {
    return String.format(
        Locale.ROOT,
        "%.1f s (±%.1f s) %s",
        Math.abs(clock.millis()) / 1000,
        clock.uncertainty() / 1000,
        clock.millis() < 0 ? "behind" : "ahead of");
  }

  private static String size(long bytes) {
    return bytes == HostFacts.UNKNOWN ? "?" : Doctor.size(bytes);
  }

  private static String limit(long value) {
    if (value == HostFacts.UNKNOWN) {
      return "any";
    }
    return value < 100_000 ? Long.toString(value) : value / 1000 + "k";
  }

  /** Wraps at blanks; a word that is longer than a line stays whole. */
  private static void wrap(List<String> lines, String text, String indent) {
    StringBuilder line = new StringBuilder();
    for (String word : text.split("(?<=\\S) ", -1)) {
      if (line.length() > indent.length() && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(indent).append(word);
      } else {
        line.append(line.isEmpty() || line.toString().equals(indent) ? "" : " ").append(word);
      }
    }
    lines.add(line.toString());
  }
}
