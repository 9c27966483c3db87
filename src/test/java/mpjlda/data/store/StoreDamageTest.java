package mpjlda.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.Checksum;
import mpjlda.data.io.SealedJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any change of any file is found, as bad input that names the file. */
class StoreDamageTest {
  private static final long SEED = 7321;
  private static final int FLIPS = Boolean.getBoolean("mpjlda.full") ? 10_000 : 1_000;

  @TempDir Path folder;
  private Path in = Path.of("");

  @BeforeEach
  void write() {
    in = folder.resolve("s");
    Stores.write(in, Stores.random(SEED, 40, 60), Stores.words(60), true);
  }

  private void assertDamaged(String name, String what) {
    Throwable found = catchThrowable(() -> Store.open(in).verify());
    assertThat(found).as(what).isInstanceOf(LdaException.class);
    assertThat(((LdaException) found).exitCode()).as(what).isEqualTo(65);
    assertThat(found).as(what).hasMessageContaining(name);
  }

  /** All bits of a small store, or as many as are asked for. */
  @Test
  void everySingleBit() throws IOException {
    Random random = new Random(SEED);
    long all = 0;
    for (String name : StoreFiles.ALL) {
      all += Files.size(in.resolve(name));
    }
    for (String name : StoreFiles.ALL) {
      byte[] good = Files.readAllBytes(in.resolve(name));
      long flips = FLIPS * good.length / all + 1;
      try (FileChannel channel = FileChannel.open(in.resolve(name), StandardOpenOption.WRITE)) {
        for (long i = 0; i < flips; i++) {
          int bit = random.nextInt(8 * good.length);
          byte bad = (byte) (good[bit / 8] ^ 1 << bit % 8);
          channel.write(ByteBuffer.wrap(new byte[] {bad}), bit / 8);
          assertDamaged(name, "seed %d, bit %d of %s".formatted(SEED, bit, name));
          channel.write(ByteBuffer.wrap(good, bit / 8, 1), bit / 8);
        }
      }
    }
    assertThat(Store.open(in).verify()).hasSize(5);
  }

  @Test
  void everyTruncationAndAByteMore() throws IOException {
    for (String name : StoreFiles.ALL) {
      Path file = in.resolve(name);
      byte[] good = Files.readAllBytes(file);
      for (int length = 0; length < good.length; length += 1 + good.length / 50) {
        Files.write(file, Arrays.copyOf(good, length));
        assertDamaged(name, name + " cut to " + length);
      }
      Files.write(file, Arrays.copyOf(good, good.length + 1));
      assertDamaged(name, name + " with a byte more");
      Files.delete(file);
      assertThat(Store.isStore(in)).as(name + " missing").isTrue();
      assertDamaged(name, name + " missing");
      Files.write(file, good);
    }
  }

  @Test
  void filesOfAnotherStore() throws IOException {
    Path other = folder.resolve("other");
    Stores.write(other, Stores.random(SEED + 1, 40, 60), Stores.words(60), true);
    for (String name : List.of("documents.bin", "index.bin", "store.json")) {
      byte[] good = Files.readAllBytes(in.resolve(name));
      Files.copy(
          other.resolve(name), in.resolve(name), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      assertThatThrownBy(() -> Store.open(in).verify())
          .as("seed %d, %s", SEED, name)
          .isInstanceOf(LdaException.class);
      Files.write(in.resolve(name), good);
    }
  }

  @Test
  void theMessageNamesTheBlockAndItsDocuments() throws IOException {
    Path large = folder.resolve("large");
    List<SortedMap<Integer, Integer>> bags = Stores.random(SEED, 20000, 5000);
    Stores.write(large, bags, Stores.words(5000), false);
    StoreIndex index = Store.open(large).index();
    int bad = 3;
    try (FileChannel channel =
        FileChannel.open(large.resolve("documents.bin"), StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {-1, -1, -1, -1, -1, -1}), index.offset(bad) + 99);
    }
    // What is not damaged can still be read.
    Store store = Store.open(large);
    BlockReader reader = store.reader();
    for (int b = 0; b < index.blocks(); b++) {
      int block = b;
      if (b == bad) {
        assertThatThrownBy(() -> reader.read(block))
            .isInstanceOf(LdaException.class)
            .hasMessageStartingWith(
                "%s: block 3 (documents %d to %d): CRC32C ",
                large.resolve("documents.bin"), index.firstDocument(3), index.firstDocument(4) - 1)
            .hasMessageContaining("import the corpus again");
      } else {
        assertThat(reader.read(b).documents()).isEqualTo(index.documents(b));
      }
    }
  }

  /** As on a network file system: the file becomes shorter while it is mapped. */
  @Test
  void aFileThatShrinksWhileItIsRead() throws IOException {
    Path large = folder.resolve("large");
    Stores.write(large, Stores.random(SEED, 20000, 5000), Stores.words(5000), false);
    Store store = Store.open(large);
    BlockReader reader = store.reader();
    reader.read(0);
    try (FileChannel channel =
        FileChannel.open(large.resolve("documents.bin"), StandardOpenOption.WRITE)) {
      channel.truncate(4096);
    }
    assertThatThrownBy(() -> reader.read(store.index().blocks() - 1))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("cannot be read");
  }

  /** Bytes with a good checksum that are no documents: they must not become some. */
  @Test
  void bytesThatAreNoDocuments() {
    Random random = new Random(SEED);
    BlockDecoder decoder = new BlockDecoder(50);
    Block block = new Block();
    int accepted = 0;
    for (int round = 0; round < 50_000; round++) {
      byte[] bytes = new byte[random.nextInt(12)];
      random.nextBytes(bytes);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] &= (byte) (random.nextInt(4) == 0 ? 0xff : 0x07);
      }
      int documents = random.nextInt(4);
      int nonZeros = random.nextInt(5);
      block.begin(0, documents, nonZeros);
      if (decoder.decode(Arrays.copyOf(bytes, bytes.length + 8), bytes.length, nonZeros, block)) {
        accepted++;
        assertThat(encoded(block)).as("seed %d, round %d", SEED, round).isEqualTo(bytes);
      }
    }
    assertThat(accepted).isGreaterThan(100);
  }

  private static byte[] encoded(Block block) {
    BlockEncoder encoder = new BlockEncoder();
    for (SortedMap<Integer, Integer> bag : Stores.bags(block)) {
      assertThat(bag.isEmpty() || bag.lastKey() < 50).isTrue();
      encoder.add(
          bag.keySet().stream().mapToInt(id -> id).toArray(),
          bag.values().stream().mapToInt(n -> n).toArray(),
          bag.size());
    }
    return Arrays.copyOf(encoder.bytes(), encoder.size());
  }

  @Test
  void aNewerFormatIsTold() throws IOException {
    StoreManifest manifest = Store.open(in).manifest();
    String newer = manifest.toText().replace("\"format_version\" : 1", "\"format_version\" : 2");
    String object = newer.substring(0, newer.lastIndexOf(",\n  \"crc32c\"")) + "\n}\n";
    Files.writeString(in.resolve("store.json"), SealedJson.seal(object));
    assertThatThrownBy(() -> Store.open(in))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("format version 2 found")
        .hasMessageContaining("newer mpj-lda");
    assertThat(Map.copyOf(manifest.files())).hasSize(4);
  }

  /** Files that were changed by somebody who knows their checksums: sizes that do not agree. */
  @Test
  void changedNumbersWithRightChecksums() throws IOException {
    Random random = new Random(SEED);
    Path indexFile = in.resolve(StoreFiles.INDEX);
    byte[] good = Files.readAllBytes(indexFile);
    int refused = 0;
    for (int i = 0; i < FLIPS; i++) {
      ByteBuffer bad = ByteBuffer.wrap(good.clone());
      int at = 8 * random.nextInt(good.length / 8);
      long value = random.nextLong() >> random.nextInt(64);
      bad.putLong(at, value);
      Files.write(indexFile, bad.array());
      reseal(Map.of());
      Throwable found = catchThrowable(() -> Store.open(in).verify());
      String what = "seed %d, %d at byte %d of the index".formatted(SEED, value, at);
      if (found != null) {
        assertThat(found).as(what).isInstanceOf(LdaException.class);
        assertThat(((LdaException) found).exitCode()).as(what).isEqualTo(65);
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(FLIPS / 2);
    Files.write(indexFile, Arrays.copyOf(good, good.length - 4));
    reseal(Map.of());
    assertDamaged(StoreFiles.INDEX, "a short index");
  }

  @Test
  void manifestsThatPromiseTooMuch() throws IOException {
    for (String number :
        List.of("documents", "tokens", "non_zeros", "longest_document", "vocabulary_size")) {
      reseal(Map.of(number, Integer.MAX_VALUE));
      Throwable found =
          catchThrowable(
              () -> {
                Store store = Store.open(in);
                assertThat(store.vocabulary()).isEmpty();
              });
      assertThat(found).as(number).isInstanceOf(LdaException.class);
      assertThat(found).as(number).hasMessageContaining("The store is damaged");
      StoreWriter.remove(in);
      write();
    }
  }

  @Test
  void aVocabularyWithFewerWords() throws IOException {
    Files.write(
        in.resolve(StoreFiles.VOCABULARY),
        "averyveryverylongword\n".repeat(30).getBytes(StandardCharsets.UTF_8));
    reseal(Map.of());
    assertThatThrownBy(() -> Store.open(in).vocabulary())
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("found 30 words, expected 60");
  }

  /** Gives the manifest the checksums of the files, and other numbers. */
  private void reseal(Map<String, Object> numbers) throws IOException {
    Path file = in.resolve(StoreFiles.MANIFEST);
    StoreManifest old = StoreManifest.parse("", Files.readAllBytes(file));
    Map<String, Checksum> sums = new TreeMap<>();
    for (String name : old.files().keySet()) {
      sums.put(name, Checksum.of(in.resolve(name)));
    }
    Map<String, Object> map = new LinkedHashMap<>(old.describe());
    map.putAll(numbers);
    Map<String, Object> files = new TreeMap<>();
    sums.forEach((name, sum) -> files.put(name, sum.toMap()));
    map.put("files", files);
    Files.writeString(file, SealedJson.write(map));
  }
}
