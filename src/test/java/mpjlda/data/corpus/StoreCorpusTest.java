package mpjlda.data.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mpjlda.cluster.comm.InProcessRanks;
import mpjlda.core.errors.LdaException;
import mpjlda.data.store.Store;
import mpjlda.data.store.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A store is read as any other corpus. */
class StoreCorpusTest {
  private static final long SEED = 981;
  private static final int WORDS = 400;

  /** Several blocks. */
  private static final int DOCUMENTS = 20_000;

  @TempDir Path folder;

  private CorpusSource store(String name, List<Map<Integer, Integer>> bags) {
    Stores.write(folder.resolve(name), bags, Bags.words(WORDS), true);
    return Bags.source(CorpusFormat.AUTO, folder.resolve(name));
  }

  private CorpusSource ldac(List<Map<Integer, Integer>> bags) {
    Bags.write(folder.resolve("text/vocab.txt"), String.join("\n", Bags.words(WORDS)));
    return Bags.source(
        CorpusFormat.LDAC, Bags.write(folder.resolve("text/x.ldac"), Bags.ldac(bags)));
  }

  /** Counts of more than two bytes in some blocks: their segments widen, the others stay narrow. */
  @Test
  void blocksOfLargeNumbersAmongOthers() {
    List<Map<Integer, Integer>> bags = Bags.random(SEED, 40_000, WORDS);
    for (int d : new int[] {0, 17_000, 17_001, 39_999}) {
      bags.set(d, new TreeMap<>(Map.of(3, 65_535, 5, 65_536, 7, Integer.MAX_VALUE)));
    }
    CorpusSource source = store("s", bags);
    for (int ranks : new int[] {1, 3}) {
      assertThat(Bags.read(source, ranks).bags()).as("seed %d", SEED).isEqualTo(bags);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 16})
  void ranksTogetherHoldTheCorpusInEqualParts(int ranks) {
    List<Map<Integer, Integer>> bags = Bags.random(SEED, DOCUMENTS, WORDS);
    CorpusSource source = store("s", bags);
    assertThat(Store.open(folder.resolve("s")).index().blocks()).isGreaterThan(5);
    Bags.Whole whole = Bags.read(source, ranks);
    assertThat(whole.bags()).as("seed %d", SEED).isEqualTo(bags);
    Bags.Whole text = Bags.read(ldac(bags), ranks);
    assertThat(whole.vocabulary().words()).isEqualTo(text.vocabulary().words());
    // The parts are the same, and so are all figures.
    assertThat(whole.parts()).isEqualTo(text.parts());
    assertThat(whole.summary())
        .isEqualTo(
            new CorpusSummary(
                text.summary().documents(),
                WORDS,
                text.summary().tokens(),
                text.summary().nonZeros(),
                text.summary().longestDocument(),
                text.summary().largestCount(),
                text.summary().corpusHash(),
                text.summary().vocabularyHash(),
                CorpusFormat.STORE,
                List.of(folder.resolve("s").toString()),
                CorpusOrigin.NONE));
  }

  /** Of several stores, cut anywhere, with words dropped. */
  @ParameterizedTest
  @CsvSource({"1,400", "3,400", "3,100", "40,250"})
  void documentsThatStayInTheStoreAreTheSame(int ranks, int words) {
    List<Map<Integer, Integer>> bags = Bags.random(SEED + 4, 6000, WORDS);
    store("a", bags.subList(0, 1000));
    store("b", List.of());
    store("c", bags.subList(1000, 6000));
    CorpusSource source =
        new CorpusSource(
            List.of(folder.resolve("[abc]").toString()), CorpusFormat.STORE, null, words);
    List<Corpus> loaded = InProcessRanks.run(ranks, comm -> CorpusReader.read(source, comm));
    List<Corpus> stored = InProcessRanks.run(ranks, comm -> CorpusReader.read(source, comm, 0));
    for (int r = 0; r < ranks; r++) {
      assertThat(stored.get(r).summary()).isEqualTo(loaded.get(r).summary());
      Documents expected = loaded.get(r).documents();
      Documents found = stored.get(r).documents();
      assertThat(found.inMemory()).isEqualTo(found.count() == 0);
      assertThat(found.memoryBytes()).isLessThan(2000);
      assertThat(found.firstDocument()).isEqualTo(expected.firstDocument());
      assertThat(found.count()).isEqualTo(expected.count());
      assertThat(found.tokens()).isEqualTo(expected.tokens());
      assertThat(found.nonZeros()).isEqualTo(expected.nonZeros());
      assertThat(found.longest()).isEqualTo(expected.longest());
      for (int i = 0; i < expected.count(); i++) {
        // Not in ascending order.
        int d = (int) (i * 7919L % expected.count());
        int[] ids = new int[expected.longest()];
        double[] counts = new double[expected.longest()];
        int[] foundIds = new int[expected.longest()];
        double[] foundCounts = new double[expected.longest()];
        int size = expected.load(d, ids, counts);
        assertThat(found.load(d, foundIds, foundCounts)).isEqualTo(size).isEqualTo(found.size(d));
        assertThat(foundIds).as("seed %d, document %d", SEED + 4, d).isEqualTo(ids);
        assertThat(foundCounts).isEqualTo(counts);
        assertThat(found.tokens(d)).isEqualTo(expected.tokens(d));
      }
    }
  }

  @Test
  void moreRanksThanDocuments() {
    List<Map<Integer, Integer>> bags = List.of(Map.of(3, 2), Map.of(), Map.of(0, 1, 7, 5));
    assertThat(Bags.read(store("s", bags), 8).bags()).isEqualTo(bags);
    assertThat(Bags.read(store("none", List.of()), 3).bags()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void severalStoresAreOneCorpus(int ranks) {
    List<Map<Integer, Integer>> bags = Bags.random(SEED + 1, 9000, WORDS);
    store("a", bags.subList(0, 1000));
    store("b", List.of());
    store("c", bags.subList(1000, 9000));
    CorpusSource all = Bags.source(CorpusFormat.STORE, folder.resolve("[abc]"));
    Bags.Whole whole = Bags.read(all, ranks);
    assertThat(whole.bags()).isEqualTo(bags);
    assertThat(whole.summary().corpusHash())
        .isEqualTo(Bags.read(ldac(bags), 1).summary().corpusHash());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void wordsCanBeCutOff(int ranks) {
    List<Map<Integer, Integer>> bags = Bags.random(SEED + 2, 3000, WORDS);
    store("s", bags);
    Bags.Whole cut =
        Bags.read(
            new CorpusSource(List.of(folder.resolve("s").toString()), CorpusFormat.AUTO, null, 100),
            ranks);
    List<Map<Integer, Integer>> expected = new ArrayList<>();
    bags.forEach(bag -> expected.add(new TreeMap<>(bag).headMap(100)));
    assertThat(cut.bags()).as("seed %d", SEED + 2).isEqualTo(expected);
    assertThat(cut.summary().vocabularySize()).isEqualTo(100);
    assertThat(cut.summary().tokens())
        .isEqualTo(expected.stream().flatMap(b -> b.values().stream()).mapToLong(n -> n).sum());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 6})
  void damageIsToldOnAllRanksBlockByBlock(int ranks) throws IOException {
    CorpusSource source = store("s", Bags.random(SEED, DOCUMENTS, WORDS));
    Path file = folder.resolve("s/documents.bin");
    long middle = Files.size(file) / 2;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (long at : new long[] {middle, Files.size(file) - 9}) {
        channel.write(ByteBuffer.wrap(new byte[] {-1, -1, -1}), at);
      }
    }
    String[] lines = Bags.failure(source, ranks).split("\n");
    assertThat(lines).hasSize(2);
    assertThat(lines[0]).startsWith(file + ": block ").contains("CRC32C");
    int last = Store.open(folder.resolve("s")).index().blocks() - 1;
    assertThat(lines[1]).startsWith(file + ": block " + last + " (documents ");
  }

  @Test
  void aStreamFailsBeforeADamagedBlockIsShown() throws IOException {
    CorpusSource source = store("s", Bags.random(SEED, DOCUMENTS, WORDS));
    Path file = folder.resolve("s/documents.bin");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {-1, -1, -1}), Files.size(file) / 2);
    }
    long[] shown = {0};
    CorpusStream stream = InProcessRanks.run(1, comm -> CorpusReader.stream(source, comm)).get(0);
    assertThatThrownBy(() -> stream.forEachBlock(100, documents -> shown[0] += documents.count()))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("documents.bin: block ");
    assertThat(shown[0]).isBetween(1L, DOCUMENTS - 1L);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5})
  void aStreamShowsAllDocumentsWithTheirNames(int ranks) {
    List<Map<Integer, Integer>> bags = Bags.random(SEED, DOCUMENTS, WORDS);
    store("s", bags.subList(0, 5000));
    store("t", bags.subList(5000, DOCUMENTS));
    CorpusSource both = Bags.source(CorpusFormat.AUTO, folder.resolve("s"), folder.resolve("t"));
    List<List<Map<Integer, Integer>>> parts =
        InProcessRanks.run(
            ranks,
            comm -> {
              CorpusStream stream = CorpusReader.stream(both, comm);
              assertThat(stream.documents()).isEqualTo(DOCUMENTS);
              assertThat(stream.format()).isEqualTo(CorpusFormat.STORE);
              long[] next = {-1};
              stream.forEachBlock(512, d -> next[0] = next[0] < 0 ? d.firstDocument() : next[0]);
              List<Map<Integer, Integer>> own = new ArrayList<>();
              stream.forEachDocument(
                  (name, ids, counts, size) -> {
                    long d = next[0]++;
                    if (!name.equals("n" + (d < 5000 ? d : d - 5000))) {
                      throw new AssertionError("document " + d + " has the name " + name);
                    }
                    Map<Integer, Integer> bag = new TreeMap<>();
                    for (int i = 0; i < size; i++) {
                      bag.put(ids[i], counts[i]);
                    }
                    own.add(bag);
                  });
              return own;
            });
    assertThat(parts.stream().flatMap(List::stream).toList()).as("seed %d", SEED).isEqualTo(bags);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void besideAnotherCorpus(int ranks) {
    List<Map<Integer, Integer>> first = Bags.random(SEED, 4000, WORDS);
    List<Map<Integer, Integer>> second = new ArrayList<>(first);
    java.util.Collections.reverse(second);
    CorpusSource text = ldac(first);
    CorpusSource store = store("s", second);
    for (boolean storeFirst : new boolean[] {false, true}) {
      InProcessRanks.run(
          ranks,
          comm -> {
            Corpus one = CorpusReader.read(storeFirst ? store : text, comm);
            Corpus other = CorpusReader.readBeside(one, storeFirst ? text : store, comm);
            assertThat(other.documents().firstDocument())
                .isEqualTo(one.documents().firstDocument());
            assertThat(other.documents().count()).isEqualTo(one.documents().count());
            assertThat(other.summary().tokens()).isEqualTo(one.summary().tokens());
            return 0;
          });
    }
    CorpusSource shorter = store("short", second.subList(0, 99));
    assertThatThrownBy(
            () ->
                InProcessRanks.run(
                    ranks,
                    comm -> CorpusReader.readBeside(CorpusReader.read(text, comm), shorter, comm)))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("found 99 documents, expected 4000");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    List<Map<Integer, Integer>> bags = List.of(Map.of(1, 1));
    CorpusSource store = store("s", bags);
    Path s = folder.resolve("s");
    Stores.write(folder.resolve("other"), bags, List.of("x", "y"), false);
    assertThat(Bags.failure(Bags.source(CorpusFormat.AUTO, s, folder.resolve("other")), 2))
        .startsWith(folder.resolve("other") + ": found another vocabulary than in " + s)
        .contains("mpj-lda import");
    Path text = Bags.write(folder.resolve("x.ldac"), "1 0:1\n");
    assertThat(Bags.failure(Bags.source(CorpusFormat.AUTO, s, text), 2))
        .startsWith(text + ": found no corpus store");
    assertThat(Bags.failure(Bags.source(CorpusFormat.STORE, text), 1))
        .startsWith(text + ": found no corpus store");
    assertThat(Bags.failure(Bags.source(CorpusFormat.UCI, s), 1))
        .startsWith(s + ": found a corpus store, expected --format uci");
    Path words = Bags.write(folder.resolve("words.txt"), "a\nb\n");
    CorpusSource renamed =
        new CorpusSource(store.paths(), CorpusFormat.AUTO, words, Integer.MAX_VALUE);
    assertThat(Bags.failure(renamed, 1)).contains("found 2 words, expected 400 as in " + s);
  }
}
