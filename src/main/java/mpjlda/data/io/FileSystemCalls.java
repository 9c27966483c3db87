package mpjlda.data.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Every call by which durable files change the disk, so that tests can let the N-th one fail, or
 * stop the world before it.
 */
public interface FileSystemCalls {
  /** A file being written. */
  interface Output extends Closeable {
    /**
     * Writes all bytes that remain in the buffer.
     *
     * @param position in the file, from 0
     */
    void write(long position, ByteBuffer bytes) throws IOException;

    /** Returns when the content and the length are on the disk. */
    void force() throws IOException;
  }

  /** Creates a folder, unless it exists; its parent must exist. */
  void createFolder(Path folder) throws IOException;

  /** Opens a file of this name, new or emptied. */
  Output create(Path file) throws IOException;

  /** Replaces {@code to} in one step. */
  void rename(Path from, Path to) throws IOException;

  /** Removes a file or an empty folder, if it exists. */
  void delete(Path path) throws IOException;

  /** Returns when the folder's entries are on the disk. */
  void forceFolder(Path folder) throws IOException;
}
