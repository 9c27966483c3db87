package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code src/main/python/mpj_lda.py}: its own tests, in Python, with the program of this build. */
class PythonFileIT {
  private static final Path TESTS = Path.of("src/test/python/test_mpj_lda.py").toAbsolutePath();

  @TempDir private Path folder;

  /** One by one, so that a busy machine has time for each. */
  static List<String> testClasses() throws Exception {
    return Pattern.compile("^class (\\w+)\\(Case\\)", Pattern.MULTILINE)
        .matcher(Files.readString(TESTS))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("testClasses")
  void pythonsOwnTestsPass(String testClass) throws Exception {
    Optional<String> python = python();
    assumeTrue(python.isPresent(), "skipped: no python3 with numpy and scipy on this machine");
    ProcessBuilder tests = new ProcessBuilder(python.get(), "-B", TESTS.toString(), testClass);
    tests.environment().put("MPJ_LDA", program().toString());
    Program.Result result = Program.run(tests.directory(folder.toFile()));
    assertThat(result.exitCode()).as("%s", result).isZero();
    assertThat(result.err()).containsPattern("Ran [1-9][0-9]* tests");
  }

  /** The first in PATH, or the system's, whose packages are there. */
  private static Optional<String> python() {
    return Stream.of("python3", "/usr/bin/python3").filter(PythonFileIT::hasPackages).findFirst();
  }

  private static boolean hasPackages(String python) {
    try {
      return Program.run(new ProcessBuilder(python, "-c", "import numpy, scipy.sparse")).exitCode()
          == 0;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** A program file for one that takes several words to start. */
  private Path program() throws Exception {
    String command =
        new Program()
            .builder().command().stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    Path script = folder.resolve("mpj-lda");
    // Ranks that compute little start faster so.
    Files.writeString(
        script,
        """
        #!/bin/sh
        case $1 in
          train | infer | evaluate) exec %1$s "$@" --java-options -XX:TieredStopAtLevel=1 ;;
          *) exec %1$s "$@" ;;
        esac
        """
            .formatted(command));
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
