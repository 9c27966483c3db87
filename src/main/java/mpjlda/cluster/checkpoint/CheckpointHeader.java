package mpjlda.cluster.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import mpjlda.cluster.runfolder.Fingerprint;

/**
 * The first bytes of a binary checkpoint file; {@link ChecksummedWriter} has the grammar.
 *
 * @param identity of the file
 * @param payloadBytes of every block but the last, a multiple of 8
 */
record CheckpointHeader(Identity identity, int payloadBytes) {
  static final int VERSION = 1;

  /** Magic, format, version, length of the name. */
  static final int FIXED_BYTES = 8 + 16 + 4 + 4;

  /** Bytes after the name: payload bytes, run, generation, CRC. */
  private static final int REST_BYTES = 4 + 8 + 8 + 4;

  /** Not text in any encoding, and broken by any change of line ends; as PNG's. */
  private static final long MAGIC = 0x0a1a0a0d41444c89L;

  private static final byte[] FORMAT = "mpj-lda ckpt\0\0\0\0".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_PAYLOAD = 1 << 20;
  private static final int MAX_NAME = 255;

  /**
   * Identity of a file, so that none can take the place of another.
   *
   * @param file its name within the generation
   * @param run {@link Fingerprint#id} of the run
   * @param generation the number of the generation
   */
  record Identity(String file, long run, long generation) {}

  CheckpointHeader {
    if (payloadBytes < 8 || payloadBytes > MAX_PAYLOAD || payloadBytes % 8 != 0) {
      throw new IllegalArgumentException("not a block's size: " + payloadBytes);
    }
  }

  byte[] encode() {
    byte[] name = identity.file().getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[FIXED_BYTES + name.length + REST_BYTES];
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(MAGIC).put(FORMAT).putInt(VERSION).putInt(name.length).put(name);
    out.putInt(payloadBytes).putLong(identity.run()).putLong(identity.generation());
    out.putInt(crc(bytes, out.position()));
    return bytes;
  }

  /**
   * Computes the length of the whole header from its first {@link #FIXED_BYTES} bytes.
   *
   * @throws DamagedCheckpointException if they are not the beginning of such a file
   */
  static int length(byte[] fixed) throws DamagedCheckpointException {
    ByteBuffer in = ByteBuffer.wrap(fixed).order(ByteOrder.LITTLE_ENDIAN);
    byte[] format = new byte[FORMAT.length];
    if (in.getLong() != MAGIC || !Arrays.equals(read(in, format), FORMAT)) {
      throw new DamagedCheckpointException("not a checkpoint file: other first bytes expected");
    }
    int version = in.getInt();
    int name = in.getInt();
    if (version != VERSION || name < 1 || name > MAX_NAME) {
      throw new DamagedCheckpointException(
          String.format(
              "damaged header: version %d found, %d expected; name of %d bytes",
              version, VERSION, name));
    }
    return FIXED_BYTES + name + REST_BYTES;
  }

  /**
   * @param bytes the whole header
   * @throws DamagedCheckpointException if a bit of it is wrong, or if it is another file's
   */
  static CheckpointHeader decode(byte[] bytes, Identity expected)
      throws DamagedCheckpointException {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (in.getInt(bytes.length - 4) != crc(bytes, bytes.length - 4)) {
      throw new DamagedCheckpointException("damaged header: its CRC32C is wrong");
    }
    in.position(FIXED_BYTES);
    byte[] name = read(in, new byte[bytes.length - FIXED_BYTES - REST_BYTES]);
    int payload = in.getInt();
    Identity found =
        new Identity(new String(name, StandardCharsets.UTF_8), in.getLong(), in.getLong());
    if (!found.equals(expected)) {
      throw new DamagedCheckpointException(
          String.format(
              "another file in its place: %s of generation %d of run %016x found, %s of generation"
                  + " %d of run %016x expected",
              found.file(),
              found.generation(),
              found.run(),
              expected.file(),
              expected.generation(),
              expected.run()));
    }
    if (payload < 8 || payload > MAX_PAYLOAD || payload % 8 != 0) {
      throw new DamagedCheckpointException("damaged header: blocks of " + payload + " bytes");
    }
    return new CheckpointHeader(found, payload);
  }

  private static byte[] read(ByteBuffer in, byte[] into) {
    in.get(into);
    return into;
  }

  private static int crc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
