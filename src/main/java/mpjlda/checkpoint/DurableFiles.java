package mpjlda.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.zip.CRC32C;
import mpjlda.errors.LdaException;
import mpjlda.modelio.IoFailure;

/** Files and folders that are there for good when the call returns. */
final class DurableFiles {
  private final FileSystemCalls calls;

  DurableFiles(FileSystemCalls calls) {
    this.calls = calls;
  }

  /** Fills a new file. */
  @FunctionalInterface
  interface Body {
    FileSum writeTo(FileSystemCalls.Output out) throws IOException;
  }

  /**
   * Temporary name → write → fsync → rename → fsync of the folder.
   *
   * @throws LdaException (70) with path and reason; the temporary file may then be left
   */
  FileSum write(Path target, Body body) {
    Path temporary = Generation.temporaryFor(target);
    try {
      FileSum sum;
      try (FileSystemCalls.Output out = calls.create(temporary)) {
        sum = body.writeTo(out);
        out.force();
      }
      calls.rename(temporary, target);
      calls.forceFolder(folderOf(target));
      return sum;
    } catch (IOException e) {
      throw IoFailure.writing(target, e);
    }
  }

  FileSum writeBytes(Path target, byte[] bytes) {
    return write(
        target,
        out -> {
          out.write(ByteBuffer.wrap(bytes));
          CRC32C crc = new CRC32C();
          crc.update(bytes, 0, bytes.length);
          return new FileSum(bytes.length, (int) crc.getValue());
        });
  }

  /**
   * Makes a folder and those above it that are not there.
   *
   * @throws LdaException (70) with path and reason
   */
  void createFolder(Path folder) {
    Deque<Path> missing = new ArrayDeque<>();
    Path absolute = folder.toAbsolutePath();
    for (Path p = absolute; p != null && !Files.isDirectory(p); p = p.getParent()) {
      missing.push(p);
    }
    for (Path p : missing) {
      try {
        calls.createFolder(p);
        calls.forceFolder(folderOf(p));
      } catch (IOException e) {
        throw IoFailure.writing(p, e);
      }
    }
  }

  private static Path folderOf(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    return folder == null ? path.toAbsolutePath() : folder;
  }
}
