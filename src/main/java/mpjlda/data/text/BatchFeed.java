package mpjlda.data.text;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import mpjlda.core.errors.LdaException;

/** Cuts the text into batches, and hands them out, in order, to any number of threads. */
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

  private final List<FileGroup> groups;
  private final TextSource source;
  private final Charset encoding;
  private Optional<FileFeed> open = Optional.empty();
  private int nextGroup;
  private int nextBatch;
  private boolean stopped;

  BatchFeed(List<FileGroup> groups, TextSource source) {
    this.groups = groups;
    this.source = source;
    this.encoding = source.charset();
  }

  /**
   * The next batch; empty after the last, and after {@link #stop}. A file that cannot be read is a
   * batch with a fault.
   */
  synchronized Optional<Numbered> next() {
    while (!stopped && (open.isPresent() || nextGroup < groups.size())) {
      if (open.isEmpty() && groups.get(nextGroup).documents()) {
        FileGroup files = groups.get(nextGroup++);
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
    TextFile file = groups.get(open.isPresent() ? nextGroup - 1 : nextGroup++).file();
    try {
      FileFeed feed = open.isPresent() ? open.get() : open(file);
      open = Optional.of(feed);
      Optional<Batch> batch = feed.next();
      if (batch.isEmpty()) {
        feed.close();
        open = Optional.empty();
      }
      return batch;
    } catch (IOException e) {
      stopped = true;
      return Optional.of(new FaultyBatch(TextBytes.failure(file.path(), e)));
    }
  }

  /** A batch for a part of a file that cannot be read. */
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

  private FileFeed open(TextFile file) throws IOException {
    return switch (file.kind()) {
      case CSV, TSV -> new RecordFeed(file, source);
      case JSONL ->
          JsonFeed.isOf(file, source) ? new JsonFeed(file, source) : new LineFeed(file, source);
      default -> new LineFeed(file, source);
    };
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
