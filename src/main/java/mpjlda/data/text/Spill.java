package mpjlda.data.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import mpjlda.data.io.AtomicFile;
import mpjlda.data.io.IoFailure;

/**
 * A temporary file of {@link DocumentBytes}, written by any number of threads in any order and read
 * in the order of the batches. On Unix it has no name, so that nothing is left behind even by a
 * process that is killed.
 */
final class Spill implements AutoCloseable {
  /**
   * The documents of one batch.
   *
   * @param number of the batch, from 0
   * @param worker whose word numbers they have
   */
  record Part(int number, int worker, long offset, int size, int documents) {}

  private final Path folder;
  private final FileChannel channel;
  private final List<Part> parts = new ArrayList<>();
  private long end;

  /** Makes the file in a folder, and the folder if it is not there. */
  Spill(Path folder) {
    this.folder = folder;
    AtomicFile.createFolders(folder);
    try {
      Path file = Files.createTempFile(folder, ".mpj-lda-import-", ".tmp");
      this.channel =
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      throw IoFailure.writing(folder, e);
    }
  }

  /** Adds a batch's documents. */
  void append(int number, int worker, DocumentBytes documents) {
    long offset;
    synchronized (this) {
      offset = end;
      end += documents.size();
      parts.add(new Part(number, worker, offset, documents.size(), documents.documents()));
    }
    ByteBuffer bytes = ByteBuffer.wrap(documents.bytes(), 0, documents.size());
    try {
      while (bytes.hasRemaining()) {
        offset += channel.write(bytes, offset);
      }
    } catch (IOException e) {
      throw IoFailure.writing(folder, e);
    }
  }

  /** All batches in order, when all are appended. */
  synchronized List<Part> parts() {
    parts.sort(Comparator.comparingInt(Part::number));
    return List.copyOf(parts);
  }

  DocumentBytes.Cursor read(Part part) {
    ByteBuffer bytes = ByteBuffer.allocate(part.size());
    try {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, part.offset() + bytes.position()) < 0) {
          throw new IOException("the temporary file is cut short");
        }
      }
    } catch (IOException e) {
      throw IoFailure.reading(folder, e);
    }
    return new DocumentBytes.Cursor(bytes.array());
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException ignored) {
      // Its content is not needed any more.
    }
  }
}
