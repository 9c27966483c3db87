package mpjlda.cluster.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.FileSystemCalls;
import mpjlda.data.io.RealFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The machine stops before the N-th call of a save, for every N, and all that was not synced is
 * lost, kept, or lost in part: the newest checkpoint is then the old one or the new one.
 */
class CheckpointCrashTest {
  private static final CheckpointState OLD = States.small(20);
  private static final CheckpointState NEW = States.small(30);

  /** The model is what knows of syncs. */
  private static final FileSystemCalls FAST_DISK =
      new WithoutSync(new RealFileSystem(), true, true);

  /** Random losses tried at each call. */
  private static final int LOSSES = States.FULL ? 200 : 3;

  @TempDir Path scratch;
  private Path before;
  private int crashes;

  /** Two generations with parts, and what an attempt left that was killed. */
  @BeforeEach
  void twoGenerations() throws IOException {
    before = scratch.resolve("before");
    CheckpointStore store = store(before, 2, new RealFileSystem());
    States.saveWithParts(store, 10);
    States.saveWithParts(store, 20);
    Path unfinished = Files.createDirectories(before.resolve("checkpoint/generation-00000003"));
    Files.write(unfinished.resolve("state.ckpt"), new byte[300]);
    Files.write(unfinished.resolve(".manifest.json.tmp"), new byte[30]);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void everyCrashLeavesTheOldOrTheNewCheckpoint(int keep) throws IOException {
    List<String> failures = sweep(keep, LOSSES, calls -> calls);

    States.tell("keep %d: %d crashes, all to the old or the new checkpoint", keep, crashes);
    assertThat(failures).as("seed %d, %d crashes", States.SEED, crashes).isEmpty();
    assertThat(crashes).isGreaterThan(50 * LOSSES);
  }

  /** Else the sweep could not fail. */
  @Test
  void theSweepSeesThatDataIsNotSynced() throws IOException {
    assertThat(sweep(1, 3, calls -> new WithoutSync(calls, true, false))).isNotEmpty();
  }

  @Test
  void theSweepSeesThatFoldersAreNotSynced() throws IOException {
    assertThat(sweep(1, 3, calls -> new WithoutSync(calls, false, true))).isNotEmpty();
  }

  @Test
  void firstSaveOfAllLeavesNothingOrTheNewCheckpoint() throws IOException {
    States.delete(before);
    Files.createDirectories(before);
    for (int n = 1; ; n++) {
      Path disk = fresh("disk");
      CrashModel model = new CrashModel(disk, FAST_DISK);
      boolean saved = crashSave(disk, 2, FaultyCalls.crash(model, n));
      for (CrashModel.Unsynced unsynced : CrashModel.Unsynced.values()) {
        Path after = fresh("after");
        model.crashInto(after, unsynced, new Random(States.SEED + n));
        Optional<Checkpoint> found = newest(after).checkpoint();
        assertThat(found.isPresent() || !saved).as("crash before call %d", n).isTrue();
        found.ifPresent(c -> assertThat(States.difference(c.state(), NEW)).isEmpty());
      }
      if (saved) {
        assertThat(n).isGreaterThan(20);
        return;
      }
    }
  }

  private List<String> sweep(int keep, int losses, UnaryOperator<FileSystemCalls> broken)
      throws IOException {
    List<String> failures = new ArrayList<>();
    crashes = 0;
    for (int n = 1; ; n++) {
      Path disk = fresh("disk");
      States.copy(before, disk);
      CrashModel model = new CrashModel(disk, FAST_DISK);
      boolean saved = crashSave(disk, keep, FaultyCalls.crash(broken.apply(model), n));
      for (int loss = 0; loss < losses + 2; loss++) {
        CrashModel.Unsynced unsynced =
            CrashModel.Unsynced.values()[Math.min(loss, CrashModel.Unsynced.values().length - 1)];
        Path after = fresh("after");
        model.crashInto(after, unsynced, new Random(States.SEED + 1000L * n + loss));
        crashes++;
        String where = "before call " + n + ", " + unsynced + ": ";
        check(after, saved).map(where::concat).ifPresent(failures::add);
        if (loss == losses + 1 && failures.isEmpty()) {
          goesOnFrom(after, keep);
        }
      }
      if (saved || !failures.isEmpty()) {
        return failures;
      }
    }
  }

  /** What is wrong after the crash. */
  private static Optional<String> check(Path output, boolean saved) {
    CheckpointState state;
    long generation;
    for (CheckpointDescription description : store(output, 1, new RealFileSystem()).verify()) {
      if (description.status() == CheckpointDescription.Status.DAMAGED) {
        // Not even an old one that was being removed: it would be told of as a fault of the disk.
        return Optional.of(description.toString());
      }
    }
    try {
      Checkpoint found = newest(output).checkpoint().orElseThrow();
      state = found.state();
      generation = found.generation();
    } catch (LdaException | NoSuchElementException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    boolean isNew = States.difference(state, NEW).isEmpty();
    if (!isNew && (saved || !States.difference(state, OLD).isEmpty())) {
      return Optional.of("iteration " + state.iteration() + (saved ? " after the save" : ""));
    }
    int iteration = isNew ? 30 : 20;
    List<String> wrong = new ArrayList<>();
    store(output, 1, new RealFileSystem())
        .readPart(
            generation,
            new PartRange("gamma", 0, 11),
            (document, values) -> {
              if (!Arrays.equals(values, States.gamma(iteration, document))) {
                wrong.add("document " + document);
              }
            });
    return wrong.stream().findFirst();
  }

  /** The next save works and clears away what the crash left. */
  private static void goesOnFrom(Path output, int keep) {
    CheckpointStore store = store(output, keep, new RealFileSystem());
    newest(output);
    SaveResult saved = store.save(States.RUN, States.small(40));

    States.assertRestored(newest(output), States.small(40));
    assertThat(saved.warnings()).isEmpty();
    assertThat(store.verify()).hasSizeBetween(1, keep).allMatch(CheckpointDescription::good);
    assertThat(States.names(output)).noneMatch(name -> name.contains(".tmp"));
  }

  /** Whether the save came to its end. */
  private static boolean crashSave(Path output, int keep, FaultyCalls calls) {
    try {
      States.saveWithParts(store(output, keep, calls), 30);
      return true;
    } catch (FaultyCalls.Crash e) {
      return false;
    }
  }

  private Path fresh(String name) throws IOException {
    Path folder = scratch.resolve(name);
    if (Files.exists(folder)) {
      States.delete(folder);
    }
    return Files.createDirectory(folder);
  }

  private static Recovery newest(Path output) {
    return store(output, 1, new RealFileSystem()).newest(States.RUN);
  }

  private static CheckpointStore store(Path output, int keep, FileSystemCalls calls) {
    return new CheckpointStore(output.resolve("checkpoint"), keep, calls, States.SMALL_BLOCKS);
  }
}
