package mpjlda.data.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DocumentsTest {
  private static final long SEED = 7;

  @Test
  void everyDocumentComesBackFromItsSegment() {
    List<Map<Integer, Integer>> bags = Bags.random(SEED, 60_000, 300);
    // Lone large values in the middle: their segments widen, the others stay narrow.
    bags.set(31_000, new TreeMap<>(Map.of(5, 65_535, 6, 65_536, 7, Integer.MAX_VALUE)));
    bags.set(45_000, new TreeMap<>(Map.of(70_000, 1)));
    Documents documents = store(bags, 12);
    assertThat(documents.segments()).hasSizeGreaterThan(2);
    assertThat(documents.firstDocument()).isEqualTo(12);
    assertThat(read(documents)).as("seed %d", SEED).isEqualTo(bags);
    assertThat(documents.nonZeros()).isEqualTo(bags.stream().mapToLong(Map::size).sum());
    assertThat(documents.largestCount()).isEqualTo(Integer.MAX_VALUE);
    assertThat(documents.tokens(31_000)).isEqualTo(65_535L + 65_536L + Integer.MAX_VALUE);
  }

  @Test
  void slicesAreThePartsOfTheWhole() {
    List<Map<Integer, Integer>> bags = Bags.random(SEED, 50_000, 300);
    Documents documents = store(bags, 0);
    for (int[] range : new int[][] {{0, 50_000}, {0, 1}, {17, 40_001}, {49_999, 50_000}, {9, 9}}) {
      Documents slice = new Documents(range[0], documents.slice(range[0], range[1]));
      assertThat(read(slice))
          .as("seed %d, %d to %d", SEED, range[0], range[1])
          .isEqualTo(bags.subList(range[0], range[1]));
    }
  }

  @Test
  void takesFourBytesAPairAndSixWithManyWords() {
    for (int words : new int[] {60_000, 200_000}) {
      Random random = new Random(SEED);
      SegmentWriter writer = new SegmentWriter();
      DocumentBuffer buffer = new DocumentBuffer();
      for (int d = 0; d < 5000; d++) {
        buffer.clear();
        for (int i = 0; i < 200; i++) {
          buffer.add(random.nextInt(words), 1 + random.nextInt(100));
        }
        writer.add(buffer);
      }
      Documents documents = new Documents(0, writer.finish());
      double bytes = (double) documents.memoryBytes() / documents.nonZeros();
      assertThat(bytes).as("%d words", words).isLessThan(words < 65_536 ? 4.03 : 6.03);
    }
  }

  @Test
  void aDocumentLargerThanASegmentHasOneOfItsOwn() {
    int size = SegmentWriter.CAPACITY + 3;
    DocumentBuffer buffer = new DocumentBuffer();
    for (int id = 0; id < size; id++) {
      buffer.add(id, 1);
    }
    SegmentWriter writer = new SegmentWriter();
    writer.add(buffer);
    writer.add(new DocumentBuffer());
    writer.add(buffer);
    Documents documents = new Documents(0, writer.finish());
    assertThat(documents.count()).isEqualTo(3);
    assertThat(documents.longest()).isEqualTo(size);
    int[] ids = new int[size];
    assertThat(documents.load(2, ids, new double[size])).isEqualTo(size);
    assertThat(ids[size - 1]).isEqualTo(size - 1);
    assertThat(documents.size(1)).isZero();
  }

  @Test
  void repeatedWordsAreFoundInAnyOrder() {
    assertThat(repeated(1, 5, 9)).isEqualTo(-1);
    assertThat(repeated(9, 5, 1)).isEqualTo(-1);
    assertThat(repeated(9, 5, 9)).isEqualTo(9);
    assertThat(repeated(3, 3)).isEqualTo(3);
    assertThat(repeated(1 << 23, 4, 1 << 23)).isEqualTo(1 << 23);
    assertThat(repeated(1 << 23, 4)).isEqualTo(-1);
  }

  @Test
  void anotherNumberIsRefused() {
    Documents documents = store(List.of(Map.of(1, 1)), 0);
    assertThatThrownBy(() -> documents.size(1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> documents.size(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static int repeated(int... ids) {
    DocumentBuffer buffer = new DocumentBuffer();
    buffer.add(3, 1);
    buffer.add(2, 1);
    buffer.repeatedId();
    buffer.clear();
    for (int id : ids) {
      buffer.add(id, 1);
    }
    return buffer.repeatedId();
  }

  private static Documents store(List<Map<Integer, Integer>> bags, long first) {
    SegmentWriter writer = new SegmentWriter();
    DocumentBuffer buffer = new DocumentBuffer();
    for (Map<Integer, Integer> bag : bags) {
      buffer.clear();
      bag.forEach(buffer::add);
      writer.add(buffer);
    }
    return new Documents(first, writer.finish());
  }

  private static List<Map<Integer, Integer>> read(Documents documents) {
    List<Map<Integer, Integer>> bags = new ArrayList<>();
    int[] ids = new int[documents.longest()];
    double[] counts = new double[documents.longest()];
    for (int d = 0; d < documents.count(); d++) {
      Map<Integer, Integer> bag = new TreeMap<>();
      for (int i = documents.load(d, ids, counts) - 1; i >= 0; i--) {
        bag.put(ids[i], (int) counts[i]);
      }
      bags.add(bag);
    }
    return bags;
  }
}
