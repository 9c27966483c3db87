package mpjlda.data.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * The content of a gzip file (RFC 1952) of any number of members, each of which must be whole: its
 * header, its data, the checksum and length after them. Zeros may fill the file up behind the last
 * member. Anything else there is damage, which {@link java.util.zip.GZIPInputStream} takes for the
 * end.
 *
 * <p>Fails with an {@link EOFException} where the file is cut short, and a {@link ZipException}
 * where it is damaged. Not thread-safe.
 */
public final class GzipStream extends InputStream {
  private static final int BUFFER = 1 << 16;
  private static final int DEFLATED = 8;
  private static final int HAS_HEADER_CHECKSUM = 1 << 1;
  private static final int HAS_EXTRA = 1 << 2;
  private static final int HAS_NAME = 1 << 3;
  private static final int HAS_COMMENT = 1 << 4;
  private static final int RESERVED = 0xe0;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 content = new CRC32();
  private final CRC32 header = new CRC32();
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int filled;
  private long member;
  private boolean ended;

  /**
   * Reads the first member's header.
   *
   * @param in closed with this
   * @throws IOException if the file does not begin as gzip does
   */
  public GzipStream(InputStream in) throws IOException {
    this.in = in;
    beginMember();
  }

  /** Whether a file that begins with these bytes is compressed by gzip. */
  public static boolean isGzip(byte[] first) {
    return first.length >= 2 && first[0] == 0x1f && first[1] == (byte) 0x8b;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    try {
      while (!ended) {
        int read = inflater.inflate(target, offset, length);
        if (read > 0) {
          content.update(target, offset, read);
          return read;
        }
        if (inflater.finished()) {
          endMember();
        } else if (inflater.needsDictionary()) {
          throw damaged("its data need a dictionary");
        } else {
          if (position == filled) {
            fill();
          }
          inflater.setInput(buffer, position, filled - position);
          position = filled;
        }
      }
    } catch (DataFormatException e) {
      throw damaged("its data cannot be decompressed");
    }
    return -1;
  }

  private void beginMember() throws IOException {
    member++;
    header.reset();
    if (headerByte() != 0x1f || headerByte() != 0x8b) {
      throw damaged("found other bytes where it should begin");
    }
    if (headerByte() != DEFLATED) {
      throw damaged("its header names no method that gzip knows");
    }
    int flags = headerByte();
    if ((flags & RESERVED) != 0) {
      throw damaged("its header has flags that gzip does not know");
    }
    // Time, level and system.
    skipHeader(6);
    if ((flags & HAS_EXTRA) != 0) {
      skipHeader(headerByte() | headerByte() << 8);
    }
    if ((flags & HAS_NAME) != 0) {
      skipHeaderText();
    }
    if ((flags & HAS_COMMENT) != 0) {
      skipHeaderText();
    }
    if ((flags & HAS_HEADER_CHECKSUM) != 0) {
      int expected = (int) header.getValue() & 0xffff;
      if ((next() | next() << 8) != expected) {
        throw damaged("its header has another checksum");
      }
    }
    content.reset();
    inflater.reset();
  }

  private void endMember() throws IOException {
    // What the inflater was given last lies just before the position.
    position = filled - inflater.getRemaining();
    long checksum = nextInt();
    long size = nextInt();
    if (checksum != content.getValue()) {
      throw damaged("its data have another checksum");
    }
    if (size != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw damaged("its data have another length");
    }
    if (position == filled && !more()) {
      ended = true;
    } else if (buffer[position] == 0) {
      skipZeros();
      ended = true;
    } else {
      beginMember();
    }
  }

  private void skipZeros() throws IOException {
    while (position < filled || more()) {
      if (buffer[position++] != 0) {
        throw new ZipException("found other bytes after member " + member);
      }
    }
  }

  private long nextInt() throws IOException {
    return next() | next() << 8 | next() << 16 | (long) next() << 24;
  }

  private int headerByte() throws IOException {
    int b = next();
    header.update(b);
    return b;
  }

  private void skipHeader(int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      headerByte();
    }
  }

  private void skipHeaderText() throws IOException {
    while (headerByte() != 0) {
      // The text has no meaning here.
    }
  }

  private int next() throws IOException {
    if (position == filled) {
      fill();
    }
    return buffer[position++] & 0xff;
  }

  private void fill() throws IOException {
    if (!more()) {
      throw new EOFException("found the end of the file within member " + member);
    }
  }

  /** Whether there are more bytes, which are then in the buffer. */
  private boolean more() throws IOException {
    int read = in.read(buffer, 0, buffer.length);
    position = 0;
    filled = Math.max(0, read);
    return read > 0;
  }

  private ZipException damaged(String how) {
    return new ZipException("member " + member + ": " + how);
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
