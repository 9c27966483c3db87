package mpjlda.data.io;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * JSON as this program writes it: keys in the order given, doubles that round-trip, and {@code
 * null} where a number is not finite, as JSON has no such numbers.
 */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** An object on one line, without a line end. */
  public static String line(Map<String, ?> object) {
    try {
      return MAPPER.writeValueAsString(node(object));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An object indented by two spaces, with a line end. */
  public static String pretty(Map<String, ?> object) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    try {
      return MAPPER.writer(printer).writeValueAsString(node(object)) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads one JSON object.
   *
   * @throws JsonProcessingException with its line and column
   */
  static ObjectNode parse(String text) throws JsonProcessingException {
    JsonNode node = MAPPER.readTree(text);
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new NotAnObject();
  }

  /** An object's members in their order, as maps, lists, strings, numbers, booleans. */
  static Map<String, Object> toMap(JsonNode object) {
    return MAPPER.convertValue(
        object,
        MAPPER.getTypeFactory().constructMapType(LinkedHashMap.class, String.class, Object.class));
  }

  private static final class NotAnObject extends JsonProcessingException {
    private static final long serialVersionUID = 1L;

    NotAnObject() {
      super("one JSON object {...} expected");
    }
  }

  private static JsonNode node(@Nullable Object value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (value == null) {
      return nodes.nullNode();
    } else if (value instanceof Boolean truth) {
      return nodes.booleanNode(truth);
    } else if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      return Double.isFinite(number) ? nodes.numberNode(number) : nodes.nullNode();
    } else if (value instanceof Number number) {
      return nodes.numberNode(number.longValue());
    } else if (value instanceof Map<?, ?> map) {
      ObjectNode object = nodes.objectNode();
      map.forEach((key, member) -> object.set(String.valueOf(key), node(member)));
      return object;
    } else if (value instanceof Collection<?> || value instanceof double[]) {
      // Not Iterable: a Path is one, of Paths.
      return array(value);
    }
    return optional(value);
  }

  private static JsonNode array(Object values) {
    var array = JsonNodeFactory.instance.arrayNode();
    if (values instanceof double[] numbers) {
      for (double number : numbers) {
        array.add(node(number));
      }
    } else {
      for (Object member : (Collection<?>) values) {
        array.add(node(member));
      }
    }
    return array;
  }

  private static JsonNode optional(Object value) {
    if (value instanceof Optional<?> optional) {
      return node(optional.orElse(null));
    } else if (value instanceof OptionalInt optional) {
      return node(optional.isPresent() ? (Object) optional.getAsInt() : null);
    } else if (value instanceof OptionalLong optional) {
      return node(optional.isPresent() ? (Object) optional.getAsLong() : null);
    } else if (value instanceof OptionalDouble optional) {
      return node(optional.isPresent() ? (Object) optional.getAsDouble() : null);
    }
    // Paths, durations, enums: as their toString.
    return JsonNodeFactory.instance.textNode(value.toString());
  }
}
