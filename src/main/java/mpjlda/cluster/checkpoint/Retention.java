package mpjlda.cluster.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import mpjlda.data.io.FileSystemCalls;
import mpjlda.data.io.IoFailure;

/**
 * Removes generations beyond the number to keep, and the remains of attempts that were not
 * finished. Damaged generations, and those of other runs, do not count: they never displace a good
 * one.
 */
final class Retention {
  private final Path checkpoints;
  private final FileSystemCalls calls;
  private final List<String> warnings = new ArrayList<>();

  Retention(Path checkpoints, FileSystemCalls calls) {
    this.checkpoints = checkpoints;
    this.calls = calls;
  }

  /**
   * Removes generations when {@code newest} is durable.
   *
   * @param keep generations to be kept, the newest included
   * @param damaged numbers of generations that are known to be damaged
   * @return what could not be removed, and why
   */
  List<String> apply(Generation newest, Manifest manifest, int keep, Set<Long> damaged) {
    int kept = 1;
    boolean removed = false;
    for (Generation generation : Generation.allIn(checkpoints)) {
      if (generation.number() == newest.number()) {
        continue;
      }
      if (kept < keep && !damaged.contains(generation.number()) && isSound(generation, manifest)) {
        kept++;
      } else if (kept == keep || !generation.hasManifest()) {
        remove(generation);
        removed = true;
      }
    }
    if (removed) {
      forceFolder();
    }
    return List.copyOf(warnings);
  }

  /**
   * Removes a generation that is not finished, or not wanted, as far as that can be done.
   *
   * @return what could not be removed, and why
   */
  List<String> abandon(Generation generation) {
    remove(generation);
    return List.copyOf(warnings);
  }

  /**
   * Whether manifest and lengths of files are good: reading every byte would take too long here.
   */
  private static boolean isSound(Generation generation, Manifest ours) {
    if (!generation.hasManifest()) {
      return false;
    }
    try {
      Manifest manifest = new GenerationReader(generation).manifest();
      boolean sound =
          manifest.fingerprint().equals(ours.fingerprint())
              && Files.size(generation.state()) == manifest.state().bytes();
      for (CheckpointPartFile part : manifest.parts()) {
        sound &= Files.size(generation.part(part)) == part.bytes();
      }
      return sound;
    } catch (DamagedCheckpointException | NewerVersionException | IOException e) {
      return false;
    }
  }

  /**
   * Removes the manifest first, and durably: a crash in between must leave no generation that has a
   * manifest and lacks files.
   */
  private void remove(Generation generation) {
    try {
      if (generation.hasManifest()) {
        calls.delete(generation.manifest());
        calls.forceFolder(generation.folder());
      }
      for (Path file : ourFilesIn(generation)) {
        calls.delete(file);
      }
      calls.delete(generation.folder());
    } catch (IOException e) {
      warnings.add("cannot remove " + generation.folder() + ": " + IoFailure.reason(e));
    }
  }

  private static List<Path> ourFilesIn(Generation generation) throws IOException {
    try (Stream<Path> entries = Files.list(generation.folder())) {
      return entries
          .filter(entry -> Generation.isOurs(String.valueOf(entry.getFileName())))
          .sorted()
          .toList();
    }
  }

  private void forceFolder() {
    try {
      calls.forceFolder(checkpoints);
    } catch (IOException e) {
      warnings.add("cannot sync " + checkpoints + ": " + IoFailure.reason(e));
    }
  }
}
