package mpjlda.data.io;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * A JSON object that carries its own checksum: its last member is the CRC32C of all bytes before
 * the comma in front of it, so that any change of a byte is noticed. Indented by two spaces.
 *
 * <pre>
 *   {
 *     ...,
 *     "crc32c" : "8 hexadecimal digits"
 *   }
 * </pre>
 */
public final class SealedJson {
  /** The end of an indented object. */
  private static final String END = "\n}\n";

  private static final String SEAL = ",\n  \"crc32c\" : \"%s\"" + END;

  private SealedJson() {}

  /** The text of an object with at least one member, sealed. */
  public static String write(Map<String, ?> object) {
    return seal(Json.pretty(object));
  }

  /** Adds the checksum to the text of an indented object. */
  public static String seal(String object) {
    String body = object.substring(0, object.length() - END.length());
    return body + sealOf(body);
  }

  /** Whether every byte is as it was written. */
  public static boolean isIntact(byte[] sealed) {
    // One character a byte, so that bytes that are no UTF-8 are not replaced.
    String text = new String(sealed, StandardCharsets.ISO_8859_1);
    int end = text.length() - sealOf("").length();
    return end >= 0 && text.substring(end).equals(sealOf(sealed, end));
  }

  private static String sealOf(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return sealOf(bytes, bytes.length);
  }

  private static String sealOf(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return String.format(SEAL, Checksum.hex(crc.getValue()));
  }
}
