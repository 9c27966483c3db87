package mpjlda.app.infer;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.AtomicFile;
import mpjlda.data.io.DurableFiles;
import mpjlda.data.io.ExclusiveFile;
import mpjlda.data.io.IoFailure;
import mpjlda.data.io.OutputTarget;

/**
 * One rank's part of a file that all ranks write. When all parts are there, rank 0 puts them
 * together, so that the file is complete or missing.
 */
final class RankOutputFile implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path path;
  private final FileChannel channel;
  private final OutputStream out;
  private long bytes;

  private RankOutputFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
    this.out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
  }

  /**
   * Begins a rank's part of {@code target}.
   *
   * @throws LdaException (2) if another process writes it or the name is not a file's, (70) if it
   *     cannot be written
   */
  static RankOutputFile create(Path target, int rank) {
    OutputTarget.resolve(target);
    Path path = pathOf(target, rank);
    Path folder = target.toAbsolutePath().getParent();
    if (folder != null) {
      AtomicFile.createFolders(folder);
    }
    try {
      return new RankOutputFile(path, ExclusiveFile.open(path));
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

  /** Hands the last bytes to the disk. The file stays open, and so other processes out. */
  void finish() {
    try {
      out.flush();
      // Rank 0, which may be on another host, reads it before it is closed.
      channel.force(false);
    } catch (IOException e) {
      throw IoFailure.writing(path, e);
    }
  }

  /** Removes the part: it was put together with the others, or is of no use without them. */
  @Override
  public void close() {
    try (channel) {
      Files.deleteIfExists(path);
    } catch (IOException ignored) {
      // The next inference into the same file writes over it.
    }
  }

  /**
   * Makes the file of its parts, which must all be finished; this is rank 0's.
   *
   * @param header comes first
   * @param sizes (ranks) bytes of each part
   * @throws LdaException (70) if the file cannot be written or a part is not to be seen from here
   */
  void assemble(Path target, byte[] header, long[] sizes) {
    for (int r = 0; r < sizes.length; r++) {
      checkPart(pathOf(target, r), r, sizes[r]);
    }
    AtomicFile.writeStream(
        target,
        all -> {
          all.write(header);
          // Not opened again: closing that would drop this process's lock on it.
          WritableByteChannel into = Channels.newChannel(all);
          for (long at = 0; at < sizes[0]; ) {
            at += channel.transferTo(at, sizes[0] - at, into);
          }
          for (int r = 1; r < sizes.length; r++) {
            Files.copy(pathOf(target, r), all);
          }
        });
  }

  /** Removes the parts and the half file of ranks that are gone. */
  static void removeLeft(Path target, int ranks) {
    try {
      ExclusiveFile.removeUnused(
          target.resolveSibling("." + target.getFileName() + DurableFiles.TEMPORARY));
      for (int r = 0; r < ranks; r++) {
        ExclusiveFile.removeUnused(pathOf(target, r));
      }
    } catch (IOException ignored) {
      // The next inference into the same file writes over it.
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
