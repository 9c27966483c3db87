package mpjlda.cluster.launch.remote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The output of {@code cksum} for a file: POSIX's cyclic redundancy check, and the length. */
final class PosixChecksum {
  private static final int POLYNOMIAL = 0x04c11db7;
  private static final int BUFFER = 1 << 16;

  private PosixChecksum() {}

  /** Such as {@code 930766865 9}. */
  static String of(Path file) throws IOException {
    int[] table = table();
    int crc = 0;
    long length = 0;
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        for (int i = 0; i < n; i++) {
          crc = crc << 8 ^ table[(crc >>> 24 ^ buffer[i]) & 0xff];
        }
        length += n;
      }
    }
    for (long rest = length; rest != 0; rest >>>= 8) {
      crc = crc << 8 ^ table[(crc >>> 24 ^ (int) rest) & 0xff];
    }
    return Integer.toUnsignedString(~crc) + " " + length;
  }

  private static int[] table() {
    int[] table = new int[256];
    for (int i = 0; i < 256; i++) {
      int crc = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc < 0 ? crc << 1 ^ POLYNOMIAL : crc << 1;
      }
      table[i] = crc;
    }
    return table;
  }
}
