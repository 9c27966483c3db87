package mpjlda.data.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts text into a share for each rank, of about equal bytes, in the order of the text.
 *
 * <p>Plain files of lines or records in UTF-8 are cut anywhere between these. Nobody can tell where
 * in a compressed file, or one in another encoding, a line begins: such files go to a rank as a
 * whole, and so does a batch of small ones. What is read in one piece does not depend on the number
 * of ranks, so neither do the faults that are found together; of records only the first fault is
 * told.
 */
final class TextShares {
  /**
   * Files are cut at the first line or record that begins in or after a multiple of so many bytes.
   */
  static final int UNIT = 1 << 18;

  private static final int MOST_FILES = 64;
  private static final long BATCH_BYTES = 1 << 20;

  private final boolean utf8;
  private final List<TextPiece> pieces = new ArrayList<>();
  private final List<List<TextPiece>> shares = new ArrayList<>();
  private long all;

  private TextShares(boolean utf8) {
    this.utf8 = utf8;
  }

  /**
   * Cuts it.
   *
   * @param utf8 whether that is its encoding
   * @param sizes (files) bytes of each on disk
   * @return by rank
   */
  static List<List<TextPiece>> cut(List<TextFile> files, long[] sizes, boolean utf8, int ranks) {
    TextShares cut = new TextShares(utf8);
    cut.collect(files, sizes);
    cut.deal(ranks);
    return cut.shares;
  }

  /** Bytes of each file; 0 of one that is not there, as will be told when it is read. */
  static long[] sizes(List<TextFile> files) {
    return files.stream().mapToLong(file -> file.path().toFile().length()).toArray();
  }

  private void collect(List<TextFile> files, long[] sizes) {
    for (int f = 0; f < sizes.length; ) {
      int first = f;
      long bytes = sizes[f++];
      if (files.get(first).kind() == TextKind.FILES) {
        while (f < sizes.length
            && files.get(f).kind() == TextKind.FILES
            && f - first < MOST_FILES
            && bytes < BATCH_BYTES) {
          bytes += sizes[f++];
        }
      }
      pieces.add(TextPiece.whole(first, List.copyOf(files.subList(first, f)), bytes));
      all += bytes;
    }
  }

  private void deal(int ranks) {
    for (int r = 0; r < ranks; r++) {
      shares.add(new ArrayList<>());
    }
    long before = 0;
    for (TextPiece piece : pieces) {
      if (ranks > 1 && isCut(piece)) {
        dealUnits(piece, before);
      } else {
        shares.get(rankOf(before + piece.bytes() / 2)).add(piece);
      }
      before += piece.bytes();
    }
  }

  private void dealUnits(TextPiece piece, long before) {
    long start = 0;
    int owner = rankOf(before + UNIT / 2);
    for (long end = UNIT; end < piece.bytes(); end += UNIT) {
      int next = rankOf(before + Math.min(end + UNIT / 2, piece.bytes()));
      if (next != owner) {
        shares.get(owner).add(part(piece, start, end));
        start = end;
        owner = next;
      }
    }
    shares.get(owner).add(part(piece, start, TextPiece.END));
  }

  private static TextPiece part(TextPiece piece, long from, long to) {
    long bytes = Math.min(to, piece.bytes()) - from;
    return new TextPiece(piece.number(), piece.files(), bytes, from, to);
  }

  /** Who reads what lies around that byte of all text. */
  private int rankOf(long middle) {
    int ranks = shares.size();
    return all == 0 ? 0 : (int) Math.min(ranks - 1, (double) middle / all * ranks);
  }

  private boolean isCut(TextPiece piece) {
    return isInUnits(piece, utf8);
  }

  /** Whether a file may be cut, for any number of ranks; else it is read as a whole. */
  static boolean isInUnits(TextPiece piece, boolean utf8) {
    return utf8 && piece.bytes() > UNIT && !piece.documents() && !isCompressed(piece.file().path());
  }

  private static boolean isCompressed(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return TextBytes.isGzip(in);
    } catch (IOException e) {
      // Whoever reads the file will tell.
      return true;
    }
  }
}
