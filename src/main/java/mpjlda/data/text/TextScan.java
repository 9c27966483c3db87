package mpjlda.data.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import mpjlda.core.errors.LdaException;
import mpjlda.core.parallel.CollectiveSteps;
import mpjlda.data.io.Sha256;

/**
 * A first look at a rank's share of the text: a digest that tells whether text is the same as
 * before, the line ends that come before the share, and whether it begins between quotation marks.
 *
 * <p>The digest is the sum, in four words mod 2^64, of the SHA-256 of each file, of large files of
 * lines or records each {@link TextShares#UNIT}, together with the file's number, name and length
 * and the unit's number. So each rank can look at its own share. It detects accidents, not forgery.
 */
final class TextScan {
  /** Of the option that keeps the digest. */
  static final String DIGEST = "text_digest";

  private static final int WORDS = 4;

  private final MessageDigest sha256 = Sha256.start();
  private final long[] sums = new long[WORDS];
  private final byte[] buffer = new byte[TextShares.UNIT];
  private final boolean utf8;
  private final boolean quotes;

  /** Of the last piece. */
  private long lineEnds;

  /** {@link RecordStates.Look#states} of the last piece, if it is records that go on. */
  private long states;

  private TextScan(TextSource source) {
    this.utf8 = source.isUtf8();
    this.quotes = source.fields().quotes();
  }

  /**
   * What was seen.
   *
   * @param digest of all text; 64 hexadecimal digits
   * @param cut where this rank's share begins in a file, and ends in one
   */
  record Seen(String digest, Cut cut) {}

  /**
   * What comes before the ends of a share that lie within files.
   *
   * @param linesBefore line ends before the share in the file that it begins in
   * @param stateBefore of {@link RecordStates} where the share begins, if it is records there
   * @param stateAfter and where it ends
   */
  record Cut(long linesBefore, int stateBefore, int stateAfter) {
    /** Of a share that begins and ends with a file. */
    static final Cut NONE = new Cut(0, RecordStates.RECORD, RecordStates.RECORD);

    /** Line ends before a piece of the share in its file. */
    long linesBefore(TextPiece piece) {
      return piece.from() > 0 ? linesBefore : 0;
    }
  }

  /**
   * Looks; called by all ranks.
   *
   * @param shares of all ranks
   * @throws LdaException (65) if a file cannot be read
   */
  static Seen at(List<List<TextPiece>> shares, TextSource source, CollectiveSteps ranks) {
    TextScan look = new TextScan(source);
    ranks.step(
        () -> {
          shares.get(ranks.rank()).forEach(look::piece);
          return true;
        });
    ranks.sum(look.sums);
    long[] lineEnds = ranks.all(look.lineEnds);
    long[] states = ranks.all(look.states);
    return new Seen(
        LongStream.of(look.sums)
            .mapToObj(word -> String.format("%016x", word))
            .collect(Collectors.joining()),
        cut(shares, lineEnds, states, ranks.rank()));
  }

  /** A share that begins within a file follows ranks whose shares end in that file. */
  private static Cut cut(List<List<TextPiece>> shares, long[] lineEnds, long[] states, int rank) {
    long lines = 0;
    int state = RecordStates.RECORD;
    for (int r = 0; r < rank; r++) {
      List<TextPiece> share = shares.get(r);
      if (!share.isEmpty()) {
        boolean within = share.get(share.size() - 1).from() > 0;
        lines = lineEnds[r] + (within ? lines : 0);
        state = RecordStates.after(states[r], within ? state : RecordStates.RECORD);
      }
    }
    List<TextPiece> own = shares.get(rank);
    if (own.isEmpty()) {
      return Cut.NONE;
    }
    boolean begins = own.get(0).from() > 0;
    boolean same = own.get(own.size() - 1).from() > 0;
    return new Cut(
        begins ? lines : 0,
        begins ? state : RecordStates.RECORD,
        RecordStates.after(states[rank], same ? state : RecordStates.RECORD));
  }

  private void piece(TextPiece piece) {
    lineEnds = 0;
    states = 0;
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
      int before = -1;
      if (piece.from() > 0) {
        in.skipNBytes(piece.from() - 1);
        before = in.read();
      }
      RecordStates.Look records = new RecordStates(file.kind(), quotes).new Look(before);
      for (long at = piece.from(); at < piece.to(); at += TextShares.UNIT) {
        int size = in.readNBytes(buffer, 0, TextShares.UNIT);
        if (size == 0) {
          break;
        }
        begin(file, piece.number(), at / TextShares.UNIT);
        sha256.update(buffer, 0, size);
        end();
        if (!piece.records()) {
          for (int i = 0; i < size; i++) {
            lineEnds += buffer[i] == '\n' ? 1 : 0;
          }
        } else if (piece.to() < TextPiece.END) {
          records.read(buffer, size);
        }
      }
      if (piece.records()) {
        lineEnds = records.lineEnds();
        states = records.states();
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
  static void compare(
      TextSource source, List<TextFile> files, long[] sizes, CollectiveSteps ranks) {
    TextScan list = new TextScan(source);
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
