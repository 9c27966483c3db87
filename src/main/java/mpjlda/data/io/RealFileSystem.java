package mpjlda.data.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** The calls on the disk itself. */
public final class RealFileSystem implements FileSystemCalls {
  @Override
  public void createFolder(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  /** Locks the file too; see {@link ExclusiveFile}. */
  @Override
  public Output create(Path file) throws IOException {
    FileChannel channel = ExclusiveFile.open(file);
    return new Output() {
      @Override
      public void write(long position, ByteBuffer bytes) throws IOException {
        long next = position;
        while (bytes.hasRemaining()) {
          next += channel.write(bytes, next);
        }
      }

      @Override
      public void force() throws IOException {
        channel.force(true);
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(Path path) throws IOException {
    Files.deleteIfExists(path);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (AccessDeniedException ignored) {
      // A folder that may be written to but not read cannot be opened for its sync.
    } catch (IOException e) {
      if (!hasNoSuchCall(e)) {
        throw e;
      }
    }
  }

  /**
   * Some network file systems cannot sync a folder (EINVAL, ENOTSUP). They are no reason to write
   * nothing; a disk that has failed (EIO) is.
   */
  private static boolean hasNoSuchCall(IOException failure) {
    String reason = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return reason.contains("invalid argument")
        || reason.contains("not supported")
        || reason.contains("not implemented");
  }
}
