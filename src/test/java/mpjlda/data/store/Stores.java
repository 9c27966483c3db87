package mpjlda.data.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Documents as plain maps (word id from 0 → count), written to stores and read back. */
public final class Stores {
  static final StoreSource SOURCE =
      new StoreSource(List.of("docword.x.txt"), "uci", Map.of("vocab", "v.txt"), "test 1");

  private Stores() {}

  /** Ids and counts of one to five bytes; one document in eight is empty. */
  static List<SortedMap<Integer, Integer>> random(long seed, int documents, int words) {
    Random random = new Random(seed);
    List<SortedMap<Integer, Integer>> bags = new ArrayList<>();
    for (int d = 0; d < documents; d++) {
      SortedMap<Integer, Integer> bag = new TreeMap<>();
      int size = random.nextInt(8) == 0 ? 0 : random.nextInt(40);
      for (int i = 0; i < size; i++) {
        int range = 1 << (1 + random.nextInt(31 - Integer.numberOfLeadingZeros(words)));
        int count = 1 + (random.nextInt(Integer.MAX_VALUE) >>> random.nextInt(31));
        bag.put(random.nextInt(Math.min(words, range)), count);
      }
      bags.add(bag);
    }
    return bags;
  }

  static List<String> words(int number) {
    return Stream.iterate(0, w -> w + 1).limit(number).map(w -> "wört" + w).toList();
  }

  /** Writes documents with the names n0, n1, …, or with none. */
  public static StoreSummary write(
      Path folder, List<? extends Map<Integer, Integer>> bags, List<String> words, boolean named) {
    try (StoreWriter writer = StoreWriter.create(folder, SOURCE)) {
      add(writer, bags, named);
      return writer.finish(words);
    }
  }

  static void add(StoreWriter writer, List<? extends Map<Integer, Integer>> bags, boolean named) {
    for (int d = 0; d < bags.size(); d++) {
      Map<Integer, Integer> bag = new TreeMap<>(bags.get(d));
      int[] ids = bag.keySet().stream().mapToInt(id -> id).toArray();
      int[] counts = bag.values().stream().mapToInt(count -> count).toArray();
      writer.add(named ? "n" + d : "", ids, counts, ids.length);
    }
  }

  /** All documents, by a reader. */
  static List<SortedMap<Integer, Integer>> read(Store store, BlockReader reader) {
    List<SortedMap<Integer, Integer>> bags = new ArrayList<>();
    for (int b = 0; b < store.index().blocks(); b++) {
      bags.addAll(bags(reader.read(b)));
    }
    return bags;
  }

  static List<SortedMap<Integer, Integer>> bags(Block block) {
    List<SortedMap<Integer, Integer>> bags = new ArrayList<>();
    for (int d = 0; d < block.documents(); d++) {
      SortedMap<Integer, Integer> bag = new TreeMap<>();
      for (int i = block.start(d); i < block.end(d); i++) {
        bag.put(block.ids()[i], block.counts()[i]);
      }
      bags.add(bag);
    }
    return bags;
  }

  static List<String> names(Store store) {
    List<String> names = new ArrayList<>();
    for (int b = 0; b < store.index().blocks(); b++) {
      names.addAll(store.names().read(b));
    }
    return names;
  }

  /** Names of all that a folder holds, hidden files included. */
  static List<String> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
