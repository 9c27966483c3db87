package mpjlda.checkpoint;

/**
 * Length and CRC32C of a whole file, as the manifest keeps them.
 *
 * @param bytes the length
 * @param crc32c all 32 bits, as an int
 */
record FileSum(long bytes, int crc32c) {
  static String hex(int crc32c) {
    return String.format("%08x", crc32c);
  }
}
