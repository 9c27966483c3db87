package mpjlda.data.text;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * A file of lines as batches of whole lines in UTF-8. A batch has the lines that begin in the same
 * {@value #UNIT} bytes, counted without a byte order mark.
 */
final class LineFeed implements BatchFeed.FileFeed {
  /** A file without line ends must not fill the heap. */
  static final int LONGEST_LINE = 1 << 28;

  private static final int UNIT = 1 << 18;
  private static final int STEP = 1 << 14;

  private final TextFile file;
  private final TextSource source;
  private final InputStream in;
  private byte[] rest = {};

  /** Offset of the next line. */
  private long position;

  private long line = 1;
  private boolean drained;

  LineFeed(TextFile file, TextSource source) throws IOException {
    this.file = file;
    this.source = source;
    InputStream bytes = TextBytes.open(file.path(), source.charset());
    // Only bytes that are UTF-8 can be cut at line ends and are decoded by the batch's thread.
    this.in =
        source.isUtf8() ? bytes : new TranscodedBytes(new StrictReader(source.charset()), bytes);
  }

  @Override
  public Optional<Batch> next() throws IOException {
    long limit = (position / UNIT + 1) * UNIT;
    // A line end from here on ends the last line that begins before the limit.
    int last = (int) (limit - 1 - position);
    byte[] bytes = Arrays.copyOf(rest, Math.max(last + 1 + STEP, rest.length));
    int size = rest.length;
    int end = pastLineEnd(bytes, last, size, drained);
    while (end == 0 && !drained) {
      // A carriage return at the end is looked at again: a line feed may follow.
      int searched = Math.max(last, size - 1);
      checkLine(bytes, last, size);
      int wanted = Math.max(last + 1, size + STEP);
      if (wanted > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(wanted, 2 * size));
      }
      int read = in.readNBytes(bytes, size, wanted - size);
      drained = read < wanted - size;
      size += read;
      end = pastLineEnd(bytes, searched, size, drained);
    }
    if (end == 0) {
      end = size;
    }
    rest = Arrays.copyOfRange(bytes, end, size);
    if (end == 0) {
      return Optional.empty();
    }
    LineBatch batch = new LineBatch(file, source, new LineBatch.Lines(bytes, end, line));
    line += LineEnds.count(bytes, end);
    position += end;
    return Optional.of(batch);
  }

  /** The index after the first line end from {@code from} on; 0 if there is none. */
  private static int pastLineEnd(byte[] bytes, int from, int to, boolean all) {
    int end = LineEnds.next(bytes, from, to);
    boolean known = end < to && (bytes[end] == '\n' || end + 1 < to || all);
    return known ? LineEnds.past(bytes, end, to) : 0;
  }

  /** Refuses a last line, which has not come to its end yet, that is too long. */
  private void checkLine(byte[] bytes, int last, int size) throws MalformedTextException {
    if (size < LONGEST_LINE) {
      return;
    }
    int start = last;
    while (start > 0 && !LineEnds.isEnd(bytes[start - 1])) {
      start--;
    }
    if (size - start >= LONGEST_LINE) {
      throw new MalformedTextException(
          line + LineEnds.count(bytes, start),
          "found a line of more than "
              + (LONGEST_LINE >> 20)
              + " MiB, expected shorter ones; if a file is a document, add --text-format files");
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
