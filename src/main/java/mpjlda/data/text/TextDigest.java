package mpjlda.data.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.Sha256;

/**
 * A digest of all text, by which a later run recognises that the text is the same as before.
 *
 * <p>It is the sum, in four words mod 2^64, of the SHA-256 of each file, of large files of lines or
 * records each {@value #UNIT} bytes, together with the file's number, name and length and the
 * unit's number. It detects accidents, not forgery.
 */
final class TextDigest {
  /** Name of the store's option that keeps the digest. */
  static final String OPTION = "text_digest";

  private static final int UNIT = 1 << 18;
  private static final int WORDS = 4;

  private final MessageDigest sha256 = Sha256.start();
  private final long[] sums = new long[WORDS];
  private final byte[] buffer = new byte[UNIT];

  private TextDigest() {}

  /**
   * Reads all text.
   *
   * @param utf8 whether that is its encoding
   * @return 64 hexadecimal digits
   * @throws LdaException (65) if a file cannot be read
   */
  static String of(List<FileGroup> text, boolean utf8) {
    TextDigest digest = new TextDigest();
    for (FileGroup group : text) {
      if (utf8 && group.bytes() > UNIT && !group.documents() && !isGzip(group.file().path())) {
        digest.units(group);
      } else {
        digest.files(group);
      }
    }
    return LongStream.of(digest.sums)
        .mapToObj(word -> String.format("%016x", word))
        .collect(Collectors.joining());
  }

  private static boolean isGzip(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return TextBytes.isGzip(in);
    } catch (IOException e) {
      throw TextBytes.failure(path, e);
    }
  }

  private void files(FileGroup group) {
    for (int f = 0; f < group.files().size(); f++) {
      TextFile file = group.files().get(f);
      try (InputStream in = Files.newInputStream(file.path())) {
        begin(file, group.number() + f, 0);
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          sha256.update(buffer, 0, read);
        }
        end();
      } catch (IOException e) {
        throw TextBytes.failure(file.path(), e);
      }
    }
  }

  private void units(FileGroup group) {
    TextFile file = group.file();
    try (InputStream in = TextBytes.open(file.path(), StandardCharsets.UTF_8)) {
      long unit = 0;
      for (int size = read(in); size > 0; size = read(in)) {
        begin(file, group.number(), unit++);
        sha256.update(buffer, 0, size);
        end();
      }
    } catch (IOException e) {
      throw TextBytes.failure(file.path(), e);
    }
  }

  private int read(InputStream in) throws IOException {
    return in.readNBytes(buffer, 0, UNIT);
  }

  private void begin(TextFile file, int number, long unit) throws IOException {
    String head = number + "\0" + file.name() + "\0" + Files.size(file.path()) + "\0" + unit + "\0";
    sha256.update(head.getBytes(StandardCharsets.UTF_8));
  }

  private void end() {
    ByteBuffer words = ByteBuffer.wrap(sha256.digest());
    for (int i = 0; i < WORDS; i++) {
      sums[i] += words.getLong();
    }
  }
}
