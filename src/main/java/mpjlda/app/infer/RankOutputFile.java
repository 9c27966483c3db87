package mpjlda.app.infer;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.AtomicFile;
import mpjlda.data.io.IoFailure;

/**
 * One rank's part of a file that all ranks write. When all parts are there, rank 0 puts them
 * together, so that the file is complete or missing.
 */
final class RankOutputFile implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path path;
  private final OutputStream out;
  private long bytes;

  private RankOutputFile(Path path, OutputStream out) {
    this.path = path;
    this.out = out;
  }

  /**
   * Begins a rank's part of {@code target}.
   *
   * @throws LdaException (70) if it cannot be written
   */
  static RankOutputFile create(Path target, int rank) {
    Path path = pathOf(target, rank);
    Path folder = target.toAbsolutePath().getParent();
    if (folder != null) {
      AtomicFile.createFolders(folder);
    }
    try {
      return new RankOutputFile(
          path, new BufferedOutputStream(Files.newOutputStream(path), BUFFER_BYTES));
    } catch (IOException e) {
      throw IoFailure.writing(path, e);
    }
  }

  private static Path pathOf(Path target, int rank) {
    return target.resolveSibling(
        String.format(Locale.ROOT, ".%s.part-%04d.tmp", target.getFileName(), rank));
  }

  void write(byte[] content, int length) {
    try {
      out.write(content, 0, length);
      bytes += length;
    } catch (IOException e) {
      throw IoFailure.writing(path, e);
    }
  }

  /** Bytes written so far. */
  long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw IoFailure.writing(path, e);
    }
  }

  /**
   * Makes the file of its parts, which must all be closed, and removes them.
   *
   * @param header comes first
   * @param sizes (ranks) bytes of each part
   * @throws LdaException (70) if the file cannot be written or a part is not to be seen from here
   */
  static void assemble(Path target, byte[] header, long[] sizes) {
    for (int r = 0; r < sizes.length; r++) {
      checkPart(pathOf(target, r), r, sizes[r]);
    }
    AtomicFile.writeStream(
        target,
        out -> {
          out.write(header);
          for (int r = 0; r < sizes.length; r++) {
            Files.copy(pathOf(target, r), out);
          }
        });
    for (int r = 0; r < sizes.length; r++) {
      AtomicFile.remove(pathOf(target, r));
    }
  }

  private static void checkPart(Path part, int rank, long expected) {
    long found;
    try {
      found = Files.size(part);
    } catch (IOException e) {
      found = -1;
    }
    if (found != expected) {
      throw LdaException.failed(
          part
              + ": found "
              + (found < 0 ? "no such file" : found + " bytes")
              + ", expected the "
              + expected
              + " bytes that rank "
              + rank
              + " wrote. Choose an --output in a folder that all hosts share.");
    }
  }
}
