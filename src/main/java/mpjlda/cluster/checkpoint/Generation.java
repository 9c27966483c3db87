package mpjlda.cluster.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mpjlda.data.io.DurableFiles;
import mpjlda.data.io.IoFailure;

/**
 * The folder of one checkpoint, and the names in it.
 *
 * @param number counts up over the life of the output folder and is never used twice by a run
 */
record Generation(Path folder, long number) {
  static final String STATE = "state.ckpt";
  static final String MANIFEST = "manifest.json";
  static final String PART = ".part";

  /** Any 18 digits fit a long. */
  private static final Pattern NAME = Pattern.compile("generation-(\\d{8,18})");

  static Generation of(Path checkpoints, long number) {
    return new Generation(checkpoints.resolve(String.format("generation-%08d", number)), number);
  }

  /**
   * Lists all generations, the newest first, finished or not; none if there is no such folder.
   *
   * @throws mpjlda.core.errors.LdaException (65) if it cannot be read
   */
  static List<Generation> allIn(Path checkpoints) {
    if (Files.notExists(checkpoints)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(checkpoints)) {
      return entries
          .flatMap(entry -> parse(entry).stream())
          .sorted(Comparator.comparingLong(Generation::number).reversed())
          .toList();
    } catch (IOException e) {
      throw IoFailure.reading(checkpoints, e);
    }
  }

  private static Optional<Generation> parse(Path entry) {
    Matcher name = NAME.matcher(String.valueOf(entry.getFileName()));
    return name.matches() && Files.isDirectory(entry)
        ? Optional.of(new Generation(entry, Long.parseLong(name.group(1))))
        : Optional.empty();
  }

  String name() {
    return String.valueOf(folder.getFileName());
  }

  Path state() {
    return folder.resolve(STATE);
  }

  Path manifest() {
    return folder.resolve(MANIFEST);
  }

  boolean hasManifest() {
    return Files.exists(manifest());
  }

  Path part(CheckpointPartFile part) {
    return folder.resolve(part.fileName());
  }

  /** Whether a file of this name can only be this program's. */
  static boolean isOurs(String fileName) {
    String name =
        fileName.startsWith(".") && fileName.endsWith(DurableFiles.TEMPORARY)
            ? fileName.substring(1, fileName.length() - DurableFiles.TEMPORARY.length())
            : fileName;
    return name.equals(STATE) || name.equals(MANIFEST) || name.endsWith(PART);
  }
}
