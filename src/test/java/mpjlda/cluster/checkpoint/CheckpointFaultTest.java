package mpjlda.cluster.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.FileSystemCalls;
import mpjlda.data.io.RealFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Disks that are full, broken or not ours. */
class CheckpointFaultTest {
  @TempDir Path scratch;

  private record Case(IOException failure, String told) {}

  private static final List<Case> CASES =
      List.of(
          new Case(new IOException("No space left on device"), "No space left on device"),
          new Case(new IOException("Input/output error"), "Input/output error"),
          new Case(new AccessDeniedException("x"), "permission denied"));

  @ParameterizedTest
  @EnumSource(names = {"FAIL_ONCE", "FAIL_ON"})
  void failureOfAnyCallIsToldAndLeavesTheOldCheckpoint(FaultyCalls.Fault fault) throws IOException {
    List<String> told = new ArrayList<>();
    int n = 0;
    boolean reached = true;
    while (reached) {
      n++;
      Case failing = CASES.get(n % CASES.size());
      Path folder = scratch.resolve("n" + n).resolve("checkpoint");
      CheckpointStore good = store(folder, new RealFileSystem());
      States.saveWithParts(good, 10);
      States.saveWithParts(good, 20);
      FaultyCalls calls = new FaultyCalls(new RealFileSystem(), fault, n, failing.failure());
      try {
        SaveResult saved = States.saveWithParts(store(folder, calls), 30);
        reached = calls.count() >= n;
        // Only what is removed after the new checkpoint is durable may fail silently.
        assertThat(saved.warnings())
            .as("call %d", n)
            .hasSizeBetween(reached ? 1 : 0, reached ? 2 : 0);
        States.assertRestored(good.newest(States.RUN), States.small(30));
      } catch (LdaException e) {
        assertThat(e.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(e)
            .as("call %d", n)
            .message()
            .matches("cannot (write|create the folder) " + Pattern.quote(folder.toString()) + ".*")
            .contains(failing.told());
        told.add(e.getMessage());
        checkAfterFailure(good, fault, n);
      }
      goesOn(good, n);
      States.delete(folder);
    }
    assertThat(told).hasSizeGreaterThan(40);
    assertThat(told).anyMatch(message -> message.contains("manifest.json: "));
    assertThat(told).anyMatch(message -> message.contains("000000000011.part: "));
  }

  private static void checkAfterFailure(CheckpointStore store, FaultyCalls.Fault fault, int n) {
    List<CheckpointDescription> verified = store.verify();
    assertThat(
            verified.stream()
                .filter(CheckpointDescription::good)
                .map(CheckpointDescription::generation))
        .as("call %d", n)
        .contains(2L, 1L);
    Checkpoint found = store.newest(States.RUN).checkpoint().orElseThrow();
    boolean isOld = States.difference(found.state(), States.small(20)).isEmpty();
    // When a folder's sync fails for ever, the new manifest cannot be taken back for certain.
    boolean isNew =
        fault == FaultyCalls.Fault.FAIL_ON
            && States.difference(found.state(), States.small(30)).isEmpty();
    assertThat(isOld || isNew).as("call %d", n).isTrue();
  }

  /** The disk works again. */
  private static void goesOn(CheckpointStore store, int n) {
    SaveResult saved = store.save(States.RUN, States.small(40));
    assertThat(saved.warnings()).as("call %d", n).isEmpty();
    assertThat(store.verify()).as("call %d", n).hasSize(2).allMatch(CheckpointDescription::good);
    States.assertRestored(store.newest(States.RUN), States.small(40));
    assertThat(States.names(saved.folder().getParent())).noneMatch(name -> name.contains(".tmp"));
  }

  @Test
  void aFileWhereTheFolderShouldBeIsTold() throws IOException {
    Path file = Files.writeString(scratch.resolve("checkpoint"), "x");

    LdaException failure =
        catchThrowableOfType(
            LdaException.class,
            () -> new CheckpointStore(file, 1).save(States.RUN, States.small(1)));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(failure)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("a file stands where a folder is needed");
    assertThat(file).hasContent("x");
  }

  @Test
  void aFolderThatMayNotBeWrittenIsTold() throws IOException {
    Path output = Files.createDirectory(scratch.resolve("output"));
    assumeTrue(output.toFile().setWritable(false) && !Files.isWritable(output), "root may write");
    try {
      assertUnwritable(output.resolve("checkpoint"), "permission denied");
    } finally {
      assertThat(output.toFile().setWritable(true)).isTrue();
    }
  }

  @Test
  void aFullFileSystemIsToldKeepsTheOldCheckpointAndIsCleanedUp() throws IOException {
    try (Mount mount = Mount.tmpfs(scratch.resolve("small"), "64k")) {
      CheckpointStore store = new CheckpointStore(mount.folder().resolve("checkpoint"), 2);
      CheckpointState small = States.of(10, 10, 200);
      store.save(States.RUN, small);
      long free = Files.getFileStore(mount.folder()).getUsableSpace();

      for (CheckpointState big : List.of(States.of(11, 10, 1000), States.of(12, 10, 600))) {
        LdaException failure =
            catchThrowableOfType(LdaException.class, () -> store.save(States.RUN, big));
        assertThat(failure.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(failure)
            .hasMessageContaining("state.ckpt")
            .hasMessageContaining("No space left on device")
            .hasMessageContaining("Free space there");
        States.assertRestored(store.newest(States.RUN), small);
        assertThat(store.verify()).hasSize(1).allMatch(CheckpointDescription::good);
        assertThat(Files.getFileStore(mount.folder()).getUsableSpace()).isEqualTo(free);
      }
      store.save(States.RUN, States.of(13, 10, 200));
      assertThat(store.verify()).hasSize(2).allMatch(CheckpointDescription::good);
    }
  }

  @Test
  void aReadOnlyFileSystemIsToldAndStillRead() throws IOException {
    try (Mount mount = Mount.tmpfs(scratch.resolve("small"), "64k")) {
      Path folder = mount.folder().resolve("checkpoint");
      new CheckpointStore(folder, 2).save(States.RUN, States.small(10));
      mount.makeReadOnly();

      assertUnwritable(folder, "Read-only file system");
      States.assertRestored(new CheckpointStore(folder, 2).newest(States.RUN), States.small(10));
    }
  }

  private static void assertUnwritable(Path folder, String reason) {
    LdaException failure =
        catchThrowableOfType(
            LdaException.class,
            () -> new CheckpointStore(folder, 2).save(States.RUN, States.small(11)));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(failure)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining(reason)
        .hasMessageContaining("Choose a folder that you may write to.");
  }

  private static CheckpointStore store(Path folder, FileSystemCalls calls) {
    return new CheckpointStore(folder, 2, calls, States.SMALL_BLOCKS);
  }

  /** A file system of its own; the test is skipped where that takes a right we lack. */
  private record Mount(Path folder) implements AutoCloseable {
    static Mount tmpfs(Path folder, String size) throws IOException {
      Files.createDirectory(folder);
      boolean mounted =
          run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString());
      assumeTrue(mounted, "mounting a tmpfs needs root");
      return new Mount(folder);
    }

    void makeReadOnly() throws IOException {
      assertThat(run("mount", "-o", "remount,ro", folder.toString())).isTrue();
    }

    @Override
    public void close() throws IOException {
      assertThat(run("umount", folder.toString())).isTrue();
    }

    private static boolean run(String... command) {
      try {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor()
            == 0;
      } catch (IOException e) {
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
