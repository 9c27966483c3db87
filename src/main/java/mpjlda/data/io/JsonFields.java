package mpjlda.data.io;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import mpjlda.core.console.SafeText;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.errors.LdaException;

/**
 * The members of one JSON object, each with a sentence (65) if it is missing or of another type.
 */
public final class JsonFields {
  private final String place;
  private final ObjectNode object;

  private JsonFields(String place, ObjectNode object) {
    this.place = place;
    this.object = object;
  }

  /**
   * Reads one object.
   *
   * @param file named in messages
   * @param firstLine the 1-based line of {@code file} that {@code text} begins at
   */
  public static JsonFields parse(String file, int firstLine, String text) {
    try {
      return new JsonFields(file, Json.parse(text));
    } catch (JsonProcessingException e) {
      JsonLocation location = e.getLocation();
      int line = firstLine + (location == null ? 0 : location.getLineNr() - 1);
      throw new LdaException(
          ExitCode.BAD_INPUT,
          file + ":" + line + ": broken JSON: " + SafeText.quoted(e.getOriginalMessage()),
          e);
    }
  }

  /** Whether there is such a member, other than null. */
  public boolean has(String name) {
    return object.hasNonNull(name);
  }

  /** An object within this one. */
  public JsonFields object(String name) {
    JsonNode node = member(name, JsonNode::isObject, "an object");
    return new JsonFields(place + ": \"" + name + "\"", (ObjectNode) node);
  }

  /** The objects of a list. */
  public List<JsonFields> objects(String name) {
    JsonNode list = member(name, JsonNode::isArray, "a list");
    List<JsonFields> objects = new ArrayList<>();
    for (JsonNode node : list) {
      if (!(node instanceof ObjectNode element)) {
        throw wrong(name, node.toString(), "a list of objects");
      }
      objects.add(new JsonFields(place + ": \"" + name + "\"", element));
    }
    return objects;
  }

  /** An object as a map, its members in their order. */
  public Map<String, Object> map(String name) {
    return Json.toMap(member(name, JsonNode::isObject, "an object"));
  }

  /** All members, in their order. */
  public Map<String, Object> all() {
    return Json.toMap(object);
  }

  /** A text. */
  public String text(String name) {
    return member(name, JsonNode::isTextual, "a text").textValue();
  }

  /** True or false. */
  public boolean truth(String name) {
    return member(name, JsonNode::isBoolean, "true or false").booleanValue();
  }

  /** A whole number, 0 or more. */
  public long count(String name) {
    return member(
            name,
            node -> node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0,
            "a whole number, 0 or more,")
        .longValue();
  }

  /** A whole number, 0 or more, that is an int. */
  public int smallCount(String name) {
    long count = count(name);
    if (count > Integer.MAX_VALUE) {
      throw wrong(name, String.valueOf(count), "at most " + Integer.MAX_VALUE);
    }
    return (int) count;
  }

  public long whole(String name) {
    return member(
            name, node -> node.isIntegralNumber() && node.canConvertToLong(), "a whole number")
        .longValue();
  }

  /** {@code null} stands for a number that is not finite, and is read as NaN. */
  public double number(String name) {
    JsonNode node = member(name, n -> n.isNumber() || n.isNull(), "a number");
    return node.isNull() ? Double.NaN : node.doubleValue();
  }

  /** A time such as {@code 2026-01-31T12:00:00Z}. */
  public Instant instant(String name) {
    String text = text(name);
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw wrong(name, text, "a time such as 2026-01-31T12:00:00Z");
    }
  }

  private JsonNode member(String name, Predicate<JsonNode> wanted, String description) {
    JsonNode node = object.get(name);
    if (node == null) {
      throw LdaException.badInput(place + ": \"" + name + "\" is missing.");
    }
    if (!wanted.test(node)) {
      throw wrong(name, node.toString(), description);
    }
    return node;
  }

  private LdaException wrong(String name, String found, String expected) {
    return LdaException.badInput(
        place + ": \"" + name + "\" is " + SafeText.quoted(found) + ", " + expected + " expected.");
  }
}
