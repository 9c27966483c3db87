package mpjlda.text;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mpjlda.errors.LdaException;

/** Cuts text files into batches, and hands them out, in order, to any number of threads. */
final class BatchFeed implements AutoCloseable {
  private static final int MOST_FILES = 64;
  private static final long FILE_BATCH_BYTES = 1 << 20;

  /** A file that is read from its beginning to its end. */
  interface FileFeed extends AutoCloseable {
    /**
     * The next documents; empty at the end of the file.
     *
     * @throws IOException also {@link MalformedText}
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

  private final List<TextFile> files;
  private final TextSource source;
  private final Charset encoding;
  private Optional<FileFeed> open = Optional.empty();
  private int nextFile;
  private int nextBatch;
  private boolean stopped;

  BatchFeed(List<TextFile> files, TextSource source) {
    this.files = files;
    this.source = source;
    this.encoding = source.encoding().orElse(StandardCharsets.UTF_8);
  }

  /**
   * The next batch; empty after the last, and after {@link #stop}. A file that cannot be read is a
   * batch with a fault.
   */
  synchronized Optional<Numbered> next() {
    while (!stopped && (open.isPresent() || nextFile < files.size())) {
      if (open.isEmpty() && files.get(nextFile).kind() == TextKind.FILES) {
        return Optional.of(new Numbered(nextBatch++, wholeFiles()));
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

  private Batch wholeFiles() {
    List<TextFile> some = new ArrayList<>();
    long bytes = 0;
    while (nextFile < files.size()
        && files.get(nextFile).kind() == TextKind.FILES
        && some.size() < MOST_FILES
        && bytes < FILE_BATCH_BYTES) {
      TextFile file = files.get(nextFile++);
      some.add(file);
      bytes += file.path().toFile().length();
    }
    return new FileBatch(some, encoding, source.html(), bytes);
  }

  private Optional<Batch> nextOfFile() {
    TextFile file = files.get(open.isPresent() ? nextFile - 1 : nextFile++);
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

  private FileFeed open(TextFile file) throws IOException {
    boolean records = file.kind() == TextKind.CSV || file.kind() == TextKind.TSV;
    return records ? new RecordFeed(file, source, encoding) : new LineFeed(file, source, encoding);
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
