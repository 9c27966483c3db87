package mpjlda.cluster.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.RealFileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damage of every kind to any file of two generations is seen, and never changes a number that is
 * loaded: the other generation serves, or the run is refused.
 */
class CheckpointDamageTest {
  private static final boolean FULL = States.FULL;
  private static final int QUICK_FLIPS = 1500;

  @TempDir Path folder;
  private CheckpointStore store;
  private Map<String, byte[]> files;
  private int seen;

  @BeforeEach
  void twoGenerationsOfTheSameSizes() {
    store = new CheckpointStore(folder, 2, new RealFileSystem(), States.SMALL_BLOCKS);
    States.saveWithParts(store, 10);
    States.saveWithParts(store, 20);
    files = States.tree(folder);
    files.keySet().removeIf(name -> name.endsWith("/"));
    assertThat(files).hasSize(8);
  }

  @AfterEach
  void tellHowMany(TestInfo test) {
    States.tell("%s: %d damages, all seen", test.getDisplayName(), seen);
  }

  /** All bits with -Dmpjlda.full=true, in a random selection otherwise. */
  @Test
  void anyFlippedBitIsSeen() throws IOException {
    List<String> names = List.copyOf(files.keySet());
    int flips = 0;
    if (FULL) {
      for (String name : names) {
        for (int bit = 0; bit < 8 * bytesOf(name).length; bit++, flips++) {
          flip(name, bit);
        }
      }
      assertThat(flips).isGreaterThan(10_000);
    } else {
      Random random = new Random(States.SEED);
      for (; flips < QUICK_FLIPS; flips++) {
        String name = names.get(random.nextInt(names.size()));
        flip(name, random.nextInt(8 * bytesOf(name).length));
      }
    }
  }

  private void flip(String name, int bit) throws IOException {
    byte[] bytes = bytesOf(name).clone();
    bytes[bit / 8] ^= (byte) (1 << bit % 8);
    assertSeen(name, bytes, "bit " + bit + " of byte " + bit / 8 + " flipped");
  }

  /** At every byte with -Dmpjlda.full=true. */
  @Test
  void anyTruncationIsSeen() throws IOException {
    for (String name : files.keySet()) {
      byte[] bytes = bytesOf(name);
      TreeSet<Integer> lengths = new TreeSet<>(List.of(0, 1, bytes.length - 1));
      for (int edge : edges(name)) {
        lengths.addAll(List.of(edge - 1, edge, edge + 1));
      }
      for (int length = 0; FULL && length < bytes.length; length++) {
        lengths.add(length);
      }
      for (int length : lengths) {
        if (length >= 0 && length < bytes.length) {
          assertSeen(name, Arrays.copyOf(bytes, length), "cut to " + length);
        }
      }
    }
  }

  @Test
  void zerosAreSeen() throws IOException {
    for (String name : files.keySet()) {
      byte[] bytes = bytesOf(name);
      assertSeen(name, new byte[bytes.length], "all zero");
      List<Integer> edges = edges(name);
      for (int i = 0; i + 1 < edges.size(); i++) {
        byte[] damaged = bytes.clone();
        Arrays.fill(damaged, edges.get(i), edges.get(i + 1), (byte) 0);
        assertSeen(name, damaged, "zero from " + edges.get(i));
        damaged = bytes.clone();
        Arrays.fill(damaged, edges.get(i), damaged.length, (byte) 0);
        assertSeen(name, damaged, "zero from " + edges.get(i) + " to the end");
      }
    }
  }

  @Test
  void addedBytesAreSeen() throws IOException {
    for (String name : files.keySet()) {
      byte[] bytes = bytesOf(name);
      for (int added : new int[] {1, 2, 8, bytes.length}) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + added);
        assertSeen(name, longer, added + " zeros added");
        System.arraycopy(bytes, 0, longer, bytes.length, added);
        assertSeen(name, longer, added + " bytes of its own added");
      }
    }
  }

  @Test
  void exchangedRepeatedAndLostBlocksAreSeen() throws IOException {
    for (String name : files.keySet()) {
      List<Integer> edges = edges(name);
      // The header and the footer are not blocks.
      for (int i = 1; i + 3 < edges.size(); i++) {
        int a = edges.get(i);
        int b = edges.get(i + 1);
        int c = edges.get(i + 2);
        byte[] bytes = bytesOf(name);
        byte[] first = Arrays.copyOfRange(bytes, a, b);
        byte[] second = Arrays.copyOfRange(bytes, b, c);
        assertSeen(name, join(bytes, a, join(second, first), c), "exchanged at " + a);
        assertSeen(name, join(bytes, a, join(first, first), c), "repeated at " + a);
        assertSeen(name, join(bytes, a, second, c), "lost at " + a);
      }
    }
  }

  @Test
  void blocksOfTheOtherGenerationAreSeen() throws IOException {
    int exchanged = 0;
    for (String name : files.keySet()) {
      List<Integer> edges = edges(name);
      byte[] other = bytesOf(other(name));
      for (int i = 0; i + 1 < edges.size() && edges.get(i + 1) <= other.length; i++) {
        byte[] damaged = bytesOf(name).clone();
        System.arraycopy(
            other, edges.get(i), damaged, edges.get(i), edges.get(i + 1) - edges.get(i));
        if (Arrays.equals(damaged, bytesOf(name))) {
          continue; // as most lines of a manifest
        }
        exchanged++;
        assertSeen(name, damaged, "other generation's bytes at " + edges.get(i));
      }
    }
    assertThat(exchanged).isGreaterThan(40);
  }

  @Test
  void filesInEachOthersPlaceAreSeen() throws IOException {
    for (String name : files.keySet()) {
      for (String from : files.keySet()) {
        if (!from.equals(name)) {
          assertSeen(name, bytesOf(from), "replaced by " + from);
        }
      }
    }
  }

  /** Same run, generation, name and length, from another output folder: the manifest tells. */
  @Test
  void filesOfAnotherFolderOfTheSameRunAreSeen(@TempDir Path elsewhere) throws IOException {
    CheckpointStore other =
        new CheckpointStore(elsewhere, 2, new RealFileSystem(), States.SMALL_BLOCKS);
    States.saveWithParts(other, 11);
    States.saveWithParts(other, 21);
    for (String name : files.keySet()) {
      byte[] bytes = Files.readAllBytes(elsewhere.resolve(name));
      if (!name.endsWith(".json")) {
        assertThat(bytes).as(name).hasSameSizeAs(bytesOf(name));
        assertSeen(name, bytes, "another folder's");
      }
    }
    // A whole manifest of another folder is sound in itself; the files are not those it names.
    String newest = "generation-00000002/manifest.json";
    Files.write(folder.resolve(newest), Files.readAllBytes(elsewhere.resolve(newest)));
    Recovery found = store.newest(States.RUN);
    States.assertRestored(found, States.small(10));
    assertThat(found.warnings()).hasSize(1);
  }

  @Test
  void missingFilesAreSeen() throws IOException {
    for (String name : files.keySet()) {
      Files.delete(folder.resolve(name));
      assertSeen(name, "deleted");
      Files.createDirectory(folder.resolve(name));
      assertSeen(name, "a folder");
      Files.delete(folder.resolve(name));
      Files.write(folder.resolve(name), bytesOf(name));
    }
  }

  @Test
  void exchangedGenerationsAreSeen() throws IOException {
    Path one = folder.resolve("generation-00000001");
    Path two = folder.resolve("generation-00000002");
    Files.move(one, folder.resolve("x"));
    Files.move(two, one);
    Files.move(folder.resolve("x"), two);

    assertThat(store.verify()).noneMatch(CheckpointDescription::good);
    assertRefused("generations exchanged");
  }

  @Test
  void damageToBothIsRefusedAndNothingIsDeleted() throws IOException {
    Random random = new Random(States.SEED);
    List<String> names = List.copyOf(files.keySet());
    for (int i = 0; i < (FULL ? 10_000 : 100); i++) {
      List<String> damaged = new ArrayList<>();
      for (int g = 0; g < 2; g++) {
        String name = names.get(4 * g + random.nextInt(4));
        byte[] bytes = bytesOf(name).clone();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(folder.resolve(name), bytes);
        damaged.add(name);
      }
      assertRefused("seed " + States.SEED + ", case " + i + ": " + damaged);
      for (String name : damaged) {
        Files.write(folder.resolve(name), bytesOf(name));
      }
    }
  }

  private void assertRefused(String what) {
    seen++;
    List<String> before = States.names(folder);
    try {
      Recovery found = store.newest(States.RUN);
      assertThat(found).as(what).isNull();
    } catch (LdaException e) {
      assertThat(e.exitCode()).as(what).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(e)
          .hasMessageContaining("generation-00000001: ")
          .hasMessageContaining("generation-00000002: ");
    }
    assertThat(States.names(folder)).isEqualTo(before);
  }

  private void assertSeen(String name, byte[] bytes, String what) throws IOException {
    assertThat(bytes).as(name + ": " + what + ": is another file").isNotEqualTo(bytesOf(name));
    Files.write(folder.resolve(name), bytes);
    assertSeen(name, what);
    Files.write(folder.resolve(name), bytesOf(name));
  }

  /** The file's generation is found bad by name, and the other one is what is loaded. */
  private void assertSeen(String name, String what) {
    seen++;
    boolean newestDamaged = name.startsWith("generation-00000002");
    String context = "seed " + States.SEED + ", " + name + ": " + what;
    List<CheckpointDescription> verified = store.verify();
    assertThat(verified).as(context).hasSize(2);
    assertThat(verified.get(newestDamaged ? 0 : 1).good()).as(context).isFalse();
    assertThat(verified.get(newestDamaged ? 1 : 0).good()).as(context).isTrue();
    assertThat(verified.get(newestDamaged ? 0 : 1).problem())
        .as(context)
        .contains(name.substring(name.indexOf('/') + 1));

    Recovery found = store.newest(States.RUN);
    CheckpointState expected = States.small(newestDamaged ? 10 : 20);
    assertThat(States.difference(found.checkpoint().orElseThrow().state(), expected))
        .as(context)
        .isEmpty();
    assertThat(found.warnings()).as(context).hasSize(newestDamaged ? 1 : 0);
  }

  private byte[] bytesOf(String name) {
    return files.getOrDefault(name, new byte[0]);
  }

  private static String other(String name) {
    return name.startsWith("generation-00000001")
        ? name.replace("generation-00000001", "generation-00000002")
        : name.replace("generation-00000002", "generation-00000001");
  }

  /** Where the header, the blocks and the footer begin, and the end; lines of a manifest. */
  private List<Integer> edges(String name) {
    byte[] bytes = bytesOf(name);
    List<Integer> edges = new ArrayList<>(List.of(0));
    if (name.endsWith(".json")) {
      for (int i = 0; i < bytes.length; i++) {
        if (bytes[i] == '\n') {
          edges.add(i + 1);
        }
      }
      return edges;
    }
    int header = 32 + name.substring(name.indexOf('/') + 1).length() + 24;
    for (int edge = header; edge < bytes.length - 20; edge += States.SMALL_BLOCKS + 12) {
      edges.add(edge);
    }
    edges.add(bytes.length - 20);
    edges.add(bytes.length);
    return edges;
  }

  private static byte[] join(byte[] bytes, int start, byte[] middle, int end) {
    return join(
        join(Arrays.copyOf(bytes, start), middle), Arrays.copyOfRange(bytes, end, bytes.length));
  }

  private static byte[] join(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
