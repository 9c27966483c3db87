package mpjlda.data.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same documents, in the same order, for any number of ranks, format and split into files. */
class RankInvarianceTest {
  private static final long SEED = 20110329;
  private static final int WORDS = 400;
  private static final int[] RANKS = {1, 2, 3, 5, 8};

  @TempDir Path folder;

  static Stream<Arguments> formatsAndFiles() {
    return Stream.of(CorpusFormat.MXM, CorpusFormat.UCI, CorpusFormat.LDAC, CorpusFormat.SVMLIGHT)
        .flatMap(
            format ->
                Stream.of(
                    Arguments.of(format, 1, false),
                    Arguments.of(format, 3, false),
                    Arguments.of(format, 1, true),
                    Arguments.of(format, 3, true)));
  }

  @ParameterizedTest
  @MethodSource("formatsAndFiles")
  void ranksTogetherHoldTheCorpus(CorpusFormat format, int files, boolean gzip) {
    // Some 450 kB: more than one block of the index for each of a few ranks.
    List<Map<Integer, Integer>> bags = Bags.random(SEED, 5000, WORDS);
    CorpusSource source = write(bags, format, files, gzip);
    CorpusSummary first = Bags.read(source, 1).summary();
    assertThat(first.tokens()).isEqualTo(tokens(bags));
    assertThat(first.documents()).isEqualTo(bags.size());
    assertThat(first.longestDocument())
        .isEqualTo(bags.stream().mapToInt(Map::size).max().orElseThrow());
    assertThat(first.largestCount()).isEqualTo(9);
    assertThat(first.nonZeros()).isEqualTo(bags.stream().mapToLong(Map::size).sum());
    for (int ranks : RANKS) {
      Bags.Whole whole = Bags.read(source, ranks);
      assertThat(whole.summary()).as("%d ranks, seed %d", ranks, SEED).isEqualTo(first);
      assertThat(whole.bags()).as("%d ranks, seed %d", ranks, SEED).isEqualTo(bags);
      assertThat(whole.vocabulary().words()).isEqualTo(Bags.words(WORDS));
      long ideal = Arrays.stream(whole.parts()).sum() / ranks;
      for (long part : whole.parts()) {
        // Cut at documents: off by no more than the largest one (29 words, 9 times each).
        assertThat(part).isBetween(ideal - 29 * 9 - 2, ideal + 29 * 9 + 2);
      }
    }
  }

  @Test
  void hashIsThatOfTheDocumentsInWhateverFormat() {
    List<Map<Integer, Integer>> bags = Bags.random(SEED + 1, 300, WORDS);
    List<String> hashes = new ArrayList<>();
    for (CorpusFormat format : CorpusFormat.values()) {
      if (format != CorpusFormat.AUTO && format != CorpusFormat.STORE) {
        hashes.add(Bags.read(write(bags, format, 1, false), 2).summary().corpusHash());
        hashes.add(Bags.read(write(bags, format, 2, true), 3).summary().corpusHash());
      }
    }
    assertThat(hashes).as("seed %d", SEED + 1).containsOnly(hashes.get(0));
  }

  @Test
  void moreRanksThanDocumentsLeaveSomeEmpty() {
    List<Map<Integer, Integer>> bags = List.of(Map.of(3, 2), Map.of(), Map.of(0, 1, 7, 5));
    for (CorpusFormat format : CorpusFormat.values()) {
      if (format != CorpusFormat.AUTO && format != CorpusFormat.STORE) {
        Bags.Whole whole = Bags.read(write(bags, format, 1, false), 8);
        assertThat(whole.bags()).as(format.name()).isEqualTo(bags);
      }
    }
  }

  @Test
  void oneLongDocumentAmongManyRanks() {
    Map<Integer, Integer> bag = new TreeMap<>();
    for (int id = 0; id < 20000; id++) {
      bag.put(id, 1);
    }
    List<Map<Integer, Integer>> bags = List.of(bag, Map.of(), Map.of(1, 1));
    Path file = Bags.write(folder.resolve("long/x.ldac"), Bags.ldac(bags));
    for (int ranks : RANKS) {
      Bags.Whole whole = Bags.read(Bags.source(CorpusFormat.LDAC, file), ranks);
      assertThat(whole.bags()).isEqualTo(bags);
    }
  }

  @Test
  void emptyDocumentsAreSharedOutToo() {
    Path file = Bags.write(folder.resolve("empty/docword.x.txt"), "1000\n2\n1\n500 1 1\n");
    Bags.write(folder.resolve("empty/vocab.x.txt"), "a\nb\n");
    Bags.Whole whole = Bags.read(Bags.source(CorpusFormat.AUTO, file), 4);
    assertThat(whole.bags()).hasSize(1000);
    assertThat(whole.bags().get(499)).isEqualTo(Map.of(0, 1));
    assertThat(whole.parts()).isEqualTo(new long[] {250, 249, 251, 251});
  }

  private CorpusSource write(
      List<Map<Integer, Integer>> bags, CorpusFormat format, int files, boolean gzip) {
    Path in = folder.resolve(format + "-" + files + "-" + gzip);
    Path[] paths = new Path[files];
    Bags.write(in.resolve("vocab.txt"), String.join("\n", Bags.words(WORDS)));
    for (int f = 0; f < files; f++) {
      List<Map<Integer, Integer>> part =
          bags.subList(bags.size() * f / files, bags.size() * (f + 1) / files);
      byte[] bytes = text(part, format).getBytes(StandardCharsets.UTF_8);
      paths[f] = Bags.write(in.resolve("corpus" + f), gzip ? Bags.gzip(bytes) : bytes);
    }
    return Bags.source(format, paths);
  }

  private static String text(List<Map<Integer, Integer>> bags, CorpusFormat format) {
    return switch (format) {
      case MXM -> Bags.mxm(bags, Bags.words(WORDS));
      case UCI -> Bags.uci(bags, WORDS);
      case MTX -> Bags.mtx(bags, WORDS, false);
      case LDAC -> Bags.ldac(bags);
      default -> Bags.svmlight(bags, 1);
    };
  }

  private static long tokens(List<Map<Integer, Integer>> bags) {
    return bags.stream().flatMap(bag -> bag.values().stream()).mapToLong(n -> n).sum();
  }
}
