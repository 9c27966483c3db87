package mpjlda.app.doctor;

import java.time.Duration;
import java.time.Instant;

/**
 * Offset of another clock, measured by one question and its answer (Cristian 1989): the other clock
 * was read at some moment of the round trip, most likely in its middle.
 *
 * @param millis positive if the other is ahead
 * @param uncertainty half the round trip: the largest error of the offset
 */
record ClockOffset(double millis, double uncertainty) {
  private static final double NANOS_PER_MILLI = 1e6;

  /**
   * @param asked this clock, before the question
   * @param answered the other clock
   * @param roundTripNanos from the question to the answer's arrival
   */
  static ClockOffset of(Instant asked, Instant answered, long roundTripNanos) {
    double half = roundTripNanos / 2.0;
    double ahead = Duration.between(asked, answered).toNanos() - half;
    return new ClockOffset(ahead / NANOS_PER_MILLI, half / NANOS_PER_MILLI);
  }

  /** Whether the clocks certainly differ by more than a limit. */
  boolean exceeds(double limitMillis) {
    return Math.abs(millis) - uncertainty > limitMillis;
  }
}
