package mpjlda.data.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import mpjlda.data.io.ForeignContent;
import mpjlda.data.io.GzipStream;

/** The bytes of a corpus file as its parser sees them: decompressed, from any offset. */
interface ByteSource {
  Path path();

  /** Number of bytes; a compressed file is decompressed to count them. */
  long size() throws IOException;

  /** Whether {@link #size} and a large offset cost as much as reading all up to there. */
  boolean compressed();

  /** The bytes from {@code offset} on; none if that is at or beyond the end. */
  InputStream openAt(long offset) throws IOException;

  /** The file's bytes, decompressed if it begins as gzip does, whatever its name. */
  static ByteSource of(Path path) throws IOException {
    byte[] magic;
    try (InputStream in = Files.newInputStream(path)) {
      magic = in.readNBytes(2);
    }
    try (InputStream file = Files.newInputStream(path);
        InputStream in = ForeignContent.open(file, 1 << 12)) {
      in.mark(0);
    }
    return GzipStream.isGzip(magic) ? new GzipSource(path) : new PlainSource(path);
  }
}
