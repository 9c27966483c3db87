package mpjlda.cluster.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import mpjlda.data.io.FileSystemCalls;

/**
 * Passes all calls on but some that sync.
 *
 * @param dropFiles whether files are not synced
 * @param dropFolders whether folders are not
 */
record WithoutSync(FileSystemCalls calls, boolean dropFiles, boolean dropFolders)
    implements FileSystemCalls {
  @Override
  public void createFolder(Path folder) throws IOException {
    calls.createFolder(folder);
  }

  @Override
  public Output create(Path file) throws IOException {
    Output output = calls.create(file);
    return new Output() {
      @Override
      public void write(long position, ByteBuffer bytes) throws IOException {
        output.write(position, bytes);
      }

      @Override
      public void force() throws IOException {
        if (!dropFiles) {
          output.force();
        }
      }

      @Override
      public void close() throws IOException {
        output.close();
      }
    };
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    calls.rename(from, to);
  }

  @Override
  public void delete(Path path) throws IOException {
    calls.delete(path);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    if (!dropFolders) {
      calls.forceFolder(folder);
    }
  }
}
