package mpjlda.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockOffsetTest {
  private static final Instant ASKED = Instant.parse("2027-01-01T00:00:00Z");

  @Test
  void theOtherClockWasReadInTheMiddleOfTheRoundTrip() {
    // 40 ms there and back; at 20 ms the other clock showed 120 ms.
    ClockOffset offset = ClockOffset.of(ASKED, ASKED.plusMillis(120), 40_000_000);
    assertThat(offset.millis()).isCloseTo(100, within(1e-9));
    assertThat(offset.uncertainty()).isCloseTo(20, within(1e-9));
  }

  @Test
  void aClockBehindIsNegative() {
    assertThat(ClockOffset.of(ASKED, ASKED.minusSeconds(3600), 0).millis()).isEqualTo(-3.6e6);
  }

  @Test
  void onlyWhatIsCertainExceeds() {
    assertThat(new ClockOffset(-2500, 400).exceeds(2000)).isTrue();
    assertThat(new ClockOffset(2300, 400).exceeds(2000)).isFalse();
  }
}
