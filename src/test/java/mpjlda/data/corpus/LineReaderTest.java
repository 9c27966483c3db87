package mpjlda.data.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineReaderTest {
  private static final long SEED = 99;

  @TempDir Path folder;

  @Test
  void linesLongerThanTheBufferAndShorter() throws IOException {
    Random random = new Random(SEED);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      lines.add("x".repeat(random.nextInt(i % 97 == 5 ? 900_000 : 3000)) + i);
    }
    for (String end : List.of("\n", "\r\n")) {
      Path file = Bags.write(folder.resolve("lines"), String.join(end, lines));
      assertThat(from(file, 0)).as("seed %d", SEED).isEqualTo(lines);
    }
  }

  @Test
  void anOffsetGivesTheLinesThatStartThereOrLater() throws IOException {
    Path file = Bags.write(folder.resolve("lines"), "ab\n\ncd\r\ne");
    assertThat(from(file, 0)).containsExactly("ab", "", "cd", "e");
    assertThat(from(file, 1)).containsExactly("", "cd", "e");
    assertThat(from(file, 3)).containsExactly("", "cd", "e");
    assertThat(from(file, 4)).containsExactly("cd", "e");
    assertThat(from(file, 5)).containsExactly("e");
    assertThat(from(file, 8)).containsExactly("e");
    assertThat(from(file, 9)).isEmpty();
    assertThat(from(file, 99)).isEmpty();
  }

  @Test
  void onlyAMarkAtTheVeryStartIsLeftOut() throws IOException {
    Path file = Bags.write(folder.resolve("lines"), "\ufeffa\n\ufeffb\n");
    assertThat(from(file, 0)).containsExactly("a", "\ufeffb");
  }

  @Test
  void sharesAreOfEqualSizeAndMayEndWithinFiles() {
    List<FilePosition> boundaries = ByteShares.boundaries(new long[] {10, 1, 29}, 4);
    assertThat(boundaries)
        .containsExactly(
            new FilePosition(0, 0),
            new FilePosition(1, 0),
            new FilePosition(2, 9),
            new FilePosition(2, 19),
            new FilePosition(3, 0));
  }

  private static List<String> from(Path file, long offset) throws IOException {
    List<String> lines = new ArrayList<>();
    try (LineReader reader = new LineReader()) {
      reader.open(ByteSource.of(file), offset);
      while (reader.next()) {
        int length = reader.to() - reader.from();
        lines.add(new String(reader.buffer(), reader.from(), length, StandardCharsets.UTF_8));
      }
    }
    return lines;
  }
}
