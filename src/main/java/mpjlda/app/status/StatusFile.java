package mpjlda.app.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import mpjlda.cluster.launch.supervisor.RankView;
import mpjlda.cluster.launch.supervisor.RunObserver;
import mpjlda.cluster.runfolder.RunOwner;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.IoFailure;
import mpjlda.data.io.Json;
import mpjlda.data.io.JsonFields;

/**
 * Keeps {@value #NAME} in the output folder up to date while a run is supervised, and looks there
 * for {@value #DUMP}, by which another process asks for thread dumps.
 *
 * <p>The file is replaced as a whole but not synced: it is no use to a machine that has crashed.
 * Nothing is written before the ranks have begun their work, since until then the folder may be
 * another run's. A file that cannot be written is no reason to disturb the run.
 */
public final class StatusFile implements RunObserver {
  static final String NAME = ".run-status.json";
  static final String DUMP = ".dump-wanted";

  /** The greatest age of a run's file. */
  static final Duration INTERVAL = Duration.ofSeconds(2);

  private final Path folder;
  private final Path logs;
  private final int iterations;
  private final RunOwner launcher = RunOwner.self(false);
  private final Instant started = Instant.now();
  private Optional<RunStatus> last = Optional.empty();
  private Optional<RunStatus> before = Optional.empty();

  /**
   * @param folder the run's output folder
   * @param logs the folder of the ranks' logs
   * @param iterations of the run at most
   */
  public StatusFile(Path folder, Path logs, int iterations) {
    this.folder = folder;
    this.logs = logs.toAbsolutePath();
    this.iterations = iterations;
  }

  /**
   * Reads a run's status.
   *
   * @return empty if there is none
   * @throws mpjlda.core.errors.LdaException (65) if it is damaged or cannot be read
   */
  static Optional<RunStatus> read(Path folder) {
    Path file = folder.resolve(NAME);
    try {
      String text = Files.readString(file);
      return Optional.of(RunStatus.from(JsonFields.parse(file.toString(), 1, text)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw IoFailure.reading(file, e);
    }
  }

  @Override
  public void running(int restarts, List<RankView> ranks) {
    // Rank 0 takes the folder's lock first of all.
    boolean begun = last.isPresent() || ranks.stream().anyMatch(r -> r.rank() == 0 && r.working());
    Instant now = Instant.now();
    boolean due =
        last.map(
                status ->
                    status.restarts() != restarts || !now.isBefore(status.updated().plus(INTERVAL)))
            .orElse(true);
    if (begun && due) {
      if (last.isEmpty()) {
        before = readQuietly(folder);
      }
      write(
          new RunStatus(
              launcher, started, now, restarts, iterations, logs, RunStatus.RUNNING, ranks));
    }
  }

  @Override
  public boolean wantsDump() {
    return last.isPresent() && Files.exists(folder.resolve(DUMP));
  }

  @Override
  public void dumped() {
    try {
      Files.deleteIfExists(folder.resolve(DUMP));
    } catch (IOException e) {
      // Then there are more dumps, which is harmless.
    }
  }

  @Override
  public void ended(int exitCode) {
    if (exitCode == ExitCode.USAGE && before.isPresent()) {
      // It was refused, so what is in the folder is still the run before.
      write(before.get());
      return;
    }
    last.ifPresent(
        status ->
            write(
                new RunStatus(
                    launcher,
                    started,
                    Instant.now(),
                    status.restarts(),
                    iterations,
                    logs,
                    exitCode,
                    status.ranks())));
  }

  private static Optional<RunStatus> readQuietly(Path folder) {
    try {
      return read(folder);
    } catch (LdaException e) {
      return Optional.empty();
    }
  }

  private void write(RunStatus status) {
    last = Optional.of(status);
    Path temporary = folder.resolve(NAME + ".tmp");
    try {
      Files.writeString(temporary, Json.pretty(status.toMap()));
      Files.move(temporary, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // The run matters more; `status` says how old what it found is.
    }
  }
}
