package mpjlda.data.text;

import java.util.List;

/**
 * What one rank reads of a file, or of several small ones, each of which is a document.
 *
 * @param number of the first file among all, from 0
 * @param files one, unless they are documents
 * @param bytes of all of it on disk
 * @param from the lines or records that begin in the bytes from here on; 0 also where a file is not
 *     read by these. Bytes are counted from 0 and without a byte order mark
 * @param to and before here; {@link #END}: up to the file's end
 */
record TextPiece(int number, List<TextFile> files, long bytes, long from, long to) {
  static final long END = Long.MAX_VALUE;

  static TextPiece whole(int number, List<TextFile> files, long bytes) {
    return new TextPiece(number, files, bytes, 0, END);
  }

  /** Whether these are records, in which a line end may stand between quotation marks. */
  boolean records() {
    return file().kind() == TextKind.CSV || file().kind() == TextKind.TSV;
  }

  /** The first one. */
  TextFile file() {
    return files.get(0);
  }

  /** Whether other ranks read the rest of the file. */
  boolean isPart() {
    return from > 0 || to < END;
  }

  boolean documents() {
    return file().kind() == TextKind.FILES;
  }
}
