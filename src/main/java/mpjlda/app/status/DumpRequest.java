package mpjlda.app.status;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mpjlda.cluster.launch.supervisor.RankView;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.IoFailure;

/** Asks a run for the thread dumps of its ranks, from another process, also on another host. */
public final class DumpRequest {
  private static final Duration POLL = Duration.ofMillis(50);

  private final Path output;
  private final RunStatus status;

  private DumpRequest(Path output, RunStatus status) {
    this.output = output;
    this.status = status;
  }

  /**
   * Makes a request to the run in a folder.
   *
   * @throws LdaException (65) if there is no run that could answer
   */
  public static DumpRequest to(Path output) {
    StatusReport report = StatusReport.of(output);
    Optional<RunStatus> status = report.status().filter(RunStatus::isRunning);
    if (!report.isRunning() || status.isEmpty()) {
      throw LdaException.badInput(
          output
              + ": its run is "
              + report.state()
              + (report.isRunning() ? " without bin/mpj-lda" : "")
              + ", expected one that bin/mpj-lda runs now. For any Java process there is: jstack"
              + " PID");
    }
    return new DumpRequest(output, status.get());
  }

  /**
   * Waits until the dumps are in the ranks' logs.
   *
   * @param patience with the launcher
   * @return the text added to each rank's log, by the name of the file
   * @throws LdaException (69) if the launcher does not answer in time, (70) if a file cannot be
   *     written
   */
  public Map<String, List<String>> take(Duration patience) throws InterruptedException {
    Map<Path, Long> sizes = new LinkedHashMap<>();
    for (RankView rank : status.ranks()) {
      Path log = status.logs().resolve("rank-%04d.log".formatted(rank.rank()));
      sizes.put(log, sizeOf(log));
    }
    Path request = output.resolve(StatusFile.DUMP);
    try {
      Files.writeString(request, "");
    } catch (IOException e) {
      throw IoFailure.writing(request, e);
    }
    long until = System.nanoTime() + patience.toNanos();
    while (Files.exists(request)) {
      if (System.nanoTime() > until) {
        withdraw(request);
        throw LdaException.unavailable(
            "the run's launcher (process %d on %s) has not answered within %d s. It may stand still, or see the folder late over a network file system. On its host: jstack PID, for each of its Java processes."
                .formatted(
                    status.launcher().pid(), status.launcher().host(), patience.toSeconds()));
      }
      Thread.sleep(POLL.toMillis());
    }
    Map<String, List<String>> dumps = new LinkedHashMap<>();
    sizes.forEach((log, from) -> dumps.put(log.toString(), linesAfter(log, from)));
    return dumps;
  }

  private static void withdraw(Path request) {
    try {
      Files.deleteIfExists(request);
    } catch (IOException e) {
      // The launcher may answer it later.
    }
  }

  private static long sizeOf(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw IoFailure.reading(file, e);
    }
  }

  private static List<String> linesAfter(Path file, long from) {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(from);
      byte[] bytes = new byte[(int) Math.max(0, in.length() - from)];
      in.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw IoFailure.reading(file, e);
    }
  }
}
