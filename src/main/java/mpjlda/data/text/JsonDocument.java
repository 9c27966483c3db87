package mpjlda.data.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The document in a JSON object.
 *
 * @param pieces the texts of the fields asked for, in order
 */
record JsonDocument(Optional<String> name, List<String> pieces) {
  static final ObjectReader READER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  /**
   * Reads one object in UTF-8.
   *
   * @param line its number, for messages
   * @throws MalformedTextException if it is none, or has none of the fields
   */
  static JsonDocument parse(byte[] bytes, int from, int length, TextSource.Fields fields, long line)
      throws MalformedTextException {
    JsonNode object;
    try {
      object = READER.readTree(bytes, from, length);
    } catch (JsonProcessingException e) {
      throw new MalformedTextException(
          line, "found no JSON object" + place(e) + ", expected one {...} a line (JSON Lines)");
    } catch (IOException e) {
      throw new MalformedTextException(line, "found no JSON object, expected one a line");
    }
    if (!object.isObject()) {
      throw new MalformedTextException(
          line, "found JSON that is no object, expected one {...} a line (JSON Lines)");
    }
    return of(object, fields, line);
  }

  /** Where a parser stopped. */
  private static String place(JsonProcessingException failure) {
    JsonLocation at = failure.getLocation();
    return failure instanceof JsonEOFException
        ? " but the beginning of one (is the line cut short?)"
        : at == null ? "" : " (it is broken at column " + at.getColumnNr() + ")";
  }

  /**
   * The document in an object.
   *
   * @param line its number, for messages
   * @throws MalformedTextException if it has none of the fields
   */
  static JsonDocument of(JsonNode object, TextSource.Fields fields, long line)
      throws MalformedTextException {
    List<String> wanted = fields.text().isEmpty() ? List.of("text") : fields.text();
    List<String> pieces = new ArrayList<>();
    boolean found = false;
    for (String field : wanted) {
      JsonNode value = at(object, field);
      found |= !value.isMissingNode();
      collect(value, pieces);
    }
    if (!found) {
      throw new MalformedTextException(
          line, RecordFields.missing(String.join(", ", wanted), names(object)));
    }
    Optional<String> name =
        fields.name().map(field -> at(object, field).asText("")).filter(n -> !n.isBlank());
    return new JsonDocument(name, pieces);
  }

  /** A member of that very name, or of members within members: {@code a.b}. */
  private static JsonNode at(JsonNode object, String field) {
    JsonNode direct = object.path(field);
    if (!direct.isMissingNode()) {
      return direct;
    }
    JsonNode node = object;
    for (String step : field.split("\\.", -1)) {
      node = node.path(step);
    }
    return node;
  }

  /** Strings, numbers and truths, also those of arrays. */
  private static void collect(JsonNode value, List<String> pieces) {
    if (value.isArray()) {
      value.forEach(member -> collect(member, pieces));
    } else if (value.isValueNode() && !value.isNull()) {
      pieces.add(value.asText());
    }
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
