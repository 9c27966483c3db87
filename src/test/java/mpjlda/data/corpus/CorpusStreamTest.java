package mpjlda.data.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mpjlda.cluster.comm.InProcessRanks;
import mpjlda.core.errors.LdaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Block by block, and beside another corpus, the documents are the same. */
class CorpusStreamTest {
  private static final long SEED = 20261121;
  private static final int WORDS = 400;

  @TempDir Path folder;

  private CorpusSource write(List<Map<Integer, Integer>> bags, String name, boolean uci)
      throws IOException {
    Files.writeString(folder.resolve("vocab.txt"), String.join("\n", Bags.words(WORDS)) + "\n");
    Path file = folder.resolve(name);
    Files.writeString(file, uci ? Bags.uci(bags, WORDS) : Bags.ldac(bags));
    CorpusFormat format = uci ? CorpusFormat.UCI : CorpusFormat.LDAC;
    return new CorpusSource(List.of(file.toString()), format, null, Integer.MAX_VALUE);
  }

  private static List<Map<Integer, Integer>> bags(Documents documents) {
    List<Map<Integer, Integer>> bags = new ArrayList<>();
    int[] words = new int[documents.longest()];
    double[] counts = new double[documents.longest()];
    for (int d = 0; d < documents.count(); d++) {
      Map<Integer, Integer> bag = new TreeMap<>();
      int size = documents.load(d, words, counts);
      for (int i = 0; i < size; i++) {
        bag.put(words[i], (int) counts[i]);
      }
      bags.add(bag);
    }
    return bags;
  }

  @ParameterizedTest
  @CsvSource({"true,1,1000000", "true,3,100", "false,1,50", "false,2,999", "false,5,64"})
  void blocksTogetherAreTheCorpus(boolean uci, int ranks, int block) throws IOException {
    List<Map<Integer, Integer>> bags = Bags.random(SEED, 3000, WORDS);
    CorpusSource source = write(bags, "docword.x.txt", uci);
    List<List<Map<Integer, Integer>>> parts =
        InProcessRanks.run(
            ranks,
            comm -> {
              CorpusStream stream = CorpusReader.stream(source, comm);
              assertThat(stream.documents()).isEqualTo(3000);
              assertThat(stream.vocabulary().words()).isEqualTo(Bags.words(WORDS));
              List<Map<Integer, Integer>> own = new ArrayList<>();
              long[] next = {-1};
              stream.forEachBlock(
                  block,
                  documents -> {
                    assertThat(documents.count()).isBetween(1, block);
                    assertThat(documents.longest()).isLessThanOrEqualTo(stream.longest());
                    if (next[0] >= 0) {
                      assertThat(documents.firstDocument()).isEqualTo(next[0]);
                    }
                    next[0] = documents.firstDocument() + documents.count();
                    own.addAll(bags(documents));
                  });
              return own;
            });
    assertThat(parts.stream().flatMap(List::stream).toList()).as("seed %d", SEED).isEqualTo(bags);
  }

  @Test
  void damageIsToldBeforeTheFirstBlock() throws IOException {
    CorpusSource source = write(Bags.random(SEED, 30, WORDS), "x.ldac", false);
    Path file = folder.resolve("x.ldac");
    Files.writeString(file, Files.readString(file) + "1 0:x\n");
    assertThatThrownBy(
            () -> InProcessRanks.run(2, comm -> CorpusReader.stream(source, comm).documents()))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("x.ldac:31: ");
  }

  @Test
  void aFileThatChangesBetweenTheReadingsIsRefused() throws IOException {
    CorpusSource source = write(Bags.random(SEED, 30, WORDS), "x.ldac", false);
    CorpusStream stream = InProcessRanks.run(1, comm -> CorpusReader.stream(source, comm)).get(0);
    write(Bags.random(SEED, 29, WORDS), "x.ldac", false);
    assertThatThrownBy(() -> stream.forEachBlock(10, documents -> {}))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("found other documents than a moment ago");
  }

  @ParameterizedTest
  @CsvSource({"true,1", "true,2", "false,3", "true,5", "false,8"})
  void theOtherPartsAreOnTheSameRanks(boolean uci, int ranks) throws IOException {
    // The first corpus has its tokens at the end, the second is the same upside down.
    List<Map<Integer, Integer>> first = Bags.random(SEED, 4000, WORDS);
    List<Map<Integer, Integer>> second = new ArrayList<>(first);
    Collections.reverse(second);
    CorpusSource firstSource = write(first, "a.txt", uci);
    CorpusSource secondSource = write(second, "b.txt", uci);
    List<Documents> parts =
        InProcessRanks.run(
            ranks,
            comm -> {
              Corpus one = CorpusReader.read(firstSource, comm);
              Corpus other = CorpusReader.readBeside(one, secondSource, comm);
              assertThat(other.documents().count()).isEqualTo(one.documents().count());
              assertThat(other.documents().firstDocument())
                  .isEqualTo(one.documents().firstDocument());
              assertThat(other.summary().tokens()).isEqualTo(one.summary().tokens());
              return other.documents();
            });
    assertThat(parts.stream().flatMap(part -> bags(part).stream()).toList())
        .as("%d ranks, seed %d", ranks, SEED)
        .isEqualTo(second);
  }

  @Test
  void emptyPartsStayEmpty() throws IOException {
    List<Map<Integer, Integer>> two = List.of(Map.of(1, 2), Map.of(2, 1));
    CorpusSource source = write(two, "a.ldac", false);
    List<Integer> counts =
        InProcessRanks.run(
            6,
            comm ->
                CorpusReader.readBeside(CorpusReader.read(source, comm), source, comm)
                    .documents()
                    .count());
    assertThat(counts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(2);
  }
}
