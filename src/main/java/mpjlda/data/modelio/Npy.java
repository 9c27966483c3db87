package mpjlda.data.modelio;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import mpjlda.core.errors.LdaException;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.data.io.AtomicFile;
import mpjlda.data.io.FileSystemCalls;
import mpjlda.data.io.IoFailure;

/**
 * numpy's {@code .npy} arrays: writes little-endian float64 in C order; reads float64 and float32
 * of either byte order, in C or Fortran order.
 *
 * <p>The program keeps V × K matrices word by word, numpy users expect (K, V). The transposition
 * happens on the way, one block of words at a time: each block gives one contiguous run per topic,
 * so neither a second copy of the matrix nor a seek per entry is needed.
 *
 * <p>Failures to read are {@link LdaException}s (65) with file, found and expected; failures to
 * write are those of {@link AtomicFile}.
 */
public final class Npy {
  /** Bytes that go to or come from the file at once. */
  private static final int BUFFER_BYTES = 1 << 20;

  private Npy() {}

  /** Writes {@code vector} as an array of shape (length,). */
  public static void writeVector(Path path, double[] vector) {
    AtomicFile.write(
        path,
        out -> {
          long position = writeHeader(out, vector.length);
          writeRun(out, position, new Run(vector, 0, 1, vector.length), newBuffer());
        });
  }

  /**
   * Writes the transpose.
   *
   * @param wordMajor (V × K)
   */
  public static void writeTransposed(Path path, BlockedDoubleMatrix wordMajor) {
    RowLayout layout = wordMajor.layout();
    AtomicFile.write(
        path,
        out -> {
          long start = writeHeader(out, layout.columns(), layout.rows());
          ByteBuffer buffer = newBuffer();
          for (int b = 0; b < layout.blocks(); b++) {
            for (int k = 0; k < layout.columns(); k++) {
              long entry = (long) k * layout.rows() + layout.firstRow(b);
              Run run = new Run(wordMajor.block(b), k, layout.columns(), layout.rowsIn(b));
              writeRun(out, start + entry * Double.BYTES, run, buffer);
            }
          }
        });
  }

  /**
   * Writes a matrix as it lies.
   *
   * @param rows (R × C), written as shape (R, C)
   */
  public static void writeRows(Path path, BlockedDoubleMatrix rows) {
    RowLayout layout = rows.layout();
    AtomicFile.write(
        path,
        out -> {
          long position = writeHeader(out, layout.rows(), layout.columns());
          ByteBuffer buffer = newBuffer();
          for (int b = 0; b < layout.blocks(); b++) {
            Run run = new Run(rows.block(b), 0, 1, layout.entriesIn(b));
            writeRun(out, position, run, buffer);
            position += (long) layout.entriesIn(b) * Double.BYTES;
          }
        });
  }

  /** Reads the header and checks the length of the file against it. */
  public static NpyHeader readHeader(Path path) {
    return withChannel(path, (channel, header) -> header);
  }

  /**
   * Reads an array of shape (length,).
   *
   * @param length the expected number of entries
   */
  public static double[] readVector(Path path, int length) {
    return withChannel(
        path,
        (channel, header) -> {
          checkShape(path, header, List.of((long) length));
          double[] vector = new double[length];
          readRun(channel, header, 0, new Run(vector, 0, 1, length), newBuffer());
          return vector;
        });
  }

  /**
   * Reads an array of shape (topics, words) and transposes it.
   *
   * @return (words × topics)
   */
  public static BlockedDoubleMatrix readTransposed(Path path, int topics, int words) {
    return withChannel(
        path,
        (channel, header) -> {
          checkShape(path, header, List.of((long) topics, (long) words));
          BlockedDoubleMatrix wordMajor = new BlockedDoubleMatrix(RowLayout.of(words, topics));
          if (header.fortranOrder()) {
            readStraight(channel, header, wordMajor);
          } else {
            readAcross(channel, header, wordMajor);
          }
          return wordMajor;
        });
  }

  /** Receives the numbers of a file in the order in which they lie there. */
  @FunctionalInterface
  public interface Visitor {
    void visit(double value);
  }

  /** Shows every number of a file of any shape to {@code visitor}; holds no more than a buffer. */
  public static NpyHeader scan(Path path, Visitor visitor) {
    return withChannel(
        path,
        (channel, header) -> {
          double[] chunk = new double[BUFFER_BYTES / Double.BYTES];
          ByteBuffer buffer = newBuffer();
          long entries = header.entries();
          for (long first = 0; first < entries; first += chunk.length) {
            int count = (int) Math.min(chunk.length, entries - first);
            readRun(channel, header, first, new Run(chunk, 0, 1, count), buffer);
            for (int i = 0; i < count; i++) {
              visitor.visit(chunk[i]);
            }
          }
          return header;
        });
  }

  /** {@code count} entries of an array, {@code stride} apart. */
  @SuppressWarnings("ArrayRecordComponent") // a view of the array, not a value
  private record Run(double[] array, int offset, int stride, int count) {}

  @FunctionalInterface
  private interface Reading<T> {
    T from(FileChannel channel, NpyHeader header) throws IOException;
  }

  private static <T> T withChannel(Path path, Reading<T> reading) {
    IoFailure.refuseSpecial(path);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return reading.from(channel, NpyHeader.read(path, channel));
    } catch (IOException e) {
      throw IoFailure.reading(path, e);
    }
  }

  private static void checkShape(Path path, NpyHeader header, List<Long> expected) {
    if (!header.shape().equals(expected)) {
      NpyHeader wanted = new NpyHeader(expected, false, 8, ByteOrder.LITTLE_ENDIAN, 0);
      String what =
          header.shape().size() == expected.size()
              ? "shape " + header.shapeText()
              : header.shape().size() + " dimensions, shape " + header.shapeText() + ",";
      throw LdaException.badInput(
          path + ": " + what + " found, " + wanted.shapeText() + " expected.");
    }
  }

  private static ByteBuffer newBuffer() {
    return ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static long writeHeader(FileSystemCalls.Output out, long... shape) throws IOException {
    byte[] header = NpyHeader.encode(shape);
    out.write(0, ByteBuffer.wrap(header));
    return header.length;
  }

  private static void writeRun(
      FileSystemCalls.Output out, long position, Run run, ByteBuffer buffer) throws IOException {
    int perBuffer = BUFFER_BYTES / Double.BYTES;
    int from = run.offset();
    for (int done = 0; done < run.count(); done += perBuffer) {
      int count = Math.min(perBuffer, run.count() - done);
      buffer.clear();
      for (int i = 0; i < count; i++, from += run.stride()) {
        buffer.putDouble(run.array()[from]);
      }
      out.write(position + (long) done * Double.BYTES, buffer.flip());
    }
  }

  /** The file holds word after word already. */
  private static void readStraight(FileChannel channel, NpyHeader header, BlockedDoubleMatrix rows)
      throws IOException {
    RowLayout layout = rows.layout();
    ByteBuffer buffer = newBuffer();
    for (int b = 0; b < layout.blocks(); b++) {
      long entry = (long) layout.firstRow(b) * layout.columns();
      readRun(channel, header, entry, new Run(rows.block(b), 0, 1, layout.entriesIn(b)), buffer);
    }
  }

  /** The file holds topic after topic. */
  private static void readAcross(FileChannel channel, NpyHeader header, BlockedDoubleMatrix rows)
      throws IOException {
    RowLayout layout = rows.layout();
    ByteBuffer buffer = newBuffer();
    for (int b = 0; b < layout.blocks(); b++) {
      for (int k = 0; k < layout.columns(); k++) {
        long entry = (long) k * layout.rows() + layout.firstRow(b);
        Run run = new Run(rows.block(b), k, layout.columns(), layout.rowsIn(b));
        readRun(channel, header, entry, run, buffer);
      }
    }
  }

  private static void readRun(
      FileChannel channel, NpyHeader header, long firstEntry, Run run, ByteBuffer buffer)
      throws IOException {
    int itemBytes = header.itemBytes();
    int perBuffer = BUFFER_BYTES / itemBytes;
    buffer.order(header.byteOrder());
    int to = run.offset();
    for (int done = 0; done < run.count(); done += perBuffer) {
      int count = Math.min(perBuffer, run.count() - done);
      buffer.clear().limit(count * itemBytes);
      readFully(channel, header.dataOffset() + (firstEntry + done) * itemBytes, buffer);
      for (int i = 0; i < count; i++, to += run.stride()) {
        run.array()[to] = itemBytes == 8 ? buffer.getDouble() : buffer.getFloat();
      }
    }
  }

  private static void readFully(FileChannel channel, long position, ByteBuffer bytes)
      throws IOException {
    long next = position;
    while (bytes.hasRemaining()) {
      int read = channel.read(bytes, next);
      if (read < 0) {
        throw new EOFException("the file became shorter while it was read");
      }
      next += read;
    }
    bytes.flip();
  }
}
