package mpjlda.cluster.checkpoint;

/**
 * Length and CRC-32 of a whole file, as the manifest keeps them.
 *
 * <p>CRC-32 (zlib's polynomial), not CRC32C: after a block and its own CRC32C, a CRC32C over the
 * file is the same whatever was in the block. It would detect nothing that the blocks' checksums do
 * not.
 *
 * @param bytes the length
 * @param crc32 all 32 bits, as an int
 */
record FileSum(long bytes, int crc32) {
  static String hex(int crc32) {
    return String.format("%08x", crc32);
  }
}
