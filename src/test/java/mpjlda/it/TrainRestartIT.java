package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mpjlda.cluster.console.StableMessages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Trainings whose ranks die or freeze, or that are told to stop: they end with the bytes of an
 * undisturbed one.
 */
class TrainRestartIT {
  private static final long SEED = Long.getLong("tests.seed", 20261121);
  private static final int KILLS_A_START = 12;
  private static final String[] LENGTH = {"--iterations", "200", "-k", "6"};

  /** The kills are to cost more time than the work and the compilers. */
  private static final String[] SOAKED = {"--iterations", "100", "-k", "6"};

  @TempDir private Path folder;

  private static String[] with(String... more) {
    return concat(LENGTH, more);
  }

  private static String[] concat(String[] some, String... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
  }

  private static byte[] lambda(Path folder) throws IOException {
    return Files.readAllBytes(folder.resolve("model/lambda.npy"));
  }

  private byte[] undisturbed(String... length) throws IOException, InterruptedException {
    Path place = Files.createDirectories(folder.resolve("undisturbed"));
    assertThat(RunningTraining.start(place, concat(length, "-q")).exitCode()).isZero();
    return lambda(place);
  }

  private static void assertLoggedOnce(Path folder, int iterations) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("model/metrics.jsonl"));
    assertThat(lines).hasSize(iterations);
    for (int t = 1; t <= lines.size(); t++) {
      assertThat(lines.get(t - 1)).startsWith("{\"iteration\":" + t + ",");
    }
  }

  @Test
  void aKilledAndAFrozenRankCostARestartEach() throws Exception {
    byte[] expected = undisturbed(LENGTH);
    RunningTraining run =
        RunningTraining.start(
            folder, with("-np", "3", "--checkpoint-every", "5", "--heartbeat-timeout", "8s"));
    run.awaitIteration(20);
    run.runningRank(1).destroyForcibly();
    run.awaitText(StableMessages.restart(1, 3));
    run.awaitText(StableMessages.RESUMED);
    run.awaitIteration(60);
    List<ProcessHandle> all = run.processes();
    new ProcessBuilder("kill", "-STOP", "" + run.runningRank(2).pid()).start().waitFor();
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err())
        .containsPattern(StableMessages.restart(1, 3) + " in .* rank 1 on \\S+ failed in .*SIGKILL")
        .containsPattern(StableMessages.restart(2, 3) + " in .* rank 2 on \\S+ has been silent");
    assertThat(Files.readString(folder.resolve("model/logs/rank-0000.log")))
        .contains("Full thread dump", "restart 1");
    assertThat(lambda(folder)).isEqualTo(expected);
    assertLoggedOnce(folder, 200);
    Await.gone(all);
  }

  @ParameterizedTest
  @CsvSource({"TERM, 1", "INT, 2", "USR1, 3", "USR2, 1", "XCPU, 2"})
  void aSignalStopsWithACheckpoint(String signal, int ranks) throws Exception {
    boolean quick = List.of("TERM", "USR1").contains(signal);
    assumeThat(quick || Boolean.getBoolean("mpjlda.full")).as("a long test").isTrue();
    RunningTraining run = RunningTraining.start(folder, "-np", "" + ranks);
    run.awaitIteration(3);
    run.signal(signal);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(75);
    assertThat(run.err()).contains(StableMessages.STOPPED, "SIG" + signal);
    RunningTraining again = RunningTraining.start(folder, "-np", "2", "--max-time", "2s");
    assertThat(again.exitCode()).as(again.err()).isEqualTo(75);
    assertThat(again.err()).startsWith(StableMessages.RESUMED);
  }

  @Test
  void theRequeueCodeTakesThePlaceOf75() throws Exception {
    RunningTraining run = RunningTraining.start(folder, "--requeue-code", "99");
    run.awaitIteration(2);
    run.signal("USR1");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(99);
  }

  /**
   * Many runs, several at a time, whose ranks (and in a tenth of the cases the launcher) are killed
   * at random moments: none is lost, none hangs, none leaves a process, all end with the same
   * bytes.
   */
  @Test
  @Timeout(value = 6, unit = TimeUnit.HOURS)
  void randomKillsLoseNothing() throws Exception {
    boolean full = Boolean.getBoolean("mpjlda.full");
    int kills = Integer.getInteger("mpjlda.soak.kills", full ? 1000 : 6);
    byte[] expected = undisturbed(SOAKED);
    int lanes = Integer.getInteger("mpjlda.soak.lanes", 2);
    ExecutorService threads = Executors.newFixedThreadPool(lanes);
    List<Future<String>> results = new ArrayList<>();
    for (int lane = 0; lane < lanes; lane++) {
      int number = lane;
      results.add(threads.submit(() -> soak(number, (kills + lanes - 1) / lanes, expected)));
    }
    threads.shutdown();
    for (Future<String> result : results) {
      System.out.println("soak, seed " + SEED + ": " + result.get());
    }
  }

  private String soak(int lane, int kills, byte[] expected) throws Exception {
    SplittableRandom random = new SplittableRandom(SEED + lane);
    int killed = 0;
    int launchersKilled = 0;
    int runs = 0;
    long start = System.nanoTime();
    while (killed < kills) {
      Path place = Files.createDirectories(folder.resolve("soak-" + lane + "-" + runs++));
      boolean done = false;
      for (int starts = 0; !done; starts++) {
        assertThat(starts)
            .as("seed %d, lane %d: a run comes to its end", SEED, lane)
            .isLessThan(50);
        int ranks = 2 + random.nextInt(4);
        RunningTraining run =
            RunningTraining.start(
                place,
                concat(
                    SOAKED, "-np", "" + ranks, "--checkpoint-every", "1", "--max-restarts=1000"));
        List<ProcessHandle> seen = new ArrayList<>();
        int launcherAfter = random.nextInt(10) == 0 ? random.nextInt(KILLS_A_START) : -1;
        for (int k = 0; k < KILLS_A_START && killed < kills && run.launcher().isAlive(); ) {
          run.launcher().waitFor(100 + random.nextInt(1900), TimeUnit.MILLISECONDS);
          seen.addAll(run.processes());
          if (k == launcherAfter && run.launcher().isAlive()) {
            run.launcher().destroyForcibly();
            launchersKilled++;
            killed++;
            break;
          }
          if (run.rank(random.nextInt(ranks)).filter(ProcessHandle::destroyForcibly).isPresent()) {
            killed++;
            k++;
          }
        }
        int code = run.exitCode();
        Await.gone(seen);
        done = code == 0;
        assertThat(code).as("seed %d, lane %d\n%s", SEED, lane, run.err()).isIn(0, 137);
      }
      assertThat(lambda(place))
          .as("seed %d, lane %d, run %d", SEED, lane, runs)
          .isEqualTo(expected);
      assertLoggedOnce(place, 100);
    }
    return String.format(
        "%d kills, %d of them of launchers, in %d runs, %.0f s: none lost, same bytes",
        killed, launchersKilled, runs, (System.nanoTime() - start) / 1e9);
  }
}
