package mpjlda.cluster.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import mpjlda.data.io.FileSystemCalls;

/** Passes calls on until the N-th, and counts them. */
final class FaultyCalls implements FileSystemCalls {
  /** What happens instead of the N-th call. */
  enum Fault {
    /** The machine stops: no call is made any more. */
    CRASH,
    /** The call fails; writing leaves the first half of its bytes. */
    FAIL_ONCE,
    /** That call and every later one that adds to the disk or syncs it fails. */
    FAIL_ON
  }

  /** Not an Exception, so that nobody handles it. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final FileSystemCalls calls;
  private final Fault fault;
  private final int at;
  private final IOException failure;
  private int count;

  /**
   * @param at the call to fail, from 1
   */
  FaultyCalls(FileSystemCalls calls, Fault fault, int at, IOException failure) {
    this.calls = calls;
    this.fault = fault;
    this.at = at;
    this.failure = failure;
  }

  static FaultyCalls crash(FileSystemCalls calls, int at) {
    return new FaultyCalls(calls, Fault.CRASH, at, new IOException("crash"));
  }

  int count() {
    return count;
  }

  private boolean failsNow(boolean onlyRemoves) {
    count++;
    if (fault == Fault.CRASH && count >= at) {
      throw new Crash();
    }
    return count == at || (fault == Fault.FAIL_ON && count > at && !onlyRemoves);
  }

  private void next(boolean onlyRemoves) throws IOException {
    if (failsNow(onlyRemoves)) {
      throw failure;
    }
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    next(false);
    calls.createFolder(folder);
  }

  @Override
  public Output create(Path file) throws IOException {
    next(false);
    Output output = calls.create(file);
    return new Output() {
      @Override
      public void write(long position, ByteBuffer bytes) throws IOException {
        if (failsNow(false)) {
          output.write(position, bytes.duplicate().limit(bytes.position() + bytes.remaining() / 2));
          throw failure;
        }
        output.write(position, bytes);
      }

      @Override
      public void force() throws IOException {
        next(false);
        output.force();
      }

      @Override
      public void close() throws IOException {
        output.close();
        next(true);
      }
    };
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    next(false);
    calls.rename(from, to);
  }

  @Override
  public void delete(Path path) throws IOException {
    next(true);
    calls.delete(path);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    next(false);
    calls.forceFolder(folder);
  }
}
