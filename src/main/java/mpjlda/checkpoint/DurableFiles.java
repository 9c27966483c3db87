package mpjlda.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
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
  interface Body<T> {
    T writeTo(FileSystemCalls.Output out) throws IOException;
  }

  /**
   * Temporary name → write → fsync → rename → fsync of the folder.
   *
   * @throws LdaException (70) with path and reason; the temporary file may then be left
   */
  <T> T write(Path target, Body<T> body) {
    Path temporary = Generation.temporaryFor(target);
    try {
      T written;
      try (FileSystemCalls.Output out = calls.create(temporary)) {
        written = body.writeTo(out);
        out.force();
      }
      calls.rename(temporary, target);
      calls.forceFolder(folderOf(target));
      return written;
    } catch (IOException e) {
      throw IoFailure.writing(target, e);
    }
  }

  void writeBytes(Path target, byte[] bytes) {
    write(
        target,
        out -> {
          out.write(ByteBuffer.wrap(bytes));
          return bytes.length;
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
