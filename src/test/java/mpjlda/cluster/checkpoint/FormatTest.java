package mpjlda.cluster.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import mpjlda.cluster.runfolder.Fingerprint;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.data.io.RealFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files' bytes against an encoder of its own, written from the documented grammar. */
class FormatTest {
  /** Of CRC32C: 1EDC6F41, reflected. */
  private static final int CASTAGNOLI = 0x82f63b78;

  /** Of CRC-32: 04C11DB7, reflected. */
  private static final int ZLIB = 0xedb88320;

  @TempDir Path folder;

  @Test
  void crcsOfThisTestHaveTheirPublishedCheckValues() {
    byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
    assertThat(crc(digits, CASTAGNOLI)).isEqualTo(0xe3069283);
    assertThat(crc(digits, ZLIB)).isEqualTo(0xcbf43926);
  }

  @Test
  void stateFileIsAsDocumented() throws IOException {
    BlockedDoubleMatrix lambda = new BlockedDoubleMatrix(RowLayout.of(3, 2));
    for (int w = 0; w < 3; w++) {
      lambda.set(w, 0, 10 + w);
      lambda.set(w, 1, 20 + w);
    }
    Fingerprint run = new Fingerprint(Map.of());
    new CheckpointStore(folder, 1, new RealFileSystem(), 40)
        .save(
            run,
            new CheckpointState(
                5,
                -1.5,
                0.25,
                new double[] {0.1, 0.2},
                lambda,
                new CheckpointProgress(-2.5, 0.125, 7, -0.5, 9, 3)));

    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    // The SHA-256 of nothing begins with e3b0c44298fc1c14.
    byte[] header =
        sealed(
            new byte[0],
            bytes(0x89, 'L', 'D', 'A', 0x0d, 0x0a, 0x1a, 0x0a),
            "mpj-lda ckpt\0\0\0\0".getBytes(StandardCharsets.US_ASCII),
            ints(1, 10),
            "state.ckpt".getBytes(StandardCharsets.US_ASCII),
            ints(40),
            longs(0xe3b0c44298fc1c14L, 1));
    byte[] headerCrc = Arrays.copyOfRange(header, header.length - 4, header.length);
    expected.write(header);
    byte[] counters =
        join(
            bytes('M', 0, 0, 0, 6),
            counter("previous_bound", 'D', 0xc0, 4, 0, 0, 0, 0, 0, 0),
            counter("tolerance", 'D', 0x3f, 0xc0, 0, 0, 0, 0, 0, 0),
            counter("batches", 'I', 0, 0, 0, 7),
            counter("batches_bound", 'D', 0xbf, 0xe0, 0, 0, 0, 0, 0, 0),
            counter("batches_sweeps", 'L', 0, 0, 0, 0, 0, 0, 0, 9),
            counter("polished_from", 'I', 0, 0, 0, 3));
    byte[] stream =
        join(
            longs(5),
            doubles(-1.5, 0.25),
            longs(2, 3, counters.length),
            Arrays.copyOf(counters, (counters.length + 7) / 8 * 8),
            doubles(0.1, 0.2, 10, 20, 11, 21, 12, 22));
    int blocks = 0;
    for (int at = 0; at < stream.length; at += 40) {
      byte[] payload = Arrays.copyOfRange(stream, at, Math.min(at + 40, stream.length));
      expected.write(sealed(headerCrc, ints(blocks++, payload.length), payload));
    }
    long length = expected.size() + 20L;
    expected.write(sealed(headerCrc, ints(-1, blocks), longs(length)));

    Path state = folder.resolve("generation-00000001/state.ckpt");
    assertThat(Files.readAllBytes(state)).isEqualTo(expected.toByteArray());
    assertManifest(expected.toByteArray());
  }

  private void assertManifest(byte[] state) throws IOException {
    String text = Files.readString(folder.resolve("generation-00000001/manifest.json"));
    String written = text.replaceAll("(?s).*\"written\" : \"([^\"]*)\".*", "$1");
    String body =
        """
        {
          "format" : "mpj-lda checkpoint",
          "format_version" : 1,
          "generation" : 1,
          "written" : "%s",
          "iteration" : 5,
          "bound" : -1.5,
          "K" : 2,
          "V" : 3,
          "fingerprint" : { },
          "state" : {
            "bytes" : %d,
            "crc32" : "%08x"
          },
          "parts" : [ ]"""
            .formatted(written, state.length, crc(state, ZLIB));
    assertThat(text)
        .isEqualTo(
            body
                + ",\n  \"crc32c\" : \"%08x\"\n}\n"
                    .formatted(crc(body.getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void fingerprintsAreComparedByValueWhateverTheirOrder() {
    Map<String, String> ab = new LinkedHashMap<>();
    ab.put("a", "1");
    ab.put("b", "2");
    Map<String, String> ba = new LinkedHashMap<>();
    ba.put("b", "2");
    ba.put("a", "1");

    assertThat(new Fingerprint(ab).id()).isEqualTo(new Fingerprint(ba).id());
    assertThat(new Fingerprint(ab).differencesFrom(new Fingerprint(ba))).isEmpty();
    assertThat(new Fingerprint(Map.of("ab", "c")).id())
        .isNotEqualTo(new Fingerprint(Map.of("a", "bc")).id());
  }

  @Test
  void longValuesAreShownWhereTheyDiffer() {
    String common = "0.1, ".repeat(100);
    Fingerprint there = new Fingerprint(Map.of("alpha", common + "0.2" + ", 0.1".repeat(50)));
    Fingerprint asked = new Fingerprint(Map.of("alpha", common + "0.3" + ", 0.1".repeat(50)));

    assertThat(asked.differencesFrom(there))
        .singleElement()
        .asString()
        .startsWith("alpha: ...")
        .contains("0.1, 0.2, 0.1")
        .contains("0.1, 0.3, 0.1")
        .hasSizeLessThan(200);
  }

  /** The parts, and the CRC of what goes before and of them. */
  private static byte[] sealed(byte[] before, byte[]... parts) {
    byte[] all = join(parts);
    return join(all, ints(crc(join(before, all))));
  }

  private static int crc(byte[] bytes) {
    return crc(bytes, CASTAGNOLI);
  }

  /** Bit by bit, of a reflected polynomial. */
  private static int crc(byte[] bytes, int polynomial) {
    int crc = -1;
    for (byte b : bytes) {
      crc ^= b & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ ((crc & 1) * polynomial);
      }
    }
    return ~crc;
  }

  /** A named number, big-endian. */
  private static byte[] counter(String name, char type, int... value) {
    return join(
        bytes(0, 0, 0, name.length()),
        name.getBytes(StandardCharsets.US_ASCII),
        bytes(type),
        bytes(value));
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] ints(int... values) {
    ByteBuffer out = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    out.asIntBuffer().put(values);
    return out.array();
  }

  private static byte[] longs(long... values) {
    ByteBuffer out = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    out.asLongBuffer().put(values);
    return out.array();
  }

  private static byte[] doubles(double... values) {
    return longs(Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray());
  }
}
