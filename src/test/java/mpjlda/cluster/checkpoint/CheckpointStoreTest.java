package mpjlda.cluster.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import mpjlda.cluster.runfolder.Fingerprint;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.RealFileSystem;
import mpjlda.data.io.SealedJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointStoreTest {
  @TempDir Path output;

  private Path folder() {
    return output.resolve("deep/checkpoint");
  }

  private CheckpointStore store(int keep) {
    return new CheckpointStore(folder(), keep);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 0", "3, 17", "100, 41", "7, 9362", "50, 20011", "70000, 3"})
  void whatIsReadIsWhatWasSavedToTheBit(int topics, int words) {
    CheckpointState state = States.of(7, topics, words);

    SaveResult saved = store(2).save(States.RUN, state);
    Recovery found = store(2).newest(States.RUN);

    States.assertRestored(found, state);
    assertThat(found.warnings()).isEmpty();
    assertThat(saved.warnings()).isEmpty();
    // 8 bytes a number, and little else.
    assertThat(saved.bytes()).isBetween(8L * topics * words, 8L * topics * (words + 2) + 4000);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 56, 64, 1 << 20})
  void theSizeOfBlocksDoesNotMatter(int payloadBytes) {
    CheckpointState state = States.of(3, 3, 17);
    new CheckpointStore(folder(), 1, new RealFileSystem(), payloadBytes).save(States.RUN, state);

    States.assertRestored(store(1).newest(States.RUN), state);
  }

  @Test
  void progressComesBackToTheBit() {
    CheckpointProgress progress =
        new CheckpointProgress(Double.NaN, -0.0, 7, Double.MIN_VALUE, Long.MIN_VALUE, -1);
    CheckpointState plain = States.small(1);
    CheckpointState state =
        new CheckpointState(1, Double.NaN, 0, plain.alpha(), plain.lambda(), progress);

    store(1).save(States.RUN, state);
    CheckpointState read = store(1).newest(States.RUN).checkpoint().orElseThrow().state();

    assertThat(read.progress()).isEqualTo(progress);
    assertThat(read.bound()).isNaN();
  }

  /** Earlier versions wrote the numbers in an order that was another one in every JVM. */
  @Test
  void progressIsReadInAnyOrder() throws DamagedCheckpointException {
    ByteBuffer bytes = ByteBuffer.allocate(200).put((byte) 'M').putInt(6);
    counter(bytes, "polished_from", 'I').putInt(2);
    counter(bytes, "batches_sweeps", 'L').putLong(1L << 40);
    counter(bytes, "tolerance", 'D').putDouble(1e-4);
    counter(bytes, "batches", 'I').putInt(17);
    counter(bytes, "previous_bound", 'D').putDouble(-3.5);
    counter(bytes, "batches_bound", 'D').putDouble(-1.25);

    assertThat(CheckpointProgress.decode(Arrays.copyOf(bytes.array(), bytes.position())))
        .isEqualTo(new CheckpointProgress(-3.5, 1e-4, 17, -1.25, 1L << 40, 2));
  }

  @Test
  void missingProgressIsNamed() {
    ByteBuffer bytes = ByteBuffer.allocate(100).put((byte) 'M').putInt(1);
    counter(bytes, "tolerance", 'D').putDouble(1e-4);

    assertThatThrownBy(() -> CheckpointProgress.decode(bytes.array()))
        .isInstanceOf(DamagedCheckpointException.class)
        .hasMessageContaining("no counter previous_bound");
    assertThatThrownBy(() -> CheckpointProgress.decode(Arrays.copyOf(bytes.array(), 20)))
        .isInstanceOf(DamagedCheckpointException.class)
        .hasMessageContaining("end too early");
  }

  private static ByteBuffer counter(ByteBuffer bytes, String name, char type) {
    return bytes
        .putInt(name.length())
        .put(name.getBytes(StandardCharsets.US_ASCII))
        .put((byte) type);
  }

  @Test
  void nothingThereIsNoCheckpointAndMakesNoFolder() {
    Recovery found = store(2).newest(States.RUN);

    assertThat(found.checkpoint()).isEmpty();
    assertThat(found.warnings()).isEmpty();
    assertThat(store(2).list()).isEmpty();
    assertThat(folder()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void soManyAreKeptAndTheNewestServes(int keep) {
    CheckpointStore store = store(keep);
    for (int t = 1; t <= 7; t++) {
      store.save(States.RUN, States.small(10 * t));
      States.assertRestored(store.newest(States.RUN), States.small(10 * t));
      assertThat(store.list()).hasSize(Math.min(t, keep)).allMatch(CheckpointDescription::good);
    }

    List<String> expected = new ArrayList<>();
    for (int g = 8 - keep; g <= 7; g++) {
      String generation = "generation-0000000" + g + "/";
      expected.addAll(List.of(generation, generation + "manifest.json", generation + "state.ckpt"));
    }
    assertThat(States.names(folder())).containsExactlyElementsOf(expected);
  }

  @Test
  void aDamagedNewestFallsBackWithAWarningAndNeverPushesOutTheGoodOne() throws IOException {
    store(2).save(States.RUN, States.small(10));
    SaveResult second = store(2).save(States.RUN, States.small(20));
    flip(second.folder().resolve("state.ckpt"), 300);
    CheckpointStore store = store(2);

    Recovery found = store.newest(States.RUN);
    States.assertRestored(found, States.small(10));
    assertThat(found.warnings())
        .singleElement()
        .asString()
        .contains(second.folder().toString(), "state.ckpt: block ", "CRC32C");

    // Keeping two means two good ones: the damaged one does not count and goes with time.
    store.save(States.RUN, States.small(11));
    assertThat(generations()).containsExactly(3L, 2L, 1L);
    store.save(States.RUN, States.small(12));
    assertThat(generations()).containsExactly(4L, 3L);
  }

  @Test
  void allDamagedIsBadInputNamingEachAndDeletesNothing() throws IOException {
    SaveResult first = store(2).save(States.RUN, States.small(10));
    SaveResult second = store(2).save(States.RUN, States.small(20));
    flip(first.folder().resolve("manifest.json"), 40);
    Files.delete(second.folder().resolve("state.ckpt"));
    List<String> before = States.names(folder());

    LdaException failure = failureOfNewest(States.RUN);

    assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(failure)
        .hasMessageContaining(
            first.folder() + ": manifest.json: damaged: its CRC32C is wrong or missing")
        .hasMessageContaining(
            second.folder() + ": state.ckpt: cannot be read: there is no such file or folder")
        .hasMessageContaining("Nothing was deleted")
        .hasMessageContaining("--resume never");
    assertThat(States.names(folder())).isEqualTo(before);
  }

  @Test
  void anotherRunsIsRefusedWithTheDifferences() {
    SaveResult saved = store(2).save(States.RUN, States.small(10));
    Fingerprint asked = new Fingerprint(Map.of("corpus", "abc123", "alpha", "0.2", "seed", "7"));

    LdaException failure = failureOfNewest(asked);

    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(failure)
        .hasMessageContaining(folder().toString())
        .hasMessageContaining(saved.folder().getFileName() + ", iteration 10")
        .hasMessageContaining("\n  alpha: 0.1 there, 0.2 asked for")
        .hasMessageContaining("\n  seed: nothing there, 7 asked for")
        .hasMessageContaining("\n  eta: 0.01 there, nothing asked for");
    assertThat(failure.getMessage()).doesNotContain("corpus:");
  }

  @Test
  void generationsOfAnotherRunDoNotCountAsKept() {
    store(1).save(new Fingerprint(Map.of("alpha", "9")), States.small(1));
    CheckpointStore store = store(2);

    store.save(States.RUN, States.small(10));
    assertThat(generations()).containsExactly(2L, 1L);
    store.save(States.RUN, States.small(11));
    assertThat(generations()).containsExactly(3L, 2L);
  }

  @Test
  void aNewerFormatIsNotTakenForDamage() throws IOException {
    store(2).save(States.RUN, States.small(10));
    SaveResult second = store(2).save(States.RUN, States.small(20));
    Path manifest = second.folder().resolve("manifest.json");
    String text = Files.readString(manifest);
    String object = text.substring(0, text.lastIndexOf(",\n")) + "\n}\n";
    Files.writeString(
        manifest,
        SealedJson.seal(object.replace("\"format_version\" : 1", "\"format_version\" : 2")));

    LdaException failure = failureOfNewest(States.RUN);

    assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(failure)
        .hasMessage(
            manifest
                + ": format version 2 found, this program reads up to 1. Use a newer mpj-lda.");
    assertThat(store(2).verify())
        .extracting(CheckpointDescription::status)
        .containsExactly(CheckpointDescription.Status.NEWER, CheckpointDescription.Status.GOOD);
  }

  @Test
  void leftoversAreIgnoredAndCleanedByTheNextSaveButOtherFilesStay() throws IOException {
    store(2).save(States.RUN, States.small(10));
    Path unfinished = Files.createDirectories(folder().resolve("generation-00000002"));
    Files.write(unfinished.resolve("state.ckpt"), new byte[100]);
    Files.write(unfinished.resolve(".manifest.json.tmp"), new byte[10]);
    Files.write(unfinished.resolve(".gamma-000000000000-000000000004.part.tmp"), new byte[10]);
    Files.createDirectories(folder().resolve("generation-00000003"));
    Path notes = Files.writeString(folder().resolve("notes.txt"), "the user's");
    Path inside = Files.createDirectories(folder().resolve("generation-00000004/mine"));

    Recovery found = store(2).newest(States.RUN);
    States.assertRestored(found, States.small(10));
    assertThat(found.warnings())
        .hasSize(3)
        .allMatch(warning -> warning.contains("was not finished"));

    SaveResult saved = store(2).save(States.RUN, States.small(11));
    assertThat(saved.generation()).isEqualTo(5);
    assertThat(generations()).containsExactly(5L, 4L, 1L);
    assertThat(notes).hasContent("the user's");
    assertThat(inside).exists();
    assertThat(saved.warnings()).singleElement().asString().contains("generation-00000004");
  }

  @Test
  void describesWithoutReadingAndVerifiesByReading() throws IOException {
    CheckpointStore store = new CheckpointStore(folder(), 3);
    SaveResult first = store.save(States.RUN, States.small(10));
    SaveResult second = States.saveWithParts(store, 20);
    flip(first.folder().resolve("state.ckpt"), 200);
    Files.createDirectories(folder().resolve("generation-00000009"));

    assertThat(store.list())
        .extracting(CheckpointDescription::status)
        .containsExactly(
            CheckpointDescription.Status.UNFINISHED,
            CheckpointDescription.Status.GOOD,
            CheckpointDescription.Status.GOOD);
    List<CheckpointDescription> verified = store.verify();
    assertThat(verified)
        .extracting(CheckpointDescription::status)
        .containsExactly(
            CheckpointDescription.Status.UNFINISHED,
            CheckpointDescription.Status.GOOD,
            CheckpointDescription.Status.DAMAGED);
    assertThat(verified.get(2).problem()).contains("state.ckpt: block 0 is damaged");
    CheckpointDescription.Details details = verified.get(1).details().orElseThrow();
    assertThat(details.iteration()).isEqualTo(20);
    assertThat(details.topics()).isEqualTo(3);
    assertThat(details.words()).isEqualTo(17);
    assertThat(details.parts()).isEqualTo(2);
    assertThat(details.bytes()).isEqualTo(second.bytes());
    assertThat(details.fingerprint()).isEqualTo(States.RUN);
    assertThat(verified.get(1).toMap()).containsEntry("status", "good").containsEntry("K", 3);
  }

  @Test
  void interruptedReadingIsNoDamage() {
    store(2).save(States.RUN, States.small(10));
    Thread.currentThread().interrupt();
    try {
      assertThat(failureOfNewest(States.RUN).exitCode()).isEqualTo(ExitCode.FAILED);
    } finally {
      Thread.interrupted();
    }
    States.assertRestored(store(2).newest(States.RUN), States.small(10));
  }

  private LdaException failureOfNewest(Fingerprint fingerprint) {
    return catchThrowableOfType(LdaException.class, () -> store(2).newest(fingerprint));
  }

  private List<Long> generations() {
    return store(1).list().stream().map(CheckpointDescription::generation).toList();
  }

  private static void flip(Path file, int position) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[position] ^= 1;
    Files.write(file, bytes);
  }
}
