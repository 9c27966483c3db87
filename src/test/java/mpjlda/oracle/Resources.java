package mpjlda.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The files under {@code src/test/resources/golden}. */
final class Resources {
  private Resources() {}

  /** All bytes of {@code golden/name}. */
  static byte[] bytes(String name) {
    try (InputStream in = Resources.class.getResourceAsStream("/golden/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource golden/" + name + " on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> lines(String name) {
    return new String(bytes(name), StandardCharsets.US_ASCII).lines().toList();
  }
}
