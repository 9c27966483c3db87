package mpjlda.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Tells whether text is the same as before. */
final class TextDigest {
  /** Of the option that keeps it. */
  static final String NAME = "text_sha256";

  private TextDigest() {}

  /** SHA-256 of the files' names, lengths and bytes as they are on disk; 64 hexadecimal digits. */
  static String of(List<TextFile> files) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    byte[] buffer = new byte[1 << 16];
    for (TextFile file : files) {
      try (InputStream in = Files.newInputStream(file.path())) {
        String head = file.name() + "\0" + Files.size(file.path()) + "\0";
        digest.update(head.getBytes(StandardCharsets.UTF_8));
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          digest.update(buffer, 0, read);
        }
      } catch (IOException e) {
        throw TextBytes.failure(file.path(), e);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
