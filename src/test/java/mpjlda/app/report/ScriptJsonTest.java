package mpjlda.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptJsonTest {
  private static String written(ThrowingBody body) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ScriptJson json = new ScriptJson(out);
    json.object(() -> body.write(json));
    json.flush();
    return out.toString(StandardCharsets.UTF_8);
  }

  private interface ThrowingBody {
    void write(ScriptJson json) throws IOException;
  }

  @Test
  void noTextCanEndTheScriptOrOpenAComment() throws IOException {
    List<String> words = List.of("</script>", "<!-- <script>", "a&lt;b", "\"'\\", "恋 😀", "\n\t");

    String text = written(json -> json.texts("</script>", words));

    assertThat(text).doesNotContain("<", ">", "&");
    JsonNode read = new ObjectMapper().readTree(text).get("</script>");
    assertThat(read).extracting(JsonNode::textValue).containsExactlyElementsOf(words);
  }

  @Test
  void numbersAreShort() throws IOException {
    double[] values = {0, 1, -0.25, 123456.7, 1.0 / 3, 1e-12, 2e20, Double.NaN, 100000};

    assertThat(written(json -> json.numbers("x", values.length, i -> values[i])))
        .isEqualTo("{\"x\":[0,1,-0.25,123460,0.33333,1E-12,2E+20,null,1E+5]}");
    assertThat(written(json -> json.array("x", () -> json.ranked(1.0 / 3))))
        .isEqualTo("{\"x\":[0.333333333]}");
    assertThat(written(json -> json.array("x", () -> json.exact(1.0 / 3))))
        .isEqualTo("{\"x\":[0.3333333333333333]}");
  }
}
