package mpjlda.data.modelio;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.AtomicFile;
import mpjlda.data.io.IoFailure;
import mpjlda.data.io.Json;
import mpjlda.data.io.JsonFields;

/**
 * Appends to {@code metrics.jsonl}, one JSON object a line, each handed to the operating system
 * before {@link #append} returns, so that other programs can follow a run.
 */
public final class MetricsLog implements AutoCloseable {
  /** True in the first iteration after a start from a checkpoint, absent elsewhere. */
  public static final String RESUMED = "resumed";

  private final Path path;
  private final FileChannel out;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private boolean marksNext;
  private long goodLength;

  private MetricsLog(Path path, FileChannel out, boolean marksNext) throws IOException {
    this.path = path;
    this.out = out;
    this.marksNext = marksNext;
    this.goodLength = out.size();
  }

  /**
   * The content of a log.
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
    return open(path, false);
  }

  /**
   * Continues the log of a run that is resumed after {@code lastIteration}: later lines and a torn
   * one are dropped, as those iterations are done again, and so are damaged ones. Starts a log if
   * there is none. The next line to be appended is marked by {@value #RESUMED}.
   *
   * @param warning gets a sentence if lines of earlier iterations are missing
   * @throws LdaException (65) if the log cannot be read, (70) if it cannot be written
   */
  public static MetricsLog resume(Path path, int lastIteration, Consumer<String> warning) {
    StringBuilder kept = new StringBuilder();
    BitSet done = new BitSet();
    String damage = "";
    int number = 0;
    // As they are: a line may have members that are not among the metrics.
    for (String line : Files.exists(path) ? text(path).split("\n", -1) : new String[0]) {
      number++;
      try {
        int iteration =
            IterationMetrics.from(JsonFields.parse(path.toString(), number, line)).iteration();
        if (iteration <= lastIteration) {
          kept.append(line).append('\n');
          done.set(iteration);
        }
      } catch (LdaException e) {
        damage = damage.isEmpty() && !line.isEmpty() ? " (" + e.getMessage() + ")" : damage;
      }
    }
    done.clear(0);
    if (done.cardinality() < lastIteration) {
      warning.accept(
          path
              + (number == 0 ? " is not there" : " is damaged or incomplete" + damage)
              + ": it has no lines of "
              + (lastIteration - done.cardinality())
              + " of the "
              + lastIteration
              + " iterations so far. The run continues from its checkpoint, which is good.");
    }
    AtomicFile.writeText(path, kept.toString());
    return open(path, true);
  }

  /**
   * Reads a log, which may still be written to.
   *
   * @throws LdaException (65) with {@code file:line} if a line other than a torn last one is no
   *     metrics
   */
  public static History read(Path path) {
    return parse(path, text(path));
  }

  private static History parse(Path path, String text) {
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
   * Appends a line, and those before that could not be written.
   *
   * @throws LdaException (70) if they cannot be written; they are kept, to be written with the next
   *     one, and what a failed write left of them is replaced
   */
  public void append(IterationMetrics metrics) {
    Map<String, Object> members = metrics.toMap();
    if (marksNext) {
      members.put(RESUMED, true);
    }
    marksNext = false;
    pending.writeBytes((Json.line(members) + "\n").getBytes(StandardCharsets.UTF_8));
    flush();
  }

  /**
   * Writes what could not be written before.
   *
   * @throws LdaException (70) if it cannot be written now
   */
  public void flush() {
    if (pending.size() == 0) {
      return;
    }
    ByteBuffer bytes = ByteBuffer.wrap(pending.toByteArray());
    try {
      out.truncate(goodLength);
      // One write for whole lines, so that a reader sees none of them or all.
      while (bytes.hasRemaining()) {
        out.write(bytes, goodLength + bytes.position());
      }
      goodLength += bytes.limit();
      pending.reset();
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

  private static MetricsLog open(Path path, boolean resumed) {
    try {
      return new MetricsLog(path, FileChannel.open(path, StandardOpenOption.WRITE), resumed);
    } catch (IOException e) {
      throw IoFailure.writing(path, e);
    }
  }

  private static String text(Path path) {
    try {
      return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw IoFailure.reading(path, e);
    }
  }
}
