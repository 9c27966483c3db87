package mpjlda.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** A file of lines, as batches of whole lines in UTF-8. */
final class LineFeed implements BatchFeed.FileFeed {
  private static final int BATCH_BYTES = 1 << 20;

  /** A file without line ends must not fill the heap. */
  static final int LONGEST_LINE = 1 << 28;

  private final TextFile file;
  private final TextSource source;
  private final InputStream in;
  private byte[] rest = {};
  private long line = 1;
  private boolean drained;

  LineFeed(TextFile file, TextSource source, Charset encoding) throws IOException {
    this.file = file;
    this.source = source;
    InputStream bytes = TextBytes.open(file.path(), encoding);
    // Only bytes that are UTF-8 can be cut at line ends and are decoded by the batch's thread.
    this.in =
        encoding.equals(StandardCharsets.UTF_8)
            ? bytes
            : new TranscodedBytes(new StrictReader(encoding), bytes);
  }

  @Override
  public Optional<Batch> next() throws IOException {
    byte[] bytes = Arrays.copyOf(rest, Math.max(BATCH_BYTES, 2 * rest.length));
    int size = rest.length;
    int end = 0;
    while (end == 0 && !drained) {
      if (size == bytes.length) {
        if (size >= LONGEST_LINE) {
          throw new MalformedText(
              line,
              "found a line of more than "
                  + (LONGEST_LINE >> 20)
                  + " MiB, expected shorter ones; if a file is a document, add --text-format"
                  + " files");
        }
        bytes = Arrays.copyOf(bytes, 2 * size);
      }
      int searched = size;
      int read = in.readNBytes(bytes, size, bytes.length - size);
      drained = read < bytes.length - size;
      size += read;
      end = endOfLastLine(bytes, searched, size);
    }
    if (drained) {
      end = size;
    }
    rest = Arrays.copyOfRange(bytes, end, size);
    if (end == 0) {
      return Optional.empty();
    }
    LineBatch batch = new LineBatch(file, source, new LineBatch.Lines(bytes, end, line));
    line += lineEnds(bytes, end);
    return Optional.of(batch);
  }

  private static int endOfLastLine(byte[] bytes, int from, int to) {
    for (int i = to; i > from; i--) {
      if (bytes[i - 1] == '\n') {
        return i;
      }
    }
    return 0;
  }

  private static long lineEnds(byte[] bytes, int to) {
    long ends = 0;
    for (int i = 0; i < to; i++) {
      if (bytes[i] == '\n') {
        ends++;
      }
    }
    return ends;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
