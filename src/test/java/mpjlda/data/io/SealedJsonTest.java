package mpjlda.data.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SealedJsonTest {
  private static final byte[] SEALED =
      SealedJson.write(Map.of("name", "ü")).getBytes(StandardCharsets.UTF_8);

  /** The checksum was computed bit by bit by another program. */
  @Test
  void theChecksumIsTheLastMember() {
    String text = new String(SEALED, StandardCharsets.UTF_8);
    assertThat(text).isEqualTo("{\n  \"name\" : \"ü\",\n  \"crc32c\" : \"bf13fb4f\"\n}\n");
    assertThat(SealedJson.isIntact(SEALED)).isTrue();
    assertThat(JsonFields.parse("x", 1, text).text("name")).isEqualTo("ü");
  }

  @Test
  void everyFlippedBitIsSeen() {
    for (int bit = 0; bit < 8 * SEALED.length; bit++) {
      byte[] damaged = SEALED.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(SealedJson.isIntact(damaged)).as("bit %d", bit).isFalse();
    }
  }

  @Test
  void everyLostEndIsSeen() {
    for (int length = 0; length < SEALED.length; length++) {
      assertThat(SealedJson.isIntact(Arrays.copyOf(SEALED, length))).as("%d", length).isFalse();
    }
  }
}
