package mpjlda.cluster.launch.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankMessageTest {
  private static final RankPosition PLACE = new RankPosition("E-step", 12);

  @Test
  void everyMessageIsOneLineAndComesBack() {
    for (String text :
        List.of("", "a", "tab\there", "two\nlines\r\n", "back\\slash\\n", "\u00011ü")) {
      RankFailure failure =
          new RankFailure(RankFailure.Kind.TOLD, 65, new RankPosition(text, 3), text, text + text);
      for (RankMessage message :
          List.of(
              new RankMessage.Result(text),
              new RankMessage.Say(text),
              new RankMessage.Progress(text),
              new RankMessage.Joined(),
              new RankMessage.Phase(new RankPosition(text, 0)),
              new RankMessage.Heartbeat(PLACE, 1L << 40),
              new RankMessage.Checkpointed(7),
              new RankMessage.Done(75),
              new RankMessage.Failed(failure))) {
        assertThat(message.encode().lines()).hasSize(1);
        assertThat(RankMessage.parse(message.encode())).contains(message);
      }
    }
  }

  @Test
  void randomTextComesBack() {
    long seed = 20261121;
    Random random = new Random(seed);
    String alphabet = "\\\t\n\r\u0001tnr1aß";
    for (int i = 0; i < 2000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(12); j > 0; j--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      RankMessage message = new RankMessage.Say(text.toString());
      assertThat(RankMessage.parse(message.encode())).as("seed " + seed).contains(message);
      assertThat(message.encode().indexOf('\u0001', 1)).as("seed " + seed).isEqualTo(-1);
    }
  }

  @Test
  void bytesOnTheLineAreAsDocumented() {
    assertThat(new RankMessage.Phase(PLACE).encode()).isEqualTo("\u0001AE-step\t12");
    assertThat(new RankMessage.Result("a\tb\\").encode()).isEqualTo("\u0001Ra\\tb\\\\");
    assertThat(new RankMessage.Heartbeat(PLACE, 41).encode()).isEqualTo("\u0001HE-step\t12\t41");
    assertThat(new RankMessage.Checkpointed(12).encode()).isEqualTo("\u0001C12");
    assertThat(new RankMessage.Done(0).encode()).isEqualTo("\u0001D0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "\u0001",
        "\u0001Xunknown",
        "\u0001Dnumber",
        "\u0001AE-step",
        "\u0001AE-step\tx",
        "\u0001HE-step\t12",
        "\u0001HE-step\t12\tx",
        "\u0001C",
        "\u0001FNO_SUCH\t70\tE-step\t1\tm\td",
        "\u0001FTOLD\t70",
        "D0"
      })
  void anythingElseIsNoMessage(String line) {
    assertThat(RankMessage.parse(line)).isEmpty();
  }
}
