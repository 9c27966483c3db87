package mpjlda.data.text;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.ForeignContent;
import mpjlda.data.io.ForeignContentException;
import mpjlda.data.io.IoFailure;

/** A text file's bytes: decompressed, and without a byte order mark. */
final class TextBytes {
  private static final int BUFFER = 1 << 16;

  private TextBytes() {}

  /**
   * Opens a file.
   *
   * @param encoding of the file
   * @throws MalformedTextException if it begins with another encoding's byte order mark
   */
  static InputStream open(Path path, Charset encoding) throws IOException {
    InputStream in = decompressed(path);
    try {
      skipByteOrderMark(in, encoding.name());
      return in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private static InputStream decompressed(Path path) throws IOException {
    InputStream file = Files.newInputStream(path);
    try {
      return ForeignContent.open(file, BUFFER);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Whether a stream begins as gzip's do; reads two bytes of it. */
  static boolean isGzip(InputStream in) throws IOException {
    return in.read() == 0x1f && in.read() == 0x8b;
  }

  private static void skipByteOrderMark(InputStream in, String encoding) throws IOException {
    in.mark(3);
    byte[] first = in.readNBytes(3);
    in.reset();
    boolean utf16 = starts(first, 0xfe, 0xff) || starts(first, 0xff, 0xfe);
    if (utf16 && encoding.equals("UTF-8")) {
      throw new MalformedTextException(
          1, "found the byte order mark of UTF-16, expected UTF-8 text; add --encoding UTF-16");
    }
    if (encoding.equals("UTF-8") && starts(first, 0xef, 0xbb, 0xbf)) {
      in.skipNBytes(3);
    }
  }

  private static boolean starts(byte[] bytes, int... expected) {
    for (int i = 0; i < expected.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xff) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  /** As {@link #failure(Path, IOException)}, of what a stream has wrapped. */
  static LdaException failure(Path path, UncheckedIOException failure) {
    IOException cause = failure.getCause();
    return failure(path, cause == null ? new IOException(failure) : cause);
  }

  /** A failure (65) that names the file, and the line if it is known. */
  static LdaException failure(Path path, IOException failure) {
    if (failure instanceof MalformedTextException malformed) {
      return LdaException.badInput(path + ":" + malformed.line() + ": " + malformed.what());
    }
    if (failure instanceof FileSystemLoopException loop) {
      return LdaException.badInput(
          loop.getFile() + ": found a link to a folder above it, expected folders without a loop");
    }
    if (failure instanceof ForeignContentException foreign) {
      return LdaException.badInput(path + ": " + foreign.sentence());
    }
    if (failure instanceof EOFException || failure instanceof ZipException) {
      return LdaException.badInput(
          path
              + ": the gzip data are cut short or damaged ("
              + failure.getMessage()
              + "); test it with 'gzip -t' and fetch it again");
    }
    return IoFailure.reading(path, failure);
  }
}
