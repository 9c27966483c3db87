package mpjlda.cluster.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mpjlda.cluster.runfolder.Fingerprint;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;

/** Checkpoints to be saved and compared, and the files they are in. */
final class States {
  static final long SEED = Long.getLong("tests.seed", 20261121);

  /** Whole sweeps instead of samples of them. */
  static final boolean FULL = Boolean.getBoolean("mpjlda.full");

  /** So small that a tiny model has many blocks. */
  static final int SMALL_BLOCKS = 64;

  static final Fingerprint RUN =
      new Fingerprint(Map.of("corpus", "abc123", "alpha", "0.1", "eta", "0.01"));

  private static final double[] AWKWARD = {
    -0.0,
    0.0,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL / 2,
    Double.MAX_VALUE,
    Double.NaN,
    Double.longBitsToDouble(0x7ff8_dead_beef_0001L),
    Double.NEGATIVE_INFINITY,
    1e-100
  };

  private States() {}

  /** The figures of a whole sweep, for the build's log. */
  static void tell(String format, Object... values) {
    if (FULL) {
      System.out.printf("[checkpoint] " + format + "%n", values);
    }
  }

  /** Every bit of it depends on the iteration. */
  static CheckpointState of(int iteration, int topics, int words) {
    Random random = new Random(SEED ^ (iteration * 0x9e3779b97f4a7c15L));
    BlockedDoubleMatrix lambda = new BlockedDoubleMatrix(RowLayout.of(words, topics));
    for (int b = 0; b < lambda.layout().blocks(); b++) {
      double[] block = lambda.block(b);
      for (int i = 0; i < block.length; i++) {
        block[i] = i < AWKWARD.length ? AWKWARD[i] : Double.longBitsToDouble(random.nextLong());
      }
    }
    return new CheckpointState(
        iteration,
        -random.nextDouble() * 1e6,
        random.nextDouble(),
        random.doubles(topics).toArray(),
        lambda,
        new CheckpointProgress(random.nextDouble(), 1e-4, iteration, -0.0, iteration, 0));
  }

  static CheckpointState small(int iteration) {
    return of(iteration, 3, 17);
  }

  /** A part of 5 longs a document, for documents first to end - 1. */
  static CheckpointPart part(int iteration, int first, int end) {
    return CheckpointPart.of(
        "gamma",
        first,
        5,
        IntStream.range(first, end)
            .mapToObj(d -> gamma(iteration, d))
            .flatMapToLong(Arrays::stream)
            .toArray());
  }

  static long[] gamma(int iteration, long document) {
    return new Random(SEED + 1000 * document + iteration).longs(5).toArray();
  }

  /** As a run of two ranks saves it: 4 and 7 documents. */
  static SaveResult saveWithParts(CheckpointStore store, int iteration) {
    long generation = store.begin();
    List<CheckpointPartFile> parts = new ArrayList<>();
    parts.add(store.writePart(generation, RUN, part(iteration, 0, 4)));
    parts.add(store.writePart(generation, RUN, part(iteration, 4, 11)));
    return store.commit(generation, RUN, small(iteration), parts);
  }

  /** What differs first, bit by bit; empty if nothing does. */
  static String difference(CheckpointState a, CheckpointState b) {
    if (a.iteration() != b.iteration()) {
      return "iteration " + a.iteration() + " and " + b.iteration();
    }
    if (!Arrays.equals(bits(a), bits(b)) || !a.progress().equals(b.progress())) {
      return "other bits in iteration " + a.iteration();
    }
    return "";
  }

  /** All numbers of a state, and its shape. */
  static long[] bits(CheckpointState state) {
    BlockedDoubleMatrix lambda = state.lambda();
    Stream<double[]> arrays =
        Stream.concat(
            Stream.of(new double[] {state.bound(), state.eta()}, state.alpha()),
            IntStream.range(0, lambda.layout().blocks()).mapToObj(lambda::block));
    long[] numbers =
        arrays.flatMapToDouble(Arrays::stream).mapToLong(Double::doubleToRawLongBits).toArray();
    long[] all = Arrays.copyOf(numbers, numbers.length + 2);
    all[numbers.length] = lambda.layout().rows();
    all[numbers.length + 1] = lambda.layout().columns();
    return all;
  }

  static void assertRestored(Recovery found, CheckpointState expected) {
    assertThat(found.checkpoint()).isPresent();
    assertThat(difference(found.checkpoint().orElseThrow().state(), expected)).isEmpty();
  }

  /** Relative names and contents of all files below a folder; folders end in a slash. */
  static Map<String, byte[]> tree(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      Map<String, byte[]> tree = new LinkedHashMap<>();
      for (Path path : all.sorted().toList()) {
        boolean isFolder = Files.isDirectory(path);
        tree.put(
            folder.relativize(path) + (isFolder ? "/" : ""),
            isFolder ? new byte[0] : Files.readAllBytes(path));
      }
      return tree;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> names(Path folder) {
    return tree(folder).keySet().stream().filter(name -> !name.equals("/")).toList();
  }

  static void copy(Path from, Path to) {
    tree(from)
        .forEach(
            (name, bytes) -> {
              try {
                if (name.endsWith("/")) {
                  Files.createDirectories(to.resolve(name));
                } else {
                  Files.write(to.resolve(name), bytes);
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
