package mpjlda.cluster.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.RealFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts written by some ranks are read by others. */
class CheckpointPartTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {8, 40, 48, 64, 1 << 19})
  void anyRangeIsReadWhateverRanksWroteIt(int payloadBytes) {
    CheckpointStore store = new CheckpointStore(folder, 1, new RealFileSystem(), payloadBytes);
    long generation = store.begin();
    int[] ends = {0, 4, 4, 11, 12};
    CheckpointPartFile[] parts = new CheckpointPartFile[ends.length - 1];
    for (int rank = 0; rank + 1 < ends.length; rank++) {
      parts[rank] =
          store.writePart(generation, States.RUN, States.part(8, ends[rank], ends[rank + 1]));
    }
    store.commit(
        generation, States.RUN, States.small(8), List.of(parts[2], parts[0], parts[3], parts[1]));

    Checkpoint found = store.newest(States.RUN).checkpoint().orElseThrow();
    assertThat(found.parts())
        .extracting(CheckpointPartFile::endDocument)
        .containsExactly(4L, 4L, 11L, 12L);
    for (int first = 0; first <= 12; first++) {
      for (int end = first; end <= 12; end++) {
        long[] next = {first};
        store.readPart(
            found.generation(),
            new PartRange("gamma", first, end),
            (document, values) -> {
              assertThat(document).isEqualTo(next[0]++);
              assertThat(values).isEqualTo(States.gamma(8, document));
            });
        assertThat(next[0]).isEqualTo(end);
      }
    }
  }

  @Test
  void aPartIsToldInLongs() {
    CheckpointPartFile part = new CheckpointPartFile("counts", 1L << 40, 7, 100, 1L << 50, -5);

    assertThat(part.toLongs()).hasSize(CheckpointPartFile.LONGS);
    assertThat(CheckpointPartFile.fromLongs("counts", part.toLongs())).isEqualTo(part);
  }

  @Test
  void gapsOverlapsAndOtherWidthsAreRefused() {
    CheckpointPartFile first = new CheckpointPartFile("gamma", 0, 4, 5, 100, 0);
    CheckpointPartFile gap = new CheckpointPartFile("gamma", 5, 4, 5, 100, 0);
    CheckpointPartFile overlap = new CheckpointPartFile("gamma", 3, 4, 5, 100, 0);
    CheckpointPartFile wider = new CheckpointPartFile("gamma", 4, 4, 6, 100, 0);

    for (CheckpointPartFile second : List.of(gap, overlap, wider)) {
      assertThatThrownBy(() -> CheckpointParts.sorted(List.of(first, second)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("documents from 4 on with 5 longs each expected");
    }
    assertThatThrownBy(() -> CheckpointParts.sorted(List.of(gap)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("documents from 0 on");
  }

  @Test
  void aPartThatRankZeroDoesNotSeeIsAFailureAndLeavesTheOldCheckpoint() throws IOException {
    CheckpointStore store = new CheckpointStore(folder, 1);
    store.save(States.RUN, States.small(1));
    long generation = store.begin();
    CheckpointPartFile part = store.writePart(generation, States.RUN, States.part(2, 0, 3));
    Path file = Generation.of(folder, generation).part(part);
    Files.delete(file);

    LdaException failure =
        catchThrowableOfType(
            LdaException.class,
            () -> store.commit(generation, States.RUN, States.small(2), List.of(part)));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(failure).hasMessageContaining(file.toString()).hasMessageContaining("share");
    States.assertRestored(store.newest(States.RUN), States.small(1));
    assertThat(store.list()).hasSize(1);
  }

  @Test
  void aMissingDocumentOrPartIsTold() {
    CheckpointStore store = new CheckpointStore(folder, 1);
    SaveResult saved = States.saveWithParts(store, 3);

    for (PartRange range : List.of(new PartRange("gamma", 5, 12), new PartRange("counts", 0, 1))) {
      LdaException failure =
          catchThrowableOfType(
              LdaException.class,
              () -> store.readPart(saved.generation(), range, (document, values) -> {}));
      assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(failure).hasMessageContaining("of " + range.part() + " in it");
    }
  }

  @Test
  void exchangedPartsOfTwoRanksAreToldByTheReadingRank() throws IOException {
    CheckpointStore store = new CheckpointStore(folder, 1);
    long generation = store.begin();
    CheckpointPartFile a = store.writePart(generation, States.RUN, States.part(2, 0, 3));
    CheckpointPartFile b = store.writePart(generation, States.RUN, States.part(2, 3, 6));
    store.commit(generation, States.RUN, States.small(2), List.of(a, b));
    Path one = Generation.of(folder, generation).part(a);
    Path two = Generation.of(folder, generation).part(b);
    byte[] bytes = Files.readAllBytes(one);
    Files.write(one, Files.readAllBytes(two));
    Files.write(two, bytes);

    assertThatThrownBy(
            () ->
                store.readPart(generation, new PartRange("gamma", 0, 1), (document, values) -> {}))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("another file in its place");
  }

  @Test
  void abandonedGenerationIsGone() {
    CheckpointStore store = new CheckpointStore(folder, 1);
    long generation = store.begin();
    store.writePart(generation, States.RUN, States.part(2, 0, 3));

    store.abandon(generation);

    assertThat(States.names(folder)).isEmpty();
    assertThat(store.begin()).isEqualTo(generation + 1);
  }
}
