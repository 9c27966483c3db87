package mpjlda.data.modelio;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.AtomicFile;
import mpjlda.data.io.IoFailure;
import mpjlda.data.io.Sha256;

/** A vocabulary as a file in UTF-8, one word a line; the line number less one is the word's id. */
public final class VocabularyFile {
  private VocabularyFile() {}

  /** Writes the words atomically. */
  public static void write(Path path, List<String> words) {
    AtomicFile.writeStream(
        path,
        out -> {
          for (String word : words) {
            out.write(word.getBytes(StandardCharsets.UTF_8));
            out.write('\n');
          }
        });
  }

  /**
   * Reads a vocabulary that {@link #write} wrote.
   *
   * @throws LdaException (65) if it cannot be read or a line is not UTF-8
   */
  public static List<String> read(Path path) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(path);
    } catch (IOException e) {
      throw IoFailure.reading(path, e);
    }
    List<String> words = new ArrayList<>();
    ByteArrayOutputStream word = new ByteArrayOutputStream();
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '\n') {
        word.write(bytes[i]);
      }
      if (bytes[i] == '\n' || i == bytes.length - 1) {
        words.add(decode(path, words.size() + 1, word.toByteArray()));
        word.reset();
      }
    }
    return List.copyOf(words);
  }

  /** SHA-256 of the words joined by line feeds, in UTF-8; 64 hexadecimal digits. */
  public static String hash(List<String> words) {
    MessageDigest digest = Sha256.start();
    boolean first = true;
    for (String word : words) {
      if (!first) {
        digest.update((byte) '\n');
      }
      digest.update(word.getBytes(StandardCharsets.UTF_8));
      first = false;
    }
    return Sha256.hex(digest);
  }

  private static String decode(Path path, int line, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw LdaException.badInput(path + ":" + line + ": the word is not in UTF-8.");
    }
  }
}
