package mpjlda.data.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import mpjlda.data.io.Checksum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read is what was written, and the bytes are those of the format. */
class StoreRoundTripTest {
  private static final long SEED = 2611;

  @TempDir Path folder;

  /** Written by hand from the description in BlockEncoder. */
  @Test
  void bytesAreThoseOfTheFormat() throws IOException {
    List<Map<Integer, Integer>> bags =
        List.of(Map.of(0, 1, 1, 2, 300, 129), Map.of(), Map.of(5, Integer.MAX_VALUE));
    Stores.write(folder.resolve("s"), bags, Stores.words(301), true);
    byte[] block = {
      3,
      0,
      0,
      (byte) (298 & 0x7f | 0x80),
      298 >> 7,
      0,
      1,
      (byte) 0x80,
      1, // 128 = 0x80 0x01
      0, // empty
      1,
      5,
      (byte) 0xfe,
      (byte) 0xff,
      (byte) 0xff,
      (byte) 0xff,
      7, // 2^31 - 2
    };
    byte[] magic = "mpj-lda store 1\n".getBytes(StandardCharsets.US_ASCII);
    assertThat(Files.readAllBytes(folder.resolve("s/documents.bin")))
        .isEqualTo(ByteBuffer.allocate(16 + block.length).put(magic).put(block).array());
    assertThat(folder.resolve("s/names.txt")).hasContent("n0\nn1\nn2\n");
    assertThat(Files.readString(folder.resolve("s/vocab.txt"))).startsWith("wört0\nwört1\n");
    Store store = Store.open(folder.resolve("s"));
    long tokens = 3 + 129L + Integer.MAX_VALUE;
    assertThat(store.summary().tokens()).isEqualTo(tokens);
    assertThat(store.summary().documents()).isEqualTo(3);
    assertThat(store.summary().nonZeros()).isEqualTo(4);
    assertThat(store.summary().longestDocument()).isEqualTo(3);
    assertThat(store.summary().largestCount()).isEqualTo(Integer.MAX_VALUE);
    assertThat(store.manifest().source()).isEqualTo(Stores.SOURCE);
    assertThat(store.index().blocks()).isOne();
    assertThat(store.index().tokensBefore(1)).isEqualTo(tokens);
    assertThat(store.index().weightBefore(1)).isEqualTo(tokens + 3);
  }

  /** Blocks straddle the small windows' ends. */
  @ParameterizedTest
  @CsvSource({
    "1,100,1000,64",
    "2,20000,9000,1000",
    "3,30000,16000000,70000",
    "4,9000,3,1073741824"
  })
  void randomDocuments(int variant, int documents, int words, long window) {
    long seed = SEED + variant;
    List<SortedMap<Integer, Integer>> bags = Stores.random(seed, documents, Math.min(words, 40000));
    boolean named = variant % 2 == 0;
    Path in = folder.resolve("s");
    Stores.write(in, bags, Stores.words(Math.min(words, 40000)), named);
    Store store = Store.open(in);
    assertThat(Stores.read(store, store.reader(window))).as("seed %d", seed).isEqualTo(bags);
    assertThat(store.verify()).hasSize(named ? 5 : 4);
    assertThat(store.vocabulary()).isEqualTo(Stores.words(Math.min(words, 40000)));
    List<String> names = Stores.names(store);
    assertThat(names).hasSize(documents).first().isEqualTo(named ? "n0" : "");
    assertThat(names.get(documents - 1)).isEqualTo(named ? "n" + (documents - 1) : "");
  }

  @Test
  void anyBlockCanBeReadAtOnce() {
    List<SortedMap<Integer, Integer>> bags = Stores.random(SEED, 20000, 5000);
    Stores.write(folder.resolve("s"), bags, Stores.words(5000), false);
    Store store = Store.open(folder.resolve("s"));
    StoreIndex index = store.index();
    assertThat(index.blocks()).isGreaterThan(5);
    BlockReader reader = store.reader();
    for (int b = index.blocks() - 1; b >= 0; b--) {
      int first = (int) index.firstDocument(b);
      int end = (int) index.firstDocument(b + 1);
      assertThat(Stores.bags(reader.read(b))).isEqualTo(bags.subList(first, end));
      assertThat(index.blockOfDocument(first)).isEqualTo(b);
      assertThat(index.blockOfDocument(end - 1L)).isEqualTo(b);
      assertThat(index.blockOfWeight(index.weightBefore(b))).isEqualTo(b);
      assertThat(index.longest(b))
          .isEqualTo(bags.subList(first, end).stream().mapToInt(Map::size).max().orElseThrow());
    }
    assertThat(index.blockOfDocument(bags.size())).isEqualTo(index.blocks());
  }

  @Test
  void aDocumentMayBeLargerThanABlock() {
    SortedMap<Integer, Integer> large = new TreeMap<>();
    for (int id = 0; id < 200_000; id++) {
      large.put(3 * id, 1 + id % 300);
    }
    List<Map<Integer, Integer>> bags = List.of(Map.of(1, 1), large, Map.of(2, 2));
    Stores.write(folder.resolve("s"), bags, Stores.words(600_000), false);
    Store store = Store.open(folder.resolve("s"));
    assertThat(Stores.read(store, store.reader())).isEqualTo(bags);
    assertThat(store.index().blocks()).isEqualTo(2);
  }

  @Test
  void nothingAtAll() {
    Stores.write(folder.resolve("s"), List.of(), List.of(), false);
    Store store = Store.open(folder.resolve("s"));
    assertThat(store.index().blocks()).isZero();
    assertThat(store.summary().documents()).isZero();
    assertThat(store.vocabulary()).isEmpty();
    store.verify();
  }

  @Test
  void theSameDocumentsGiveTheSameBytes() throws IOException {
    List<SortedMap<Integer, Integer>> bags = Stores.random(SEED, 3000, 700);
    for (String name : List.of("a", "b")) {
      Stores.write(folder.resolve(name), bags, Stores.words(700), true);
    }
    assertThat(Stores.list(folder.resolve("a"))).isEqualTo(Stores.list(folder.resolve("b")));
    for (String name : StoreFiles.ALL) {
      assertThat(folder.resolve("a").resolve(name))
          .hasSameBinaryContentAs(folder.resolve("b").resolve(name));
    }
  }

  /** A sparse file: blocks behind 2 GiB and 4 GiB, one over the end of a window. */
  @Test
  void offsetsBeyondAnInt() throws IOException {
    Stores.write(folder.resolve("s"), List.of(), List.of("a", "b", "c"), false);
    Path documents = folder.resolve("s/documents.bin");
    byte[] block = {1, 2, 6};
    long[] offsets = {(1L << 31) - 2, (1L << 32) + 12345, (6L << 30) - 1};
    CRC32C crc = new CRC32C();
    crc.update(block);
    ByteBuffer index = ByteBuffer.allocate(StoreIndex.ENTRY_BYTES * 4);
    try (FileChannel channel = FileChannel.open(documents, StandardOpenOption.WRITE)) {
      for (int b = 0; b < 3; b++) {
        channel.write(ByteBuffer.wrap(block), offsets[b]);
        index.put(
            StoreIndex.entry(
                new StoreIndex.Place(b, offsets[b], 7L * b, b, 0),
                new StoreIndex.Content(3, (int) crc.getValue(), 0, 1)));
      }
    }
    index.put(
        StoreIndex.entry(
            new StoreIndex.Place(3, offsets[2] + 3, 21, 3, 0), StoreIndex.Content.NONE));
    Files.write(folder.resolve("s/index.bin"), index.array());
    StoreManifest old = Store.open(rewritten(index.array(), offsets[2] + 3)).manifest();
    assertThat(old.blocks()).isEqualTo(3);

    Store store = Store.open(folder.resolve("s"));
    List<Map<Integer, Integer>> expected = List.of(Map.of(2, 7), Map.of(2, 7), Map.of(2, 7));
    assertThat(Stores.read(store, store.reader())).isEqualTo(expected);
    assertThat(Stores.read(store, store.reader(Integer.MAX_VALUE))).isEqualTo(expected);
  }

  /** Gives the empty store a manifest for other files. */
  private Path rewritten(byte[] index, long documentsBytes) throws IOException {
    Path in = folder.resolve("s");
    StoreManifest empty = StoreManifest.parse("x", Files.readAllBytes(in.resolve("store.json")));
    Map<String, Checksum> files = new HashMap<>(empty.files());
    files.put(StoreFiles.INDEX, Checksum.of(index));
    files.put(StoreFiles.DOCUMENTS, new Checksum(documentsBytes, "00000000"));
    StoreSummary s = empty.summary();
    StoreSummary summary = new StoreSummary(3, 3, 21, 3, 1, 7, s.corpusHash(), s.vocabularyHash());
    Files.writeString(
        in.resolve("store.json"),
        new StoreManifest(summary, empty.source(), 3, false, files).toText());
    return in;
  }

  @Test
  void namesOfAllKinds() {
    Path in = folder.resolve("s");
    List<String> names = new ArrayList<>(List.of("", "a b", "päth/to.txt", "\t", "", "\r"));
    try (StoreWriter writer = StoreWriter.create(in, Stores.SOURCE)) {
      for (String name : names) {
        writer.add(name, new int[] {0}, new int[] {1}, 1);
      }
      writer.finish(List.of("w"));
    }
    assertThat(Stores.names(Store.open(in))).isEqualTo(names);
  }
}
