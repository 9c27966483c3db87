package mpjlda.data.modelio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.it.Await;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays to and from numpy itself. */
class NumpyIT {
  @TempDir Path folder;

  @BeforeAll
  static void numpyIsThere() throws Exception {
    String version;
    try {
      version = python("import numpy; print('numpy', *numpy.__version__.split('.')[:2])");
    } catch (IOException e) {
      version = e.toString();
    }
    assumeTrue(
        version.startsWith("numpy "), "skipped: no python3 with numpy on this machine: " + version);
  }

  @Test
  void numpyReadsWhatIsWritten() throws Exception {
    BlockedDoubleMatrix wordMajor = new BlockedDoubleMatrix(new RowLayout(5, 3, 2));
    for (int w = 0; w < 5; w++) {
      for (int k = 0; k < 3; k++) {
        wordMajor.set(w, k, k + w / 7.0);
      }
    }
    Path file = folder.resolve("m.npy");
    Npy.writeTransposed(file, wordMajor);

    String output =
        python(
            "import numpy as n, sys; a = n.load(sys.argv[1]);"
                + " e = n.arange(3.)[:, None] + n.arange(5.)[None, :] / 7;"
                + " print(a.dtype, a.shape, a.flags.c_contiguous, (a == e).all())",
            file.toString());

    assertThat(output.strip()).isEqualTo("float64 (3, 5) True True");
  }

  @Test
  void theBytesAreThoseOfNumpySave() throws Exception {
    for (int topics : List.of(1, 7, 1000, 123_456)) {
      Path ours = folder.resolve("ours.npy");
      Path numpys = folder.resolve("numpys.npy");
      Npy.writeTransposed(ours, new BlockedDoubleMatrix(RowLayout.of(2, topics)));
      python(
          "import numpy as n, sys; n.save(sys.argv[1], n.zeros((int(sys.argv[2]), 2)))",
          numpys.toString(),
          String.valueOf(topics));
      assertThat(ours).as("%d topics", topics).hasSameBinaryContentAs(numpys);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<f8", ">f8", "<f4", ">f4"})
  void whatNumpyWritesIsRead(String type) throws Exception {
    for (String order : List.of("C", "F")) {
      for (int version = 1; version <= 3; version++) {
        Path file = folder.resolve("in.npy");
        python(
            "import numpy as n, sys; from numpy.lib import format as f;"
                + " a = n.arange(6.).reshape(2, 3).astype(sys.argv[2], order=sys.argv[3]);"
                + " f.write_array(open(sys.argv[1], 'wb'), a, version=(int(sys.argv[4]), 0))",
            file.toString(),
            type,
            order,
            String.valueOf(version));

        assertThat(Npy.readTransposed(file, 2, 3).block(0))
            .as("%s, order %s, version %d", type, order, version)
            .containsExactly(0, 3, 1, 4, 2, 5);
      }
    }
  }

  private static String python(String program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("python3", "-c", program));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("python", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      Await.exitCode(process, () -> "python3");
      return Files.readString(output, StandardCharsets.UTF_8);
    } finally {
      Files.delete(output);
    }
  }
}
