package mpjlda.app.tune;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.AtomicFile;
import mpjlda.data.io.IoFailure;

/**
 * What the ranks share of a search, in the output folder: a file for each finished trial, which
 * stays, and an empty one for each that a group has taken, in a folder of this attempt's own.
 *
 * <p>A claim is made by creating its file, which the file system lets one process do. Nothing wrong
 * comes of a folder that is not shared, or of a late view of it: a trial is then done twice, with
 * the same result.
 */
final class TrialFolder {
  private static final String TRIALS = "trials";
  private static final String CLAIMS = ".claims";
  private static final String SUFFIX = ".json";

  private final Path trials;
  private final Path allClaims;
  private final Path claims;

  /**
   * @param attempt a name that no attempt before had: the claims of those count for nothing
   */
  TrialFolder(Path output, String attempt) {
    this.trials = output.resolve(TRIALS);
    this.allClaims = output.resolve(CLAIMS);
    this.claims = allClaims.resolve(attempt);
  }

  /** Makes the folders, if they are not there. */
  void create() {
    AtomicFile.createFolders(trials);
    AtomicFile.createFolders(claims);
  }

  /** Removes the claims of all attempts; for when no other process makes any. */
  void removeClaims() {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> below = Files.walk(allClaims)) {
      below.forEach(found::add);
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      throw IoFailure.reading(allClaims, e);
    }
    for (int i = found.size() - 1; i >= 0; i--) {
      AtomicFile.remove(found.get(i));
    }
  }

  /**
   * Takes a trial.
   *
   * @return false if another group has it
   */
  boolean claim(Trial trial) {
    Path claim = claims.resolve(trial.name());
    try {
      Files.createFile(claim);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw IoFailure.writing(claim, e);
    }
  }

  void write(TrialResult result) {
    AtomicFile.writeText(file(result.trial()), result.toJson() + "\n");
  }

  /** The result of a trial, if it is there. */
  Optional<TrialResult> read(Trial trial) {
    return Files.exists(file(trial)) ? Optional.of(read(file(trial))) : Optional.empty();
  }

  /**
   * All results that are there.
   *
   * @throws LdaException (65) if one is damaged
   */
  List<TrialResult> readAll() {
    List<Path> files;
    try (Stream<Path> entries = Files.list(trials)) {
      files =
          entries
              .filter(path -> path.toString().endsWith(SUFFIX))
              .filter(path -> !String.valueOf(path.getFileName()).startsWith("."))
              .sorted()
              .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw IoFailure.reading(trials, e);
    }
    return files.stream().map(TrialFolder::read).toList();
  }

  private Path file(Trial trial) {
    return trials.resolve(trial.name() + SUFFIX);
  }

  private static TrialResult read(Path file) {
    try {
      return TrialResult.fromJson(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw IoFailure.reading(file, e);
    } catch (LdaException e) {
      throw LdaException.badInput(
          e.getMessage() + " Remove the file to have that trial done again.");
    }
  }
}
