package mpjlda.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample corpus is what its composer writes, and is well formed as musiXmatch's files are. */
class SampleSongsTest {
  private static final Path COMPOSER = Path.of("src/samples/ComposeSongs.java");
  private static final Path SONGS = Path.of("src/samples/songs.txt");

  @Test
  void composingAgainGivesTheCommittedBytesInAnyLocale(@TempDir Path classes) throws Exception {
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes.toString(), COMPOSER.toString());
    assertThat(result).as("exit code of javac").isZero();
    Locale before = Locale.getDefault();
    String composed;
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
      Class<?> composer = loader.loadClass("ComposeSongs");
      Method compose = composer.getMethod("compose");
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      composed = (String) compose.invoke(composer.getDeclaredConstructor().newInstance());
    } finally {
      Locale.setDefault(before);
    }
    assertThat(composed).isEqualTo(Files.readString(SONGS));
  }

  @Test
  void commentsThenOneLineOfDistinctWordsThenSongs() throws IOException {
    List<String> lines = Files.readAllLines(SONGS);
    int words =
        lines.indexOf(lines.stream().filter(line -> line.startsWith("%")).findFirst().get());
    assertThat(lines.subList(0, words)).isNotEmpty().allMatch(line -> line.startsWith("#"));
    List<String> vocabulary = Arrays.asList(lines.get(words).substring(1).split(","));
    assertThat(vocabulary).doesNotHaveDuplicates().allMatch(word -> word.matches("[a-z]+"));
    assertThat(lines.subList(words + 1, lines.size())).hasSize(400);
  }

  @Test
  void songsHaveTheirOwnIdsAndSixtyToTwoHundredTokensInOrderOfWords() throws IOException {
    Set<String> ids = new HashSet<>();
    for (String[] song : songs()) {
      assertThat(song[0]).matches("SAMPL[0-9]{5}");
      assertThat(song[1]).matches("[0-9]+");
      assertThat(ids.add(song[0]) && ids.add(song[1])).as("new ids in %s", song[0]).isTrue();
      int last = 0;
      int tokens = 0;
      for (String cell : Arrays.asList(song).subList(2, song.length)) {
        int id = Integer.parseInt(cell.substring(0, cell.indexOf(':')));
        int count = Integer.parseInt(cell.substring(cell.indexOf(':') + 1));
        assertThat(id).as("word after %d in %s", last, song[0]).isGreaterThan(last);
        assertThat(count).as("count of word %d in %s", id, song[0]).isPositive();
        last = id;
        tokens += count;
      }
      assertThat(tokens).as("tokens of %s", song[0]).isBetween(60, 200);
    }
  }

  @Test
  void wordIdsGoFromCommonToRareAndEveryWordOccurs() throws IOException {
    String words =
        Files.readAllLines(SONGS).stream().filter(s -> s.startsWith("%")).findFirst().get();
    int[] frequency = new int[words.split(",").length];
    for (String[] song : songs()) {
      for (String cell : Arrays.asList(song).subList(2, song.length)) {
        String[] pair = cell.split(":");
        frequency[Integer.parseInt(pair[0]) - 1] += Integer.parseInt(pair[1]);
      }
    }
    for (int i = 1; i < frequency.length; i++) {
      assertThat(frequency[i]).as("word %d", i + 1).isBetween(1, frequency[i - 1]);
    }
  }

  private static List<String[]> songs() throws IOException {
    return Files.readAllLines(SONGS).stream()
        .filter(line -> !line.startsWith("#") && !line.startsWith("%"))
        .map(line -> line.split(","))
        .toList();
  }
}
