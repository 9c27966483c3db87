package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import mpjlda.cluster.console.StableMessages;
import mpjlda.it.Faults.Fault;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole program under a disk that fails, and killed at each of its calls: writes (half done),
 * syncs, renames, removals, new files and folders, of the lock, the metrics, the checkpoints and
 * the model. With -Dmpjlda.full=true at every one, else at a few.
 */
@Timeout(3600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultIT {
  private static final long SEED = Long.getLong("tests.seed", 20261121);
  private static final boolean FULL = Boolean.getBoolean("mpjlda.full");
  private static final int A_FEW = 1;

  private Path folder;
  private Faults faults;
  private byte[] expected;
  private int calls;

  @BeforeAll
  void undisturbed(@TempDir Path place) throws Exception {
    folder = place;
    faults = Faults.build(folder);
    Path model = folder.resolve("undisturbed");
    Program.Result result = train(model, new Fault(Faults.FIRST_ATTEMPT, 0, 0, false));
    assertThat(result.exitCode()).as(result.toString()).isZero();
    expected = Files.readAllBytes(model.resolve("lambda.npy"));
    calls = Faults.calls(model).size();
    assertThat(calls).as("calls that change files").isGreaterThan(100);
  }

  private Program.Result train(Path model, Fault fault, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train", "--corpus", Program.SAMPLE.toString(), "-k", "3", "--iterations", "4"));
    arguments.addAll(List.of("--tolerance", "0", "--checkpoint-every", "1"));
    arguments.addAll(List.of("--output", model.toString()));
    arguments.addAll(List.of(more));
    ProcessBuilder command = new Program().builder(arguments.toArray(String[]::new));
    return Program.run(faults.into(command, model, fault));
  }

  private Program.Result trainOn(Path model) {
    return train(model, new Fault(Faults.FIRST_ATTEMPT, 0, 0, false));
  }

  private int[] chosen() {
    SplittableRandom random = new SplittableRandom(SEED);
    return FULL
        ? IntStream.rangeClosed(1, calls).toArray()
        : IntStream.generate(() -> 1 + random.nextInt(calls)).distinct().limit(A_FEW).toArray();
  }

  private String context(Path model, Fault fault, Program.Result result) throws IOException {
    List<String> seen = Faults.calls(model);
    String call = fault.at() <= seen.size() ? seen.get(fault.at() - 1) : "none";
    return "seed %d, %s of %d calls: %s%n%s".formatted(SEED, fault, calls, call, result);
  }

  private void assertEachIterationIsLoggedOnce(Path model, String context) throws IOException {
    List<String> lines = Files.readAllLines(model.resolve("metrics.jsonl"));
    assertThat(lines).as(context).hasSize(4);
    for (int t = 1; t <= 4; t++) {
      assertThat(lines.get(t - 1)).as(context).startsWith("{\"iteration\":" + t + ",");
    }
  }

  @Test
  void aRankKilledAtAnyCallCostsNothingButARestart() throws Exception {
    for (int at : chosen()) {
      Path model = folder.resolve("killed-" + at);
      Fault fault = new Fault(Faults.FIRST_ATTEMPT, at, 0, false);
      Program.Result result = train(model, fault);
      String context = context(model, fault, result);
      assertThat(result.exitCode()).as(context).isZero();
      assertThat(result.err()).as(context).contains(StableMessages.restart(1, 3), "SIGKILL");
      assertThat(model.resolve("lambda.npy")).as(context).hasBinaryContent(expected);
      assertEachIterationIsLoggedOnce(model, context);
      Program.Result info = new Program().run("info", model.toString(), "--verify");
      assertThat(info.exitCode()).as(context + info).isZero();
    }
  }

  /** One call fails, and the next one works again. */
  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void oneFailedCallIsToldOrMadeUpFor() throws Exception {
    for (int at : chosen()) {
      Path model = folder.resolve("failed-" + at);
      // A full disk is not tried again.
      Fault fault = new Fault(Faults.FIRST_ATTEMPT, at, Faults.IO_ERROR, false);
      Program.Result result = train(model, fault);
      String context = context(model, fault, result);
      assertThat(result.exitCode()).as(context).isZero();
      assertThat(result.err()).as(context).doesNotContain("\tat ");
      assertThat(model.resolve("lambda.npy")).as(context).hasBinaryContent(expected);
      assertEachIterationIsLoggedOnce(model, context);
    }
  }

  /** From one call on the disk is full, and stays so until the user has made room. */
  @Test
  void aFullDiskEndsTheRunWithThePathAndTheSameCommandGoesOn() throws Exception {
    for (int at : chosen()) {
      Path model = folder.resolve("full-" + at);
      Fault fault = new Fault(Faults.FIRST_ATTEMPT, at, Faults.NO_SPACE, true);
      Program.Result result = train(model, fault);
      String context = context(model, fault, result);
      assertThat(result.err()).as(context).doesNotContain(StableMessages.restart(1, 3), "java.");
      boolean done = result.exitCode() == 0;
      assertThat(result.exitCode()).as(context).isIn(0, 70);
      if (done) {
        // What is done after the last file was written may fail without a word.
        assertThat(model.resolve("model.json")).as(context).exists();
      } else {
        assertThat(result.err())
            .as(context)
            .contains(model.toString(), "No space left on device")
            .doesNotContain("\tat ");
      }
      Program.Result again = trainOn(model);
      assertThat(again.exitCode()).as(context + again).isZero();
      assertThat(model.resolve("lambda.npy")).as(context + again).hasBinaryContent(expected);
    }
  }

  /** The ranks' logs and the status file are the launcher's: they are not worth a run. */
  @Test
  void aLauncherThatCannotWriteGoesOn() throws Exception {
    for (int at : FULL ? new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20} : new int[] {4}) {
      Path model = folder.resolve("launcher-" + at);
      Fault fault = new Fault(Faults.LAUNCHER, at, Faults.NO_SPACE, true);
      Files.createDirectories(model.resolve("logs"));
      Files.createFile(model.resolve("logs/rank-0000.log"));
      Program.Result result = train(model, fault);
      String context = context(model, fault, result);
      boolean logWasOpened = Faults.calls(model).stream().anyMatch(c -> c.startsWith("write "));
      assertThat(result.exitCode()).as(context).isEqualTo(logWasOpened ? 0 : 70);
      assertThat(result.err()).as(context).contains("rank-0000.log", "No space left on device");
      if (logWasOpened) {
        assertThat(model.resolve("lambda.npy")).as(context).hasBinaryContent(expected);
      }
    }
  }
}
