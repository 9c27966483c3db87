package mpjlda.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mpjlda.core.errors.LdaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store is there as a whole or not at all, and nothing else is ever replaced. */
class StoreWriterTest {
  @TempDir Path folder;

  private StoreWriter open(boolean replace) {
    Path output = folder.resolve("in/s");
    return replace
        ? StoreWriter.replace(output, Stores.SOURCE)
        : StoreWriter.create(output, Stores.SOURCE);
  }

  private static void add(StoreWriter writer, int... ids) {
    writer.add("", ids, new int[] {1, 1, 1, 1}, ids.length);
  }

  @Test
  void closedWithoutAnEndItLeavesNothing() {
    try (StoreWriter writer = open(false)) {
      add(writer, 1, 2);
      assertThat(folder.resolve("in/s")).doesNotExist();
    }
    assertThat(Stores.list(folder.resolve("in"))).isEmpty();
  }

  @Test
  void whatAKilledProcessLeftIsRemoved() throws IOException {
    Path left = Files.createDirectories(folder.resolve("in/.s.tmp"));
    Files.writeString(left.resolve("documents.bin"), "half of it");
    try (StoreWriter writer = open(false)) {
      add(writer, 0);
      writer.finish(List.of("w"));
    }
    assertThat(Stores.list(folder.resolve("in"))).containsExactly("s");
    Store.open(folder.resolve("in/s")).verify();
  }

  @Test
  void aStoreIsReplacedOnlyIfThatIsAskedFor() {
    Path output = folder.resolve("in/s");
    Stores.write(output, List.of(Map.of(0, 1)), List.of("a"), false);
    assertThatThrownBy(() -> open(false))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("already exists")
        .hasMessageContaining("--overwrite");
    try (StoreWriter writer = open(true)) {
      add(writer, 0, 1);
      assertThat(Store.open(output).summary().nonZeros()).isEqualTo(1);
      writer.finish(List.of("a", "b"));
    }
    assertThat(Store.open(output).summary().nonZeros()).isEqualTo(2);
    assertThat(Stores.list(folder.resolve("in"))).containsExactly("s");
  }

  @Test
  void anythingElseIsNeverReplaced() throws IOException {
    Path output = Files.createDirectories(folder.resolve("in/s"));
    Files.writeString(output.resolve("thesis.tex"), "years of work");
    assertThatThrownBy(() -> open(true))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("is no corpus store");
    assertThat(output.resolve("thesis.tex")).hasContent("years of work");
  }

  /** Only a store's own files are removed with it. */
  @Test
  void whatSomebodyPutIntoAStoreIsNotRemoved() throws IOException {
    Path output = folder.resolve("in/s");
    Stores.write(output, List.of(Map.of(0, 1)), List.of("a"), false);
    Files.writeString(output.resolve("notes.txt"), "mine");
    assertThatThrownBy(
            () -> {
              try (StoreWriter writer = open(true)) {
                add(writer, 0);
                writer.finish(List.of("a"));
              }
            })
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("notes.txt");
    assertThat(output.resolve("notes.txt")).hasContent("mine");
    Store.open(output).verify();
  }

  @Test
  void documentsThatAreNoneAreRefused() {
    try (StoreWriter writer = open(false)) {
      for (int[] ids : new int[][] {{2, 1}, {1, 1}, {-1, 0}}) {
        assertThatThrownBy(() -> add(writer, ids)).isInstanceOf(IllegalArgumentException.class);
      }
      assertThatThrownBy(() -> writer.add("", new int[] {1}, new int[] {0}, 1))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> writer.add("two\nlines", new int[] {1}, new int[] {1}, 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void wordsThatCannotBeALineAreRefused() {
    for (List<String> words : List.of(List.of("a", ""), List.of("a\nb", "c"))) {
      try (StoreWriter writer = open(false)) {
        add(writer, 1);
        assertThatThrownBy(() -> writer.finish(words))
            .isInstanceOf(LdaException.class)
            .hasMessageContaining("of the vocabulary");
      }
    }
    try (StoreWriter writer = open(false)) {
      add(writer, 1);
      assertThatThrownBy(() -> writer.finish(List.of("a")))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(folder.resolve("in/s")).doesNotExist();
  }
}
