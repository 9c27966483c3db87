package mpjlda.data.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import mpjlda.core.errors.LdaException;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void everyKindOfValueHasItsForm() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("whole", 3);
    map.put("long", Long.MAX_VALUE);
    map.put("double", 0.1 + 0.2);
    map.put("nan", Double.NaN);
    map.put("infinite", Float.NEGATIVE_INFINITY);
    map.put("truth", false);
    map.put("text", "a\"b\n恋");
    map.put("none", null);
    map.put("path", Path.of("a/b"));
    map.put("duration", Duration.ofSeconds(90));
    map.put("list", List.of(1, List.of("x")));
    map.put("set", Set.of(2));
    map.put("numbers", new double[] {1, Double.POSITIVE_INFINITY});
    map.put("inner", Map.of("k", 1));
    map.put("present", OptionalInt.of(5));
    map.put("absent", OptionalDouble.empty());

    assertThat(Json.line(map))
        .isEqualTo(
            "{\"whole\":3,\"long\":9223372036854775807,\"double\":0.30000000000000004,"
                + "\"nan\":null,\"infinite\":null,\"truth\":false,\"text\":\"a\\\"b\\n恋\","
                + "\"none\":null,\"path\":\"a/b\",\"duration\":\"PT1M30S\",\"list\":[1,[\"x\"]],"
                + "\"set\":[2],\"numbers\":[1.0,null],\"inner\":{\"k\":1},\"present\":5,"
                + "\"absent\":null}");
  }

  @Test
  void doublesRoundTrip() {
    for (double value : new double[] {-1234.5678901234567, 5e-324, 1.7976931348623157e308, -0.0}) {
      String line = Json.line(Map.of("x", value));
      assertThat(JsonFields.parse("f", 1, line).number("x")).isEqualTo(value);
    }
  }

  @Test
  void whatIsNotOneObjectIsRefusedWithItsLine() {
    for (String text :
        List.of("", "[1]", "{} {}", "{\"a\":1,\"a\":2}", "{\"a\":NaN}", "{\"a\":}")) {
      assertThatThrownBy(() -> JsonFields.parse("file", 5, text))
          .as("%s", text)
          .isInstanceOf(LdaException.class)
          .hasMessageStartingWith("file:5: broken JSON");
    }
  }

  @Test
  void longAndHostileValuesAreQuotedSafely() {
    String text = "{\"n\": \"\u202e" + "x".repeat(1000) + "\"}";
    assertThatThrownBy(() -> JsonFields.parse("f.json", 1, text).count("n"))
        .hasMessage(
            "f.json: \"n\" is \"\\u202e"
                + "x".repeat(198)
                + "..., a whole number, 0 or more, expected.");
    assertThatThrownBy(() -> JsonFields.parse("f.json", 1, "{\"n\": " + "y".repeat(1000)))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
  }
}
