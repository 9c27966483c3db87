package mpjlda.data.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import mpjlda.core.errors.LdaException;

/** Files and folders that are there for good when the call returns. */
public final class DurableFiles {
  /** The ending of a temporary file's name. */
  public static final String TEMPORARY = ".tmp";

  private final FileSystemCalls calls;

  public DurableFiles(FileSystemCalls calls) {
    this.calls = calls;
  }

  /** Fills a new file. */
  @FunctionalInterface
  public interface Body<T> {
    T writeTo(FileSystemCalls.Output out) throws IOException;
  }

  /**
   * Temporary name → write → fsync → rename → fsync of the folder.
   *
   * @throws LdaException (70) with path and reason; the temporary file may then be left
   */
  public <T> T write(Path target, Body<T> body) {
    Path temporary = temporaryFor(target);
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

  public void writeBytes(Path target, byte[] bytes) {
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
  public void createFolder(Path folder) {
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

  /** The name under which a file is written before it is whole. */
  public static Path temporaryFor(Path target) {
    return target.resolveSibling("." + target.getFileName() + TEMPORARY);
  }

  private static Path folderOf(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    return folder == null ? path.toAbsolutePath() : folder;
  }
}
