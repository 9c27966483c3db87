package mpjlda.data.text;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Words and their counts as messages to other ranks. */
final class WordMessages {
  private static final int MESSAGE_BYTES = 1 << 20;

  private final VocabularyCounts counts;
  private int next;

  WordMessages(VocabularyCounts counts) {
    this.counts = counts;
  }

  /** Takes a word. */
  @FunctionalInterface
  interface Visitor {
    void word(String word, long tokens, int documents);
  }

  /** The next words; empty after the last. */
  byte[] next() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (; next < counts.size() && bytes.size() < MESSAGE_BYTES; next++) {
        // Its form of UTF-8 also has halves of code points, which JSON may have without the other.
        out.writeUTF(counts.word(next));
        out.writeLong(counts.tokens(next));
        out.writeInt(counts.documents(next));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a message cannot be made", e);
    }
    return bytes.toByteArray();
  }

  /** Gives a message's words. */
  static void read(byte[] message, Visitor visitor) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(message))) {
      while (in.available() > 0) {
        visitor.word(in.readUTF(), in.readLong(), in.readInt());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a message cannot be read", e);
    }
  }
}
