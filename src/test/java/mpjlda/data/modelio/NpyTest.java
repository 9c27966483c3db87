package mpjlda.data.modelio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.errors.LdaException;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyTest {
  @TempDir Path folder;

  @Test
  void writesTheBytesThatNumpyWrites() throws IOException {
    Path file = folder.resolve("v.npy");
    Npy.writeVector(file, new double[] {1, -2.5});

    // numpy.save of numpy.array([1, -2.5]): 118 = 0x76 bytes of header make 128 with what is before
    String dictionary = "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }";
    byte[] expected = new byte[128 + 16];
    Arrays.fill(expected, 10, 127, (byte) ' ');
    byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 0x76, 0};
    System.arraycopy(magic, 0, expected, 0, 10);
    byte[] text = dictionary.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, expected, 10, text.length);
    expected[127] = '\n';
    byte[] one = {0, 0, 0, 0, 0, 0, (byte) 0xf0, 0x3f};
    byte[] minusTwoAndAHalf = {0, 0, 0, 0, 0, 0, 0x04, (byte) 0xc0};
    System.arraycopy(one, 0, expected, 128, 8);
    System.arraycopy(minusTwoAndAHalf, 0, expected, 136, 8);
    assertThat(Files.readAllBytes(file)).isEqualTo(expected);
  }

  @Test
  void transposesOnTheWay() throws IOException {
    // Two rows a block, so that the last block is a short one and a topic's words lie in three.
    BlockedDoubleMatrix wordMajor = new BlockedDoubleMatrix(new RowLayout(5, 3, 2));
    for (int w = 0; w < 5; w++) {
      for (int k = 0; k < 3; k++) {
        wordMajor.set(w, k, 100 * k + w);
      }
    }
    Path file = folder.resolve("m.npy");
    Npy.writeTransposed(file, wordMajor);

    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(new String(bytes.array(), 0, 128, StandardCharsets.ISO_8859_1))
        .contains("'fortran_order': False, 'shape': (3, 5), }");
    List<Double> numbers = new ArrayList<>();
    for (int at = 128; at < bytes.limit(); at += 8) {
      numbers.add(bytes.getDouble(at));
    }
    assertThat(numbers)
        .containsExactly(
            0., 1., 2., 3., 4., 100., 101., 102., 103., 104., 200., 201., 202., 203., 204.);
  }

  @Test
  void readsBackAMatrixOfSeveralBlocksAndBuffers() {
    // 700 topics: 1024 words a block, so 1500 words are two blocks; a topic's run is 8 KiB.
    BlockedDoubleMatrix wordMajor = new BlockedDoubleMatrix(RowLayout.of(1500, 700));
    fill(wordMajor);
    Path file = folder.resolve("m.npy");
    Npy.writeTransposed(file, wordMajor);

    BlockedDoubleMatrix read = Npy.readTransposed(file, 700, 1500);

    for (int b = 0; b < read.layout().blocks(); b++) {
      assertThat(read.block(b)).isEqualTo(wordMajor.block(b));
    }
  }

  @Test
  void readsBackOneTopicLongerThanABuffer() {
    BlockedDoubleMatrix wordMajor = new BlockedDoubleMatrix(RowLayout.of(300_001, 1));
    fill(wordMajor);
    Path file = folder.resolve("m.npy");
    Npy.writeTransposed(file, wordMajor);

    assertThat(Npy.readTransposed(file, 1, 300_001).block(0)).isEqualTo(wordMajor.block(0));
  }

  @Test
  void writesRowsAsTheyLie() throws IOException {
    BlockedDoubleMatrix rows = new BlockedDoubleMatrix(new RowLayout(3, 2, 2));
    fill(rows);
    Path file = folder.resolve("theta.npy");
    Npy.writeRows(file, rows);

    assertThat(Npy.readHeader(file).shape()).containsExactly(3L, 2L);
    List<Double> numbers = new ArrayList<>();
    Npy.scan(file, numbers::add);
    assertThat(numbers)
        .containsExactly(
            rows.get(0, 0),
            rows.get(0, 1),
            rows.get(1, 0),
            rows.get(1, 1),
            rows.get(2, 0),
            rows.get(2, 1));
  }

  /** The matrix [[1, 2, 3], [4, 5, 6]] in every form that numpy may give it. */
  @ParameterizedTest
  @CsvSource({
    "1, <f8, False", "2, <f8, False", "3, <f8, False", "1, >f8, False", "1, <f4, False",
    "1, >f4, False", "1, <f8, True", "1, >f8, True", "2, <f4, True", "3, >f4, True"
  })
  void readsEveryForm(int version, String type, boolean fortran) throws IOException {
    double[] numbers = fortran ? new double[] {1, 4, 2, 5, 3, 6} : new double[] {1, 2, 3, 4, 5, 6};
    Path file = npy(version, dictionary(type, fortran, "(2, 3)"), data(type, numbers));

    BlockedDoubleMatrix read = Npy.readTransposed(file, 2, 3);

    assertThat(read.block(0)).containsExactly(1, 4, 2, 5, 3, 6);
  }

  @Test
  void readsTheDictionaryInAnyOrderAndWithOldLongs() throws IOException {
    Path file =
        npy(
            1,
            "{\"shape\" :(2L,), \"fortran_order\":False,\"descr\":\"<f8\"}\n",
            data("<f8", new double[] {7, 8}));

    assertThat(Npy.readVector(file, 2)).containsExactly(7, 8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<i8 | (2, 3) | numbers of type <i8 found, float64 or float32 expected",
        "<U5 | (2, 3) | numbers of type <U5 found",
        "<f8 | (6,) | 1 dimensions, shape (6,), found, (2, 3) expected",
        "<f8 | (1, 2, 3) | 3 dimensions, shape (1, 2, 3), found, (2, 3) expected",
        "<f8 | (3, 2) | shape (3, 2) found, (2, 3) expected",
        "<f8 | (2, 4) | truncated: 176 bytes found, 192 expected for float64 of shape (2, 4)",
        "<f8 | (1, 3) | longer than its header says: 176 bytes found, 152 expected",
        "<f8 | (3037000500, 3037000500) | a shape of (3037000500, 3037000500) is too large",
        "<f8 | (99999999999999999999,) | the array extent 99999999999999999999",
        "<f8 | 23 | no readable 'shape'",
      })
  void tellsWhatItFoundAndExpected(String type, String shape, String message) throws IOException {
    String dictionary = dictionary(type, false, shape);
    Path file = npy(1, dictionary, data("<f8", new double[] {1, 2, 3, 4, 5, 6}));

    LdaException failure =
        catchThrowableOfType(LdaException.class, () -> Npy.readTransposed(file, 2, 3));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(failure).hasMessageStartingWith(file.toString()).hasMessageContaining(message);
  }

  @Test
  void everyCutIsNoticed() throws IOException {
    byte[] whole = bytes(1, dictionary("<f8", false, "(2,)"), data("<f8", new double[] {7, 8}));
    for (int length = 0; length < whole.length; length++) {
      Path file = folder.resolve("cut.npy");
      Files.write(file, Arrays.copyOf(whole, length));
      LdaException failure =
          catchThrowableOfType(LdaException.class, () -> Npy.readVector(file, 2));
      assertThat(failure).as("cut after %d bytes", length).isNotNull();
      assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    }
  }

  @Test
  void newerFormatVersionsAndOtherFilesAreRefused() throws IOException {
    byte[] whole = bytes(1, dictionary("<f8", false, "(2,)"), data("<f8", new double[] {7, 8}));
    whole[6] = 4;
    Path newer = Files.write(folder.resolve("newer.npy"), whole);
    Path text = Files.writeString(folder.resolve("text.npy"), "1.0 2.0 3.0 4.0 5.0 6.0");

    assertThatThrownBy(() -> Npy.readVector(newer, 2))
        .hasMessageContaining("numpy format version 4 found, 1, 2 or 3 expected");
    assertThatThrownBy(() -> Npy.readVector(text, 2)).hasMessageContaining("not a numpy array");
    assertThatThrownBy(() -> Npy.readVector(folder.resolve("none.npy"), 2))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("none.npy: there is no such file or folder");
  }

  @Test
  void sizesBeyondAnIntAreCountedInLongs() {
    NpyHeader header =
        new NpyHeader(List.of(50_000L, 100_000L), false, 8, ByteOrder.LITTLE_ENDIAN, 128);

    assertThat(header.entries()).isEqualTo(5_000_000_000L);
    assertThat(new String(NpyHeader.encode(50_000, 100_000), StandardCharsets.ISO_8859_1))
        .contains("(50000, 100000)");
  }

  @Test
  void checksLengthsPastFourGigabytes() throws IOException {
    // A sparse file: 2^29 + 1 numbers, all zero but the last.
    Path file = folder.resolve("large.npy");
    long entries = (1L << 29) + 1;
    byte[] header = NpyHeader.encode(1, entries);
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(header));
      ByteBuffer last = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(3).flip();
      channel.write(last, header.length + 8 * (entries - 1));
    }

    assertThat(Npy.readHeader(file).entries()).isEqualTo(entries);
    Files.write(file, new byte[1], StandardOpenOption.APPEND);
    assertThatThrownBy(() -> Npy.readHeader(file))
        .hasMessageContaining("4294967433 bytes found, 4294967432 expected");
  }

  @Test
  void devicesAndPipesAreRefusedAtOnce() throws Exception {
    Path pipe = folder.resolve("pipe.npy");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    for (Path special : List.of(pipe, Path.of("/dev/zero"), Path.of("/dev/null"))) {
      assertThatThrownBy(() -> Npy.readHeader(special))
          .isInstanceOfSatisfying(LdaException.class, e -> assertThat(e.exitCode()).isEqualTo(65))
          .hasMessage(special + ": a device or a pipe found, a file expected.");
    }
  }

  private static void fill(BlockedDoubleMatrix rows) {
    RowLayout layout = rows.layout();
    for (int r = 0; r < layout.rows(); r++) {
      for (int c = 0; c < layout.columns(); c++) {
        rows.set(r, c, r + c / 1024.0);
      }
    }
  }

  private Path npy(int version, String dictionary, byte[] data) throws IOException {
    return Files.write(folder.resolve("in.npy"), bytes(version, dictionary, data));
  }

  private static String dictionary(String type, boolean fortran, String shape) {
    String text =
        "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }"
            .formatted(type, fortran ? "True" : "False", shape);
    return text + " ".repeat(117 - text.length()) + "\n";
  }

  private static byte[] bytes(int version, String dictionary, byte[] data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    int length = dictionary.length();
    out.write(length & 0xff);
    out.write(length >> 8);
    if (version > 1) {
      out.writeBytes(new byte[2]);
    }
    out.writeBytes(dictionary.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(data);
    return out.toByteArray();
  }

  private static byte[] data(String type, double[] numbers) {
    boolean wide = type.endsWith("8");
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * (wide ? 8 : 4));
    bytes.order(type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (double number : numbers) {
      if (wide) {
        bytes.putDouble(number);
      } else {
        bytes.putFloat((float) number);
      }
    }
    return bytes.array();
  }
}
