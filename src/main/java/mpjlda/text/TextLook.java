package mpjlda.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import mpjlda.comm.Together;
import mpjlda.errors.LdaException;

/**
 * A first look at a rank's share of the text: a digest that tells whether text is the same as
 * before, and the line ends that come before the share.
 *
 * <p>The digest is the sum, in four words mod 2^64, of the SHA-256 of each file, of large files of
 * lines each {@link TextShares#UNIT}, together with the file's number, name and length and the
 * unit's number. So each rank can look at its own share. It detects accidents, not forgery.
 */
final class TextLook {
  /** Of the option that keeps the digest. */
  static final String DIGEST = "text_digest";

  private static final int WORDS = 4;

  private final MessageDigest sha256;
  private final long[] sums = new long[WORDS];
  private final byte[] buffer = new byte[TextShares.UNIT];
  private final boolean utf8;

  /** Of the last piece. */
  private long lineEnds;

  private TextLook(boolean utf8) {
    this.utf8 = utf8;
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * What was seen.
   *
   * @param digest of all text; 64 hexadecimal digits
   * @param linesBefore line ends before this rank's share in the file that it begins in
   */
  record Seen(String digest, long linesBefore) {}

  /**
   * Looks; called by all ranks.
   *
   * @param shares of all ranks
   * @throws LdaException (65) if a file cannot be read
   */
  static Seen at(List<List<TextPiece>> shares, boolean utf8, Together ranks) {
    TextLook look = new TextLook(utf8);
    ranks.step(
        () -> {
          shares.get(ranks.rank()).forEach(look::piece);
          return true;
        });
    ranks.sum(look.sums);
    long[] lineEnds = ranks.all(look.lineEnds);
    return new Seen(
        LongStream.of(look.sums)
            .mapToObj(word -> String.format("%016x", word))
            .collect(Collectors.joining()),
        linesBefore(shares, lineEnds, ranks.rank()));
  }

  /** A share that begins within a file follows ranks whose shares end in that file. */
  private static long linesBefore(List<List<TextPiece>> shares, long[] lineEnds, int rank) {
    List<TextPiece> own = shares.get(rank);
    boolean within = !own.isEmpty() && own.get(0).from() > 0;
    long lines = 0;
    for (int r = rank - 1; within && r >= 0; r--) {
      List<TextPiece> share = shares.get(r);
      if (!share.isEmpty()) {
        lines += lineEnds[r];
        within = share.get(share.size() - 1).from() > 0;
      }
    }
    return lines;
  }

  private void piece(TextPiece piece) {
    lineEnds = 0;
    if (piece.isPart() || TextShares.isInUnits(piece, utf8)) {
      units(piece);
      return;
    }
    for (int f = 0; f < piece.files().size(); f++) {
      TextFile file = piece.files().get(f);
      try (InputStream in = Files.newInputStream(file.path())) {
        begin(file, piece.number() + f, 0);
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          sha256.update(buffer, 0, read);
        }
        end();
      } catch (IOException e) {
        throw TextBytes.failure(file.path(), e);
      }
    }
  }

  private void units(TextPiece piece) {
    TextFile file = piece.file();
    try (InputStream in = TextBytes.open(file.path(), StandardCharsets.UTF_8)) {
      in.skipNBytes(piece.from());
      for (long at = piece.from(); at < piece.to(); at += TextShares.UNIT) {
        int size = in.readNBytes(buffer, 0, TextShares.UNIT);
        if (size == 0) {
          break;
        }
        begin(file, piece.number(), at / TextShares.UNIT);
        sha256.update(buffer, 0, size);
        end();
        for (int i = 0; i < size; i++) {
          lineEnds += buffer[i] == '\n' ? 1 : 0;
        }
      }
    } catch (IOException e) {
      throw TextBytes.failure(file.path(), e);
    }
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

  /**
   * Whether all ranks, perhaps on several hosts, have found the same files.
   *
   * @throws LdaException (65) if not
   */
  static void compare(List<TextFile> files, long[] sizes, Together ranks) {
    TextLook list = new TextLook(true);
    for (int f = 0; f < sizes.length; f++) {
      String entry = files.get(f).name() + "\0" + files.get(f).kind() + "\0" + sizes[f] + "\0";
      list.sha256.update(entry.getBytes(StandardCharsets.UTF_8));
    }
    byte[][] lists = ranks.all(list.sha256.digest());
    for (int r = 1; r < lists.length; r++) {
      if (!Arrays.equals(lists[r], lists[0])) {
        throw LdaException.badInput(
            files.get(0).path()
                + ": found other files or sizes on rank "
                + r
                + " than on rank 0, expected the same text on all hosts");
      }
    }
  }
}
