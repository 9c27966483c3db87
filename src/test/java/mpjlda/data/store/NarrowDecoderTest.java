package mpjlda.data.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fast way of reading a block gives what the plain one gives, or nothing. */
class NarrowDecoderTest {
  private static final long SEED = 4102;

  /** Lengths around those that are read in one go, gaps and counts around the ends of varints. */
  private static final int[] LENGTHS = {0, 1, 2, 3, 4, 5, 7, 8, 9, 11, 12, 15, 16, 17, 127, 128};

  private static final int[] GAPS = {0, 1, 62, 126, 127, 128, 129, 255, 256, 4095};
  private static final int[] FAR = {16_382, 16_383, 16_384, 16_385};

  @TempDir Path folder;

  private static List<SortedMap<Integer, Integer>> bags(Random random, int documents, int[] most) {
    List<SortedMap<Integer, Integer>> bags = new ArrayList<>();
    for (int d = 0; d < documents; d++) {
      SortedMap<Integer, Integer> bag = new TreeMap<>();
      int words = LENGTHS[random.nextInt(LENGTHS.length)];
      int id = -1;
      for (int i = 0; i < words; i++) {
        int[] gaps = random.nextInt(40) == 0 ? FAR : GAPS;
        id += 1 + gaps[random.nextInt(random.nextInt(2) == 0 ? 4 : gaps.length)];
        int count = random.nextInt(60) == 0 ? most[random.nextInt(most.length)] : 1;
        if (id > Character.MAX_VALUE) {
          break;
        }
        bag.put(id, count);
      }
      bags.add(bag);
    }
    return bags;
  }

  private static List<SortedMap<Integer, Integer>> narrow(Block block) {
    assertThat(block.narrow()).isTrue();
    List<SortedMap<Integer, Integer>> bags = new ArrayList<>();
    for (int d = 0; d < block.documents(); d++) {
      SortedMap<Integer, Integer> bag = new TreeMap<>();
      for (int i = block.start(d); i < block.end(d); i++) {
        bag.put((int) block.narrowIds()[i], (int) block.narrowCounts()[i]);
      }
      assertThat(bag).hasSize(block.end(d) - block.start(d));
      bags.add(bag);
    }
    return bags;
  }

  @Test
  void readsWhatWasWritten() {
    int[] counts = {2, 127, 128, 129, 16_384, 65_535};
    List<SortedMap<Integer, Integer>> bags = bags(new Random(SEED), 20_000, counts);
    Stores.write(folder.resolve("s"), bags, Stores.words(1 << 16), false);
    Store store = Store.open(folder.resolve("s"));
    assertThat(store.index().blocks()).isGreaterThan(5);
    BlockReader reader = store.reader();
    List<SortedMap<Integer, Integer>> found = new ArrayList<>();
    for (int b = 0; b < store.index().blocks(); b++) {
      found.addAll(narrow(reader.readNarrow(b)));
      // The plain form after the narrow one, by the same reader.
      assertThat(Stores.bags(reader.read(b))).isEqualTo(narrow(reader.readNarrow(b)));
    }
    assertThat(found).as("seed %d", SEED).isEqualTo(bags);
  }

  @ParameterizedTest
  @CsvSource({"65536,65535,true", "65536,65536,false", "65537,1,false", "65536,2147483647,false"})
  void largeNumbersAreReadInThePlainForm(int words, int count, boolean isNarrow) {
    List<SortedMap<Integer, Integer>> bags = List.of(new TreeMap<>(Map.of(3, 1, 65_535, count)));
    Stores.write(folder.resolve("s"), bags, Stores.words(words), false);
    Block block = Store.open(folder.resolve("s")).reader().readNarrow(0);
    assertThat(block.narrow()).isEqualTo(isNarrow);
    assertThat(isNarrow ? narrow(block) : Stores.bags(block)).isEqualTo(bags);
  }

  /** Any bytes: what the one takes for documents below 65,536, so does the other. */
  @Test
  void agreesWithThePlainDecoderOnDamagedBytes() {
    Random random = new Random(SEED);
    int taken = 0;
    int refused = 0;
    for (int round = 0; round < 40_000; round++) {
      BlockEncoder encoder = new BlockEncoder();
      for (SortedMap<Integer, Integer> bag : bags(random, 3, new int[] {2, 129, 65_536})) {
        int[] ids = bag.keySet().stream().mapToInt(id -> id).toArray();
        encoder.add(ids, bag.values().stream().mapToInt(count -> count).toArray(), ids.length);
      }
      byte[] bytes = Arrays.copyOf(encoder.bytes(), encoder.size() + Varint.SLACK);
      for (int i = encoder.size(); i < bytes.length; i++) {
        bytes[i] = (byte) random.nextInt(256);
      }
      for (int faults = random.nextInt(4); faults > 0; faults--) {
        byte[] likely = {0, 1, 127, (byte) 128, (byte) 129, (byte) 255, (byte) random.nextInt()};
        bytes[random.nextInt(encoder.size())] = likely[random.nextInt(likely.length)];
      }
      int vocabulary = random.nextInt(4) == 0 ? 1 << 14 : 1 << 16;
      int size = encoder.size() - (random.nextInt(8) == 0 ? 1 : 0);
      Block plain = new Block();
      plain.begin(0, 3, encoder.nonZeros());
      boolean sound = new BlockDecoder(vocabulary).decode(bytes, size, encoder.nonZeros(), plain);
      Block fast = new Block();
      fast.beginNarrow(0, 3, encoder.nonZeros());
      boolean read = new NarrowDecoder(vocabulary).decode(bytes, size, encoder.nonZeros(), fast);
      boolean small =
          sound
              && Arrays.stream(plain.counts(), 0, plain.nonZeros())
                  .allMatch(count -> count <= Character.MAX_VALUE);
      assertThat(read).as("seed %d, round %d", SEED, round).isEqualTo(small);
      if (read) {
        assertThat(narrow(fast)).as("round %d", round).isEqualTo(Stores.bags(plain));
        taken++;
      } else {
        refused++;
      }
    }
    assertThat(taken).isGreaterThan(5_000);
    assertThat(refused).isGreaterThan(5_000);
  }
}
