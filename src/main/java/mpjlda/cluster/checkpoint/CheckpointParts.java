package mpjlda.cluster.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.IoFailure;

/** Checks on all parts of a generation together. */
final class CheckpointParts {
  private CheckpointParts() {}

  /**
   * Sorts parts by name and first document.
   *
   * @throws IllegalArgumentException if the parts of a name do not follow on each other from
   *     document 0, or differ in width
   */
  static List<CheckpointPartFile> sorted(List<CheckpointPartFile> parts) {
    List<CheckpointPartFile> sorted =
        parts.stream()
            .sorted(
                Comparator.comparing(CheckpointPartFile::name)
                    .thenComparingLong(CheckpointPartFile::firstDocument)
                    .thenComparingLong(CheckpointPartFile::endDocument))
            .toList();
    String name = "";
    int width = 0;
    long next = 0;
    for (CheckpointPartFile part : sorted) {
      if (!part.name().equals(name)) {
        name = part.name();
        width = part.width();
        next = 0;
      }
      if (part.firstDocument() != next || part.width() != width) {
        throw new IllegalArgumentException(
            String.format(
                "part %s: documents from %d on with %d longs each expected, found %s",
                name, next, width, part));
      }
      next = part.endDocument();
    }
    return sorted;
  }

  /**
   * Checks that the files of other ranks are visible here, before the manifest names them.
   *
   * @throws LdaException (70) if one is not
   */
  static void checkPresent(Generation generation, List<CheckpointPartFile> parts) {
    for (CheckpointPartFile part : parts) {
      Path file = generation.part(part);
      try {
        long found = Files.size(file);
        if (found != part.bytes()) {
          throw notShared(file, found + " bytes");
        }
      } catch (IOException e) {
        throw notShared(file, IoFailure.reason(e));
      }
    }
  }

  private static LdaException notShared(Path file, String found) {
    return LdaException.failed(
        "rank 0 does not see "
            + file
            + " as another rank has written it: "
            + found
            + ". The output folder must be on a file system that all hosts share.");
  }

  /** Checks that all files exist, each with its length. */
  static void checkLengths(Generation generation, GenerationReader reader)
      throws DamagedCheckpointException {
    Manifest manifest = reader.manifest();
    checkLength(generation.state(), manifest.state());
    for (CheckpointPartFile part : manifest.parts()) {
      checkLength(generation.part(part), part.sum());
    }
  }

  private static void checkLength(Path file, FileSum sum) throws DamagedCheckpointException {
    try {
      long found = Files.size(file);
      if (found != sum.bytes()) {
        throw new DamagedCheckpointException(
            String.format(
                "%s: %d bytes found, %d expected", file.getFileName(), found, sum.bytes()));
      }
    } catch (IOException e) {
      throw new DamagedCheckpointException(
          file.getFileName() + ": cannot be read: " + IoFailure.reason(e), e);
    }
  }

  /**
   * Passes the wanted documents to {@code sink}, in order.
   *
   * @throws LdaException (65) if a file is damaged, or if there are not all of them
   */
  static void read(Generation generation, PartRange wanted, CheckpointPart.DocumentSink sink) {
    try {
      GenerationReader reader = new GenerationReader(generation);
      long next = wanted.first();
      for (CheckpointPartFile part : reader.manifest().parts()) {
        if (part.name().equals(wanted.part()) && next < wanted.end()) {
          long end = Math.min(part.endDocument(), wanted.end());
          if (end > next) {
            reader.documents(part, next, end, sink);
            next = end;
          }
        }
      }
      if (next < wanted.end()) {
        throw new DamagedCheckpointException(
            String.format(
                "%s: no document %d of %s in it", Generation.MANIFEST, next, wanted.part()));
      }
    } catch (DamagedCheckpointException e) {
      throw LdaException.badInput(generation.folder() + ": " + e.text() + ".");
    } catch (NewerVersionException e) {
      throw e.forUser();
    }
  }
}
