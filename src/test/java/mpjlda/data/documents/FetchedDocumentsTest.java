package mpjlda.data.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import mpjlda.app.generate.CorpusGenerator;
import mpjlda.app.generate.GeneratedFormat;
import mpjlda.app.generate.GeneratorOptions;
import mpjlda.app.generate.TopicSource;
import mpjlda.cluster.comm.Collectives;
import mpjlda.cluster.comm.SingleRank;
import mpjlda.data.corpus.CorpusFormat;
import mpjlda.data.corpus.CorpusReader;
import mpjlda.data.corpus.CorpusSource;
import mpjlda.data.corpus.Documents;
import mpjlda.oracle.ToyFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchedDocumentsTest {
  private static final int WORDS = 300;

  /** Even over all words. */
  private record OneTopic() implements TopicSource {
    @Override
    public int topics() {
      return 1;
    }

    @Override
    public List<String> vocabulary() {
      return ToyFiles.words(WORDS);
    }

    @Override
    public void topic(int topic, double[] probabilities) {
      java.util.Arrays.fill(probabilities, 1.0 / WORDS);
    }
  }

  private static Documents read(Path folder, long bytes) {
    CorpusSource source =
        new CorpusSource(List.of(folder.toString()), CorpusFormat.STORE, null, Integer.MAX_VALUE);
    return CorpusReader.read(source, new Collectives(new SingleRank()), bytes).documents();
  }

  private static void assertSame(FetchedDocuments found, Documents expected, int d) {
    int[] words = new int[expected.longest()];
    double[] counts = new double[expected.longest()];
    int[] foundWords = new int[expected.longest()];
    double[] foundCounts = new double[expected.longest()];
    assertThat(found.load(d, foundWords, foundCounts)).isEqualTo(expected.load(d, words, counts));
    assertThat(foundWords).as("document %d", d).isEqualTo(words);
    assertThat(foundCounts).as("document %d", d).isEqualTo(counts);
  }

  @Test
  void fetchedAndOtherDocumentsAreThoseOfTheStore(@TempDir Path folder) {
    GeneratorOptions options =
        new GeneratorOptions(3000, 90, new double[] {1}, 20261121, GeneratedFormat.STORE);
    new CorpusGenerator(options, new OneTopic()).writeTo(folder);
    Path store = folder.resolve(GeneratedFormat.STORE.corpusName());
    Documents expected = read(store, Long.MAX_VALUE);
    Documents stored = read(store, 1000);
    assertThat(expected.inMemory()).isTrue();
    assertThat(stored.inMemory()).isFalse();
    FetchedDocuments documents = new FetchedDocuments(stored, 80_000);
    assertThat(documents.count()).isEqualTo(3000);
    // 8 bytes for each of about 80 distinct words of 90.
    assertThat(documents.atOnce()).isBetween(100, 150);
    int[][] fetches = {{}, {0, 1, 2, 1500, 2999}, {7, 2998}, {0}};
    for (int[] fetch : fetches) {
      documents.fetch(fetch);
      for (int d = 0; d < 3000; d += 7) {
        assertSame(documents, expected, d);
      }
      for (int d : fetch) {
        assertSame(documents, expected, d);
      }
    }
  }
}
