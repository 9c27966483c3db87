package mpjlda.cluster.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import mpjlda.data.io.FileSystemCalls;

/**
 * Writes a binary checkpoint file: a stream of longs and doubles divided into checksummed blocks.
 * One block is held in memory. All numbers are little-endian.
 *
 * <pre>
 *   File       --> Header, Block^n, Footer
 *   Header     --> Magic, Format, Version, NameLength, Name, PayloadBytes, Run, Generation, HeaderCrc
 *   Magic      --> 89 'L' 'D' 'A' 0d 0a 1a 0a
 *   Format     --> "mpj-lda ckpt" and 4 zero bytes
 *   Version    --> int32 = 1
 *   NameLength --> int32, 1..255
 *   Name       --> the file's own name, UTF-8
 *   PayloadBytes --> int32: bytes of payload of every block but the last, 8..2^20, a multiple of 8
 *   Run        --> int64: the first 8 bytes of the SHA-256 of the run's fingerprint
 *   Generation --> int64
 *   HeaderCrc  --> int32: CRC32C of all before it
 *   Block      --> Index, Length, Payload, BlockCrc
 *   Index      --> int32: 0, 1, 2, ...
 *   Length     --> int32: bytes of payload, a multiple of 8; PayloadBytes but in the last block
 *   BlockCrc   --> int32: CRC32C of HeaderCrc, Index, Length, Payload
 *   Footer     --> -1 as int32, n as int32, FileLength as int64, FooterCrc
 *   FooterCrc  --> int32: CRC32C of HeaderCrc and of the footer before it
 * </pre>
 *
 * <p>The header's CRC goes into each block's, so that no block can take the place of one of another
 * file, and its index, so that none can take that of another one of the same file.
 */
final class ChecksummedWriter {
  /** Half a MiB: long enough for the disk, and small compared with any model. */
  static final int PAYLOAD_BYTES = 1 << 19;

  /** Index and length, before a block's payload. */
  static final int PREFIX_BYTES = 8;

  /** A block's bytes besides its payload. */
  static final int FRAME_BYTES = PREFIX_BYTES + 4;

  static final int END = -1;
  static final int FOOTER_BYTES = 4 + 4 + 8 + 4;

  private final FileSystemCalls.Output out;
  private final ByteBuffer buffer;
  private final CRC32 fileCrc = new CRC32();
  private final int headerCrc;
  private long written;
  private int blocks;

  ChecksummedWriter(FileSystemCalls.Output out, CheckpointHeader header) throws IOException {
    this.out = out;
    buffer =
        ByteBuffer.allocateDirect(header.payloadBytes() + FRAME_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    byte[] bytes = header.encode();
    headerCrc =
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - Integer.BYTES);
    emit(ByteBuffer.wrap(bytes));
    startBlock();
  }

  void putLong(long value) throws IOException {
    flushIfFull();
    buffer.putLong(value);
  }

  void putDouble(double value) throws IOException {
    putLong(Double.doubleToRawLongBits(value));
  }

  void putLongs(long[] values) throws IOException {
    for (int at = 0; at < values.length; ) {
      flushIfFull();
      int count = Math.min(values.length - at, room());
      buffer.asLongBuffer().put(values, at, count);
      buffer.position(buffer.position() + count * Long.BYTES);
      at += count;
    }
  }

  void putDoubles(double[] values) throws IOException {
    for (int at = 0; at < values.length; ) {
      flushIfFull();
      int count = Math.min(values.length - at, room());
      buffer.asDoubleBuffer().put(values, at, count);
      buffer.position(buffer.position() + count * Double.BYTES);
      at += count;
    }
  }

  /** Writes the length, then the bytes, then zeros up to a multiple of 8. */
  void putBytes(byte[] bytes) throws IOException {
    putLong(bytes.length);
    ByteBuffer padded =
        ByteBuffer.allocate((bytes.length + 7) / 8 * 8).order(ByteOrder.LITTLE_ENDIAN).put(bytes);
    padded.rewind();
    while (padded.hasRemaining()) {
      putLong(padded.getLong());
    }
  }

  /** Writes the last block and the footer. */
  FileSum finish() throws IOException {
    if (buffer.position() > PREFIX_BYTES) {
      flush();
    }
    buffer.clear();
    buffer.putInt(END).putInt(blocks).putLong(written + FOOTER_BYTES);
    buffer.putInt(chainedCrc(headerCrc, buffer));
    emit(buffer.flip());
    return new FileSum(written, (int) fileCrc.getValue());
  }

  /** CRC32C of the header's CRC and of what is in the buffer up to its position. */
  static int chainedCrc(int headerCrc, ByteBuffer buffer) {
    CRC32C crc = new CRC32C();
    crc.update(
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(headerCrc).flip());
    crc.update(buffer.duplicate().flip());
    return (int) crc.getValue();
  }

  /** Longs that still fit into the block; the last 4 bytes are its CRC's. */
  private int room() {
    return (buffer.capacity() - Integer.BYTES - buffer.position()) / Long.BYTES;
  }

  private void flushIfFull() throws IOException {
    if (room() == 0) {
      flush();
    }
  }

  private void flush() throws IOException {
    buffer.putInt(0, blocks);
    buffer.putInt(Integer.BYTES, buffer.position() - PREFIX_BYTES);
    buffer.putInt(chainedCrc(headerCrc, buffer));
    emit(buffer.flip());
    blocks = Math.incrementExact(blocks);
    startBlock();
  }

  private void startBlock() {
    buffer.clear().position(PREFIX_BYTES);
  }

  private void emit(ByteBuffer bytes) throws IOException {
    long position = written;
    written += bytes.remaining();
    fileCrc.update(bytes.duplicate());
    out.write(position, bytes);
  }
}
