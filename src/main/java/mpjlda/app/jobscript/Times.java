package mpjlda.app.jobscript;

import java.time.Duration;
import java.util.Locale;

/** Numbers as batch systems and this program read them. */
final class Times {
  private Times() {}

  /** Hours, minutes and seconds: {@code 27:05:00}. */
  static String clock(Duration time) {
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
  }

  /** As options of this program: {@code 3h50m}. */
  static String option(Duration time) {
    StringBuilder text = new StringBuilder();
    append(text, time.toHours(), 'h');
    append(text, time.toMinutesPart(), 'm');
    append(text, time.toSecondsPart(), 's');
    return text.toString();
  }

  private static void append(StringBuilder text, long number, char unit) {
    if (number > 0) {
      text.append(number).append(unit);
    }
  }

  /** A part of it, rounded up. */
  static long share(long whole, int parts) {
    return (whole + parts - 1) / parts;
  }
}
