package mpjlda.cluster.launch.supervisor;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.IoFailure;
import org.jspecify.annotations.Nullable;

/**
 * The log file of a rank, kept by the supervisor: each line with its ISO 8601 time, written through
 * at once. Lines are appended, so that the runs before stay readable. A log that cannot be written
 * is reported once and does not end the run.
 */
final class RankLog implements AutoCloseable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx");

  private final @Nullable Path file;
  private final Consumer<String> warn;
  private @Nullable BufferedWriter writer;

  private RankLog(@Nullable Path file, @Nullable BufferedWriter writer, Consumer<String> warn) {
    this.file = file;
    this.writer = writer;
    this.warn = warn;
  }

  /**
   * @param directory null for no log
   * @param warn told once if writing fails later
   * @throws LdaException with UNAVAILABLE if the file cannot be opened
   */
  static RankLog open(@Nullable Path directory, int rank, Consumer<String> warn) {
    if (directory == null) {
      return new RankLog(null, null, warn);
    }
    Path file = directory.resolve("rank-%04d.log".formatted(rank));
    try {
      Files.createDirectories(directory);
      requirePlain(file);
      return new RankLog(
          file,
          Files.newBufferedWriter(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND,
              LinkOption.NOFOLLOW_LINKS),
          warn);
    } catch (IOException e) {
      throw LdaException.failed(
          file
              + ": cannot be written ("
              + IoFailure.reason(e)
              + "). Choose another --output, or another folder for logs with --rank-logs.");
    }
  }

  /** A link could lead to any file of this user, and a pipe could stop the run. */
  private static void requirePlain(Path file) {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw LdaException.failed(
          file
              + ": found a link, a folder or a device, expected a plain file or a free name. Remove"
              + " it, or choose another folder for logs with --rank-logs.");
    }
  }

  /** Null if no log is kept. */
  @Nullable Path file() {
    return file;
  }

  /** One or more lines. */
  synchronized void write(String text) {
    BufferedWriter out = writer;
    if (out == null) {
      return;
    }
    String time = OffsetDateTime.now(ZoneId.systemDefault()).format(TIME);
    try {
      for (String line : text.lines().toList()) {
        out.write(time);
        out.write(' ');
        out.write(line);
        out.newLine();
      }
      out.flush();
    } catch (IOException e) {
      writer = null;
      warn.accept(
          file
              + ": cannot be written any more ("
              + IoFailure.reason(e)
              + "); the run continues without it.");
    }
  }

  @Override
  public synchronized void close() {
    BufferedWriter out = writer;
    writer = null;
    if (out != null) {
      try {
        out.close();
      } catch (IOException e) {
        warn.accept(file + ": cannot be written (" + IoFailure.reason(e) + ").");
      }
    }
  }
}
