package mpjlda.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import mpjlda.core.errors.LdaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store of parts is the store of their documents, or there is none. */
class StorePartTest {
  private static final long SEED = 41;
  private static final StoreSource SOURCE = new StoreSource(List.of(), "test", Map.of(), "test");

  @TempDir private Path folder;

  /** Takes a document. */
  private interface Sink {
    void add(String name, int[] ids, int[] counts, int size);
  }

  /** Documents {@code from .. to}, each made of its number alone; some are longer than a block. */
  private static void documents(int from, int to, Sink sink) {
    for (int d = from; d < to; d++) {
      Random random = new Random(SEED + d);
      int step = d % 500 == 3 ? 1 : 900;
      int size = step == 1 ? 60_000 : random.nextInt(60);
      int[] ids = IntStream.range(0, size).map(i -> i * step).toArray();
      int[] counts = IntStream.range(0, size).map(i -> 1 + random.nextInt(300)).toArray();
      sink.add(d % 3 == 0 ? "" : "d\u00e9" + d, ids, counts, size);
    }
  }

  private static List<String> words() {
    return IntStream.range(0, 60_000).mapToObj(w -> "w" + w).toList();
  }

  private StoreWriter writer(String name) {
    return StoreWriter.create(folder.resolve(name), SOURCE);
  }

  private byte[] part(String store, int number, int from, int to) {
    try (StorePart part = StorePart.create(folder.resolve(store), number, from)) {
      documents(from, to, part::add);
      byte[] receipt = part.finish();
      // As if it were read before it is closed, which removes it.
      Path file = StorePart.path(folder.resolve(store), number);
      Files.copy(file, folder.resolve("kept" + number));
      return receipt;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void putBack(String store, int number) throws IOException {
    Files.move(folder.resolve("kept" + number), StorePart.path(folder.resolve(store), number));
  }

  @Test
  void partsGiveTheSameBytes() throws IOException {
    try (StoreWriter whole = writer("whole")) {
      documents(0, 3000, whole::add);
      whole.finish(words());
    }
    try (StoreWriter store = writer("parts")) {
      documents(0, 700, store::add);
      byte[] first = part("parts", 1, 700, 1504);
      byte[] none = part("parts", 2, 1504, 1504);
      byte[] last = part("parts", 3, 1504, 3000);
      for (int p = 1; p <= 3; p++) {
        putBack("parts", p);
        store.append(p, List.of(first, none, last).get(p - 1));
      }
      store.finish(words());
    }
    for (String name : StoreFiles.ALL) {
      assertThat(folder.resolve("parts").resolve(name))
          .as("%s, seed %d", name, SEED)
          .hasSameBinaryContentAs(folder.resolve("whole").resolve(name));
    }
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    Store.open(folder.resolve("parts")).verify();
  }

  @Test
  void aPartThatIsNotThereOrNotWhatItWas() throws IOException {
    try (StoreWriter store = writer("s")) {
      byte[] receipt = part("s", 1, 0, 40);
      assertThatThrownBy(() -> store.append(1, receipt))
          .isInstanceOf(LdaException.class)
          .hasMessageContaining("no such file")
          .hasMessageContaining("a folder that all hosts share");
      byte[] bytes = Files.readAllBytes(folder.resolve("kept1"));
      Path file = StorePart.path(folder.resolve("s"), 1);
      Random random = new Random(SEED);
      for (int i = 0; i < 200; i++) {
        byte[] changed = bytes.clone();
        int bit = i < 32 ? i : random.nextInt(8 * bytes.length);
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        Files.write(file, changed);
        assertThatThrownBy(() -> new StorePartReader(file, read(receipt)).read(document -> {}))
            .as("bit %d, seed %d", bit, SEED)
            .isInstanceOf(LdaException.class)
            .hasMessageContaining("found other bytes than another rank wrote");
      }
    }
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  private static mpjlda.data.io.Checksum read(byte[] receipt) {
    return StorePart.Receipt.read(receipt, new DocumentFigures());
  }
}
