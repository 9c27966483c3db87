package mpjlda.modelio;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import mpjlda.errors.LdaException;

/**
 * Appends to {@code metrics.jsonl}, one JSON object a line, each handed to the operating system
 * before {@link #append} returns, so that other programs can follow a run.
 */
public final class MetricsLog implements AutoCloseable {
  private final Path path;
  private final OutputStream out;

  private MetricsLog(Path path, OutputStream out) {
    this.path = path;
    this.out = out;
  }

  /**
   * What a log holds.
   *
   * @param iterations in the order of the file
   * @param torn whether the last line is cut off, as a killed run leaves it; it is not among {@code
   *     iterations}
   */
  public record History(List<IterationMetrics> iterations, boolean torn) {
    public History {
      iterations = List.copyOf(iterations);
    }
  }

  /**
   * Starts a log, in place of an older one.
   *
   * @throws LdaException (70) if it cannot be written
   */
  public static MetricsLog create(Path path) {
    AtomicFile.writeText(path, "");
    return open(path);
  }

  /**
   * Continues the log of a run that is resumed after {@code lastIteration}: later lines and a torn
   * one are dropped, as those iterations are done again. Starts a log if there is none.
   *
   * @throws LdaException (65) if the log is damaged otherwise, (70) if it cannot be written
   */
  public static MetricsLog resume(Path path, int lastIteration) {
    StringBuilder kept = new StringBuilder();
    if (Files.exists(path)) {
      for (IterationMetrics metrics : read(path).iterations()) {
        if (metrics.iteration() <= lastIteration) {
          kept.append(Json.line(metrics.toMap())).append('\n');
        }
      }
    }
    AtomicFile.writeText(path, kept.toString());
    return open(path);
  }

  /**
   * Reads a log, which may still be written to.
   *
   * @throws LdaException (65) with {@code file:line} if a line other than a torn last one is no
   *     metrics
   */
  public static History read(Path path) {
    String text = new String(readBytes(path), StandardCharsets.UTF_8);
    List<IterationMetrics> iterations = new ArrayList<>();
    int line = 1;
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      boolean cutOff = end < 0;
      String json = text.substring(start, cutOff ? text.length() : end);
      try {
        iterations.add(IterationMetrics.from(JsonFields.parse(path.toString(), line, json)));
      } catch (LdaException e) {
        if (cutOff) {
          return new History(iterations, true);
        }
        throw e;
      }
      start = cutOff ? text.length() : end + 1;
      line++;
    }
    return new History(iterations, false);
  }

  /**
   * Appends a line.
   *
   * @throws LdaException (70) if it cannot be written
   */
  public void append(IterationMetrics metrics) {
    String line = Json.line(metrics.toMap()) + "\n";
    try {
      // One write for the whole line, so that a reader sees none of it or all.
      out.write(line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw IoFailure.writing(path, e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw IoFailure.writing(path, e);
    }
  }

  private static MetricsLog open(Path path) {
    try {
      return new MetricsLog(path, Files.newOutputStream(path, StandardOpenOption.APPEND));
    } catch (IOException e) {
      throw IoFailure.writing(path, e);
    }
  }

  private static byte[] readBytes(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw IoFailure.reading(path, e);
    }
  }
}
