package mpjlda.data.text;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import mpjlda.core.errors.LdaException;

/**
 * Cuts a share of the text into batches, and hands them out, in order, to any number of threads.
 */
final class BatchFeed implements AutoCloseable {
  /** A file that is read from its beginning to its end. */
  interface FileFeed extends AutoCloseable {
    /**
     * The next documents; empty at the end of the file.
     *
     * @throws IOException also {@link MalformedTextException}
     */
    Optional<Batch> next() throws IOException;

    @Override
    void close() throws IOException;
  }

  /**
   * A batch and its place among all.
   *
   * @param number from 0
   */
  record Numbered(int number, Batch batch) {}

  private final List<TextPiece> pieces;
  private final TextScan.Cut cut;
  private final TextSource source;
  private final Charset encoding;
  private Optional<FileFeed> open = Optional.empty();
  private int nextPiece;
  private int nextBatch;
  private boolean stopped;

  /**
   * @param cut where the first piece begins, and the last one ends
   */
  BatchFeed(List<TextPiece> pieces, TextScan.Cut cut, TextSource source) {
    this.pieces = pieces;
    this.cut = cut;
    this.source = source;
    this.encoding = source.charset();
  }

  /**
   * The next batch; empty after the last, and after {@link #stop}. A file that cannot be read is a
   * batch with a fault.
   */
  synchronized Optional<Numbered> next() {
    while (!stopped && (open.isPresent() || nextPiece < pieces.size())) {
      if (open.isEmpty() && pieces.get(nextPiece).documents()) {
        TextPiece files = pieces.get(nextPiece++);
        return Optional.of(
            new Numbered(
                nextBatch++, new FileBatch(files.files(), encoding, source.html(), files.bytes())));
      }
      Optional<Batch> batch = nextOfFile();
      if (batch.isPresent()) {
        return Optional.of(new Numbered(nextBatch++, batch.get()));
      }
    }
    return Optional.empty();
  }

  /** No more batches are handed out. */
  synchronized void stop() {
    stopped = true;
  }

  private Optional<Batch> nextOfFile() {
    TextPiece piece = pieces.get(open.isPresent() ? nextPiece - 1 : nextPiece++);
    try {
      FileFeed feed = open.isPresent() ? open.get() : open(piece);
      open = Optional.of(feed);
      Optional<Batch> batch = feed.next();
      if (batch.isEmpty()) {
        feed.close();
        open = Optional.empty();
      }
      return batch;
    } catch (IOException e) {
      stopped = true;
      return Optional.of(new FaultyBatch(TextBytes.failure(piece.file().path(), e)));
    }
  }

  /** What stands for a part of a file that cannot be read. */
  private record FaultyBatch(LdaException failure) implements Batch {
    @Override
    public long bytes() {
      return 0;
    }

    @Override
    public void read(DocumentVisitor visitor) {
      visitor.fault(String.valueOf(failure.getMessage()));
    }
  }

  private FileFeed open(TextPiece piece) throws IOException {
    if (!piece.records()) {
      return new LineFeed(piece, cut.linesBefore(piece), source);
    }
    return piece.isPart()
        ? new RecordPartFeed(piece, cut, source)
        : new RecordFeed(piece.file(), source);
  }

  @Override
  public synchronized void close() {
    try {
      if (open.isPresent()) {
        open.get().close();
      }
    } catch (IOException ignored) {
      // It was only read, and is not read any more.
    }
  }
}
