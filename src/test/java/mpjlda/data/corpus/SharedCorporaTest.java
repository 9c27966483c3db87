package mpjlda.data.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Published corpora, checked against what is known of them. Skipped where they are not there. */
class SharedCorporaTest {
  private static final Path DATA = Path.of("../shared/data");

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void musiXmatch(int ranks) {
    Path train = existing("musixmatch/mxm_dataset_train.txt");
    CorpusSource source = new CorpusSource(List.of(train.toString()), CorpusFormat.AUTO, null, 100);
    Bags.Whole whole = Bags.read(source, ranks);
    Map<Integer, Integer> song = whole.bags().get(0);
    assertThat(whole.summary().documents()).isEqualTo(114);
    assertThat(whole.summary().vocabularySize()).isEqualTo(100);
    assertThat(song).hasSize(30);
    assertThat(song.values().stream().limit(5)).containsExactly(6, 4, 2, 2, 5);
    assertThat(whole.vocabulary().words().subList(0, 3)).containsExactly("i", "the", "you");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void musiXmatchTrainingAndTestFiles(int ranks) {
    existing("musixmatch/mxm_dataset_test.txt");
    CorpusSource source = Bags.source(CorpusFormat.AUTO, DATA.resolve("musixmatch"));
    CorpusSummary summary = Bags.read(source, ranks).summary();
    assertThat(summary.documents()).isEqualTo(114 + 8259);
    assertThat(summary.vocabularySize()).isEqualTo(5000);
    assertThat(summary.tokens()).isEqualTo(1_770_728);
    assertThat(summary.format()).isEqualTo(CorpusFormat.MXM);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void dailyKos(int ranks) {
    existing("kos/docword.kos.txt");
    CorpusSummary summary =
        Bags.read(Bags.source(CorpusFormat.AUTO, DATA.resolve("kos")), ranks).summary();
    assertThat(summary.documents()).isEqualTo(3430);
    assertThat(summary.vocabularySize()).isEqualTo(6902);
    assertThat(summary.tokens()).isEqualTo(467_664);
    assertThat(summary.nonZeros()).isEqualTo(353_156);
    assertThat(summary.format()).isEqualTo(CorpusFormat.UCI);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void associatedPress(int ranks) {
    Path file = existing("ap/ap.dat");
    CorpusSummary summary = Bags.read(Bags.source(CorpusFormat.AUTO, file), ranks).summary();
    assertThat(summary.documents()).isEqualTo(2246);
    assertThat(summary.vocabularySize()).isEqualTo(10473);
    assertThat(summary.tokens()).isEqualTo(435_838);
    assertThat(summary.format()).isEqualTo(CorpusFormat.LDAC);
  }

  private static Path existing(String name) {
    Path file = DATA.resolve(name);
    Assumptions.assumeTrue(Files.exists(file), () -> file + " is not there");
    return file;
  }
}
