package mpjlda.data.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusPathsTest {
  private static final String WHAT_TO_DO =
      "; name them with --corpus if they are part of the corpus";

  @TempDir Path folder;

  @BeforeEach
  void files() {
    for (String name :
        List.of(
            "b.dat",
            "a.dat",
            "c.dat.gz",
            ".hidden.dat",
            "vocab.txt",
            "vocab.x.txt.gz",
            "a.vocab",
            "a-vocab.txt",
            "deep/1/x.dat",
            "deep/2/x.dat",
            "odd[1].dat")) {
      Bags.write(folder.resolve(name), "0\n");
    }
  }

  @Test
  void aFolderGivesItsCorporaByName() throws IOException {
    assertThat(resolve("")).containsExactly("a.dat", "b.dat", "c.dat.gz", "odd[1].dat");
  }

  @Test
  void aGlobLeavesOutHiddenAndVocabularyFiles() throws IOException {
    assertThat(resolve("/*")).containsExactly("a.dat", "b.dat", "c.dat.gz", "odd[1].dat");
    assertThat(resolve("/[ab].*")).containsExactly("a.dat", "b.dat");
    assertThat(resolve("/*.dat")).containsExactly("a.dat", "b.dat", "odd[1].dat");
    assertThat(resolve("/deep/*/x.{dat,txt}")).containsExactly("deep/1/x.dat", "deep/2/x.dat");
    assertThat(resolve("/deep/?")).containsExactly("deep/1/x.dat", "deep/2/x.dat");
  }

  @Test
  void aNameThatExistsIsNoGlob() throws IOException {
    assertThat(resolve("/odd[1].dat")).containsExactly("odd[1].dat");
    assertThat(resolve("/vocab.txt")).containsExactly("vocab.txt");
  }

  @Test
  void vocabulariesBesideUciFiles() {
    Path in = Path.of("in");
    assertThat(VocabularyFinder.candidates(in.resolve("docword.nips.txt.gz"), CorpusFormat.UCI))
        .containsExactly(
            in.resolve("vocab.nips.txt"),
            in.resolve("vocab.nips.txt.gz"),
            in.resolve("docword.nips.txt.vocab"),
            in.resolve("docword.nips.txt.vocab.gz"),
            in.resolve("vocab.txt"),
            in.resolve("vocab.txt.gz"));
  }

  @Test
  void vocabulariesBesideOtherFiles() {
    Path in = Path.of("in");
    assertThat(VocabularyFinder.candidates(in.resolve("ap.dat"), CorpusFormat.LDAC))
        .contains(in.resolve("ap.vocab"), in.resolve("ap-vocab.txt"), in.resolve("vocab.txt"));
  }

  @Test
  void foldersLeftOutAreCounted() {
    Bags.write(folder.resolve("wide/a/x.dat"), "0\n");
    Bags.write(folder.resolve("wide/.b/x.dat"), "0\n");
    assertThat(leftOut("")).hasValue("remark   left out: 2 folders in " + folder + WHAT_TO_DO);
    assertThat(leftOut("/deep/1")).isEmpty();
    assertThat(leftOut("/[dw]*"))
        .hasValue("remark   left out: 3 folders in " + folder + "/[dw]*" + WHAT_TO_DO);
    assertThat(leftOut("/none")).isEmpty();
    assertThatThrownBy(() -> resolve("/wide"))
        .hasMessageContaining("files do not count, nor 1 folder in it), expected at least one");
  }

  private Optional<String> leftOut(String under) {
    return new CorpusSource(List.of(folder + under), CorpusFormat.AUTO, null, 9).leftOut();
  }

  private List<String> resolve(String under) throws IOException {
    return CorpusPaths.resolve(folder + under).stream()
        .map(path -> folder.relativize(path).toString())
        .toList();
  }
}
