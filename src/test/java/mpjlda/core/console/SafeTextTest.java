package mpjlda.core.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class SafeTextTest {
  private static final String HOSTILE =
      "a\u001b[2Jb\u202ec\u2066d\u0007e\u009bf\u2028g\rh\u200fi\u007f";
  private static final String SHOWN =
      "a\\u001b[2Jb\\u202ec\\u2066d\\u0007e\\u009bf\\u2028g\\rh\\u200fi\\u007f";

  @Test
  void controlsAndDirectionsAreShownAsInJson() {
    assertThat(SafeText.of(HOSTILE)).isEqualTo(SHOWN);
    assertThat(SafeText.lines(HOSTILE)).isEqualTo(SHOWN);
    assertThat(SafeText.of("a\nb\tc")).isEqualTo("a\\nb\\tc");
    assertThat(SafeText.lines("a\nb\tc")).isEqualTo("a\nb\tc");
  }

  @Test
  void wordsOfAllWritingsStay() {
    String words = "naïve 恋 می\u200cخواهم שלום क्\u200dष 👩\u200d🚀 \\u0041";
    assertThat(SafeText.of(words)).isSameAs(words);
    assertThat(SafeText.quoted(words)).isEqualTo(words);
  }

  @Test
  void ofALongValueTheBeginningIsQuoted() {
    assertThat(SafeText.quoted("x".repeat(200))).isEqualTo("x".repeat(200));
    assertThat(SafeText.quoted("x".repeat(201))).isEqualTo("x".repeat(200) + "...");
    assertThat(SafeText.quoted("\n".repeat(1000))).isEqualTo("\\n".repeat(200) + "...");
    // No half of a character.
    assertThat(SafeText.quoted("x".repeat(199) + "👩👩")).isEqualTo("x".repeat(199) + "...");
  }

  @Test
  void aWriterEscapesWhateverWay() {
    StringWriter written = new StringWriter();
    PrintWriter out = SafeText.writer(new PrintWriter(written));
    out.print(HOSTILE);
    out.write('\u001b');
    out.write(HOSTILE.toCharArray(), 1, 2);
    out.printf("%s\t%d\n", "\u202e", 1);
    out.flush();
    assertThat(written.toString()).isEqualTo(SHOWN + "\\u001b\\u001b[\\u202e\t1\n");
  }
}
