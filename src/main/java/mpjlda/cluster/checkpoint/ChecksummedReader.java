package mpjlda.cluster.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Reads files of {@link ChecksummedWriter}. No number is returned before the checksum of its block
 * was found correct; that the file is whole is known only after {@link #finish}.
 */
final class ChecksummedReader implements Closeable {
  private final FileChannel channel;
  private final FileSum expected;
  private final CRC32 fileCrc = new CRC32();
  private final ByteBuffer buffer;
  private final int headerBytes;
  private final int headerCrc;

  /** The unread rest of the current block; empty between blocks. */
  private ByteBuffer payload = ByteBuffer.allocate(0);

  private int nextBlock;

  /**
   * @param expected by the manifest
   * @throws DamagedCheckpointException if the length is another, or the header is not this file's
   */
  @SuppressWarnings("resource") // the channel is closed here on failure, else by close()
  static ChecksummedReader open(Path file, CheckpointHeader.Identity identity, FileSum expected)
      throws IOException, DamagedCheckpointException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new ChecksummedReader(channel, identity, expected);
    } catch (IOException | DamagedCheckpointException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private ChecksummedReader(
      FileChannel channel, CheckpointHeader.Identity identity, FileSum expected)
      throws IOException, DamagedCheckpointException {
    this.channel = channel;
    this.expected = expected;
    if (channel.size() != expected.bytes()) {
      throw new DamagedCheckpointException(
          String.format("%d bytes found, %d expected", channel.size(), expected.bytes()));
    }
    byte[] fixed = read(ByteBuffer.allocate(CheckpointHeader.FIXED_BYTES)).array();
    headerBytes = CheckpointHeader.length(fixed);
    ByteBuffer whole = ByteBuffer.allocate(headerBytes).order(ByteOrder.LITTLE_ENDIAN).put(fixed);
    read(whole);
    CheckpointHeader header = CheckpointHeader.decode(whole.array(), identity);
    headerCrc = whole.getInt(headerBytes - Integer.BYTES);
    buffer =
        ByteBuffer.allocateDirect(header.payloadBytes() + ChecksummedWriter.FRAME_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Moves to the n-th long of the stream. Blocks before it are not checked. */
  void seekLong(long position) throws IOException, DamagedCheckpointException {
    int payloadBytes = buffer.capacity() - ChecksummedWriter.FRAME_BYTES;
    long offset = Math.multiplyExact(position, Long.BYTES);
    nextBlock = Math.toIntExact(offset / payloadBytes);
    channel.position(headerBytes + (long) nextBlock * buffer.capacity());
    payload = payload.duplicate().limit(0);
    int within = (int) (offset % payloadBytes);
    if (within > 0) {
      nextBlock();
      if (within > payload.remaining()) {
        throw new DamagedCheckpointException("the file ends before the values that it should have");
      }
      payload.position(payload.position() + within);
    }
  }

  /** Length of the whole file. */
  long bytes() {
    return expected.bytes();
  }

  long getLong() throws IOException, DamagedCheckpointException {
    blockIfEmpty();
    return payload.getLong();
  }

  double getDouble() throws IOException, DamagedCheckpointException {
    return Double.longBitsToDouble(getLong());
  }

  void getLongs(long[] into) throws IOException, DamagedCheckpointException {
    for (int at = 0; at < into.length; ) {
      blockIfEmpty();
      int count = Math.min(into.length - at, payload.remaining() / Long.BYTES);
      payload.asLongBuffer().get(into, at, count);
      payload.position(payload.position() + count * Long.BYTES);
      at += count;
    }
  }

  void getDoubles(double[] into) throws IOException, DamagedCheckpointException {
    for (int at = 0; at < into.length; ) {
      blockIfEmpty();
      int count = Math.min(into.length - at, payload.remaining() / Double.BYTES);
      payload.asDoubleBuffer().get(into, at, count);
      payload.position(payload.position() + count * Double.BYTES);
      at += count;
    }
  }

  byte[] getBytes() throws IOException, DamagedCheckpointException {
    long length = getLong();
    if (length < 0 || length > expected.bytes()) {
      throw new DamagedCheckpointException(
          "a text of " + length + " bytes is longer than the file");
    }
    ByteBuffer padded =
        ByteBuffer.allocate((int) ((length + 7) / 8 * 8)).order(ByteOrder.LITTLE_ENDIAN);
    while (padded.hasRemaining()) {
      padded.putLong(getLong());
    }
    return Arrays.copyOf(padded.array(), (int) length);
  }

  /** Skips the rest of the blocks, and checks them. */
  void skipAll() throws IOException, DamagedCheckpointException {
    while (channel.position() < expected.bytes() - ChecksummedWriter.FOOTER_BYTES) {
      nextBlock();
    }
    payload.position(payload.limit());
  }

  /**
   * Checks the end: the footer, that nothing was left unread, and the checksum of the whole file.
   */
  void finish() throws IOException, DamagedCheckpointException {
    if (payload.hasRemaining()) {
      throw new DamagedCheckpointException("more values found than expected");
    }
    buffer.clear().limit(ChecksummedWriter.FOOTER_BYTES);
    read(buffer);
    buffer.position(ChecksummedWriter.FOOTER_BYTES - Integer.BYTES);
    boolean right =
        buffer.getInt(0) == ChecksummedWriter.END
            && buffer.getInt(4) == nextBlock
            && buffer.getLong(8) == expected.bytes()
            && buffer.getInt(16) == ChecksummedWriter.chainedCrc(headerCrc, buffer);
    if (!right) {
      throw new DamagedCheckpointException("damaged footer after block " + (nextBlock - 1));
    }
    if (channel.read(ByteBuffer.allocate(1)) >= 0) {
      throw new DamagedCheckpointException("the file continues after its footer");
    }
    int crc = (int) fileCrc.getValue();
    if (crc != expected.crc32()) {
      throw new DamagedCheckpointException(
          String.format(
              "CRC-32 %s found, %s expected by the manifest",
              FileSum.hex(crc), FileSum.hex(expected.crc32())));
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void blockIfEmpty() throws IOException, DamagedCheckpointException {
    if (!payload.hasRemaining()) {
      nextBlock();
    }
  }

  private void nextBlock() throws IOException, DamagedCheckpointException {
    buffer.clear().limit(ChecksummedWriter.PREFIX_BYTES);
    read(buffer);
    int index = buffer.getInt(0);
    int length = buffer.getInt(4);
    int most = buffer.capacity() - ChecksummedWriter.FRAME_BYTES;
    if (index != nextBlock || length < Long.BYTES || length > most || length % Long.BYTES != 0) {
      throw new DamagedCheckpointException(
          String.format(
              "block %d is damaged: found a block %d of %d bytes", nextBlock, index, length));
    }
    int end = ChecksummedWriter.PREFIX_BYTES + length;
    buffer.limit(end + Integer.BYTES).position(ChecksummedWriter.PREFIX_BYTES);
    read(buffer);
    buffer.position(end);
    if (buffer.getInt(end) != ChecksummedWriter.chainedCrc(headerCrc, buffer)) {
      throw new DamagedCheckpointException(
          "block " + nextBlock + " is damaged: its CRC32C is wrong");
    }
    payload =
        buffer
            .duplicate()
            .order(ByteOrder.LITTLE_ENDIAN)
            .limit(end)
            .position(ChecksummedWriter.PREFIX_BYTES);
    nextBlock++;
  }

  /** Fills the buffer up to its limit. */
  private ByteBuffer read(ByteBuffer into) throws IOException, DamagedCheckpointException {
    int start = into.position();
    while (into.hasRemaining()) {
      if (channel.read(into) < 0) {
        throw new DamagedCheckpointException(
            "it ends after " + channel.position() + " bytes, too early");
      }
    }
    fileCrc.update(into.duplicate().position(start));
    return into;
  }
}
