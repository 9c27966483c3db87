package mpjlda.cluster.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Small values as bytes that come back as they were, type and bits: JSON has no NaN and does not
 * tell an Integer from a Long. Numbers are big-endian here, as {@link DataOutputStream} has them.
 *
 * <pre>
 *   Map    --> 'M', int32 count, (Text, Value)^count
 *   List   --> 'A', int32 count, Value^count
 *   Value  --> Map | List | 'S', Text | 'B', byte | 'I', int32 | 'L', int64 | 'D', float64
 *   Text   --> int32 length, UTF-8
 * </pre>
 */
final class Counters {
  private Counters() {}

  /**
   * @throws IllegalArgumentException for a value of another type
   */
  static byte[] encode(Map<String, Object> counters) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      putMap(out, counters);
    } catch (IOException e) {
      throw new IllegalStateException("an array does not fail", e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws DamagedCheckpointException if the bytes are not an encoded map
   */
  static Map<String, Object> decode(byte[] bytes) throws DamagedCheckpointException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readByte() == 'M') {
        Map<String, Object> map = getMap(in);
        if (in.read() < 0) {
          return map;
        }
      }
    } catch (IOException e) {
      throw new DamagedCheckpointException("broken counters", e);
    }
    throw new DamagedCheckpointException("broken counters");
  }

  private static void putMap(DataOutputStream out, Map<?, ?> map) throws IOException {
    out.writeByte('M');
    out.writeInt(map.size());
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String name)) {
        throw new IllegalArgumentException("counters are named by texts, found " + entry.getKey());
      }
      putText(out, name);
      putValue(out, entry.getValue());
    }
  }

  private static void putValue(DataOutputStream out, @Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      putMap(out, map);
    } else if (value instanceof List<?> list) {
      out.writeByte('A');
      out.writeInt(list.size());
      for (Object element : list) {
        putValue(out, element);
      }
    } else if (value instanceof String text) {
      out.writeByte('S');
      putText(out, text);
    } else if (value instanceof Boolean truth) {
      out.writeByte('B');
      out.writeBoolean(truth);
    } else {
      putNumber(out, value);
    }
  }

  private static void putNumber(DataOutputStream out, @Nullable Object value) throws IOException {
    if (value instanceof Integer number) {
      out.writeByte('I');
      out.writeInt(number);
    } else if (value instanceof Long number) {
      out.writeByte('L');
      out.writeLong(number);
    } else if (value instanceof Double number) {
      out.writeByte('D');
      out.writeLong(Double.doubleToRawLongBits(number));
    } else {
      throw new IllegalArgumentException(
          "a counter is a String, Boolean, Integer, Long, Double, List or Map; found "
              + (value == null ? "null" : value.getClass().getName()));
    }
  }

  private static void putText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static Map<String, Object> getMap(DataInputStream in)
      throws IOException, DamagedCheckpointException {
    Map<String, Object> map = new LinkedHashMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      String name = getText(in);
      map.put(name, getValue(in));
    }
    return map;
  }

  private static Object getValue(DataInputStream in)
      throws IOException, DamagedCheckpointException {
    byte type = in.readByte();
    return switch (type) {
      case 'M' -> getMap(in);
      case 'A' -> getList(in);
      case 'S' -> getText(in);
      case 'B' -> in.readBoolean();
      case 'I' -> in.readInt();
      case 'L' -> in.readLong();
      case 'D' -> Double.longBitsToDouble(in.readLong());
      default -> throw new DamagedCheckpointException("broken counters: type " + type);
    };
  }

  private static List<Object> getList(DataInputStream in)
      throws IOException, DamagedCheckpointException {
    List<Object> list = new ArrayList<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      list.add(getValue(in));
    }
    return list;
  }

  private static String getText(DataInputStream in) throws IOException, DamagedCheckpointException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new DamagedCheckpointException("broken counters: a text of " + length + " bytes");
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}
