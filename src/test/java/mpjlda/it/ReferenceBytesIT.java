package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Models and proportions have the bytes that commit cc23465 gave them. The table {@code
 * reference-bytes.csv} has the checksums; a change of the program that is meant to change numbers
 * also changes lines of the table.
 *
 * <p>One rank has two threads and the vector kernel, three ranks have the scalar kernel and only
 * the first compiler, which starts faster.
 */
@Timeout(300)
class ReferenceBytesIT {
  private static final Path RESOURCES = Path.of("src/test/resources/mpjlda/it").toAbsolutePath();
  private static final Path TABLE = RESOURCES.resolve("reference-bytes.csv");

  /** A folder with a checkpoint for each case that goes on from one. */
  private static final Path CHECKPOINTS = RESOURCES.resolve("reference-checkpoints");

  private static final Path KOS = Program.SHARED.resolve("kos/docword.kos.txt");

  /** Paths by their names in the table. */
  private static final Map<String, Path> PLACES =
      Map.of(
          "songs",
          Program.SAMPLE,
          "kos",
          KOS,
          "toy",
          Path.of("src/test/resources/golden/lda_toy").toAbsolutePath());

  private static final Map<String, Path> OUTPUTS = new HashMap<>();

  @TempDir private static Path folder;

  /**
   * A line of the table.
   *
   * @param name of the case; several lines have it where the case makes several files
   * @param command the program's arguments, with names in braces
   * @param file the file in the output folder that has the checksum
   */
  record Reference(String name, String command, String file, String sha256) {
    static Reference parse(String line) {
      String[] columns = line.split(",", -1);
      assertThat(columns).as(line).hasSize(4);
      return new Reference(columns[0], columns[1], columns[2], columns[3]);
    }
  }

  private static List<Reference> table() throws IOException {
    return Files.readAllLines(TABLE).stream()
        .filter(line -> !line.startsWith("#"))
        .map(Reference::parse)
        .toList();
  }

  static Stream<Arguments> referencesAndRanks() throws IOException {
    return table().stream()
        .flatMap(
            reference ->
                Stream.of(1, 3)
                    .map(
                        ranks ->
                            Arguments.of(
                                Named.of(reference.name() + " " + reference.file(), reference),
                                ranks)));
  }

  @ParameterizedTest(name = "{0}, ranks: {1}")
  @MethodSource("referencesAndRanks")
  void bytesAreThoseOfTheReference(Reference reference, int ranks) throws IOException {
    boolean isKos = reference.command().contains("{kos}");
    assumeThat(!isKos || Files.exists(KOS)).as("no ../shared/data/kos").isTrue();
    // KOS on one rank and the small corpora on three; every case on both with --full.
    assumeThat(ranks == (isKos ? 1 : 3) || Boolean.getBoolean("mpjlda.full"))
        .as("a long test")
        .isTrue();
    Path file = output(reference, ranks).resolve(reference.file());
    assertThat(sha256(file)).as("%s on %d ranks", reference, ranks).isEqualTo(reference.sha256());
  }

  /** The output folder of a case, whose command runs once for each number of ranks. */
  private static Path output(Reference reference, int ranks) throws IOException {
    String key = reference.name() + "-" + ranks;
    if (!OUTPUTS.containsKey(key)) {
      Path output = Files.createTempDirectory(folder, key + "-");
      copyCheckpoint(CHECKPOINTS.resolve(reference.name()), output.resolve("checkpoint"));
      Program.Result result = new Program().run(arguments(reference, ranks, output));
      assertThat(result.exitCode()).as("%s on %d ranks\n%s", reference, ranks, result).isZero();
      OUTPUTS.put(key, output);
    }
    return OUTPUTS.get(key);
  }

  private static String[] arguments(Reference reference, int ranks, Path output)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    for (String word : reference.command().split(" ")) {
      arguments.add(resolved(word, ranks));
    }
    boolean training = arguments.get(0).equals("train");
    arguments.addAll(List.of("-q", "-np", "" + ranks, "--output"));
    arguments.add((training ? output : output.resolve(reference.file())).toString());
    if (training) {
      arguments.addAll(List.of("--tolerance", "0", "--kernel", ranks == 1 ? "vector" : "scalar"));
    }
    if (ranks == 1) {
      arguments.addAll(List.of("--threads", "2"));
    } else {
      arguments.addAll(List.of("--java-options", "-XX:TieredStopAtLevel=1"));
    }
    return arguments.toArray(String[]::new);
  }

  /** A word of a command, with the path of a place, or of a case's model, for a name in braces. */
  private static String resolved(String word, int ranks) throws IOException {
    if (!word.startsWith("{")) {
      return word;
    }
    String name = word.substring(1, word.indexOf('}'));
    Path path = PLACES.get(name);
    if (path == null) {
      path = output(caseOf(name), ranks);
    }
    return path + word.substring(word.indexOf('}') + 1);
  }

  private static Reference caseOf(String name) throws IOException {
    return table().stream().filter(line -> line.name().equals(name)).findFirst().orElseThrow();
  }

  private static void copyCheckpoint(Path from, Path to) throws IOException {
    if (!Files.exists(from)) {
      return;
    }
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
