package mpjlda.data.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import mpjlda.data.io.GzipStream;

/** A gzip file of one or several members. Opening it at an offset decompresses all before. */
record GzipSource(Path path) implements ByteSource {
  private static final int BUFFER = 1 << 16;

  @Override
  public long size() throws IOException {
    try (InputStream in = openAt(0)) {
      return skip(in, Long.MAX_VALUE);
    }
  }

  @Override
  public boolean compressed() {
    return true;
  }

  @Override
  public InputStream openAt(long offset) throws IOException {
    InputStream file = Files.newInputStream(path);
    try {
      InputStream in = new GzipStream(file);
      skip(in, offset);
      return in;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Reads up to {@code bytes}: GZIPInputStream.skip would do it 512 at a time. */
  private static long skip(InputStream in, long bytes) throws IOException {
    byte[] discarded = new byte[BUFFER];
    long done = 0;
    while (done < bytes) {
      int read = in.read(discarded, 0, (int) Math.min(BUFFER, bytes - done));
      if (read < 0) {
        break;
      }
      done += read;
    }
    return done;
  }
}
