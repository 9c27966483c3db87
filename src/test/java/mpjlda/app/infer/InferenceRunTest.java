package mpjlda.app.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import mpjlda.app.config.InferenceConfig;
import mpjlda.cluster.comm.InProcessRanks;
import mpjlda.core.console.Console;
import mpjlda.core.errors.LdaException;
import mpjlda.data.corpus.CorpusFormat;
import mpjlda.data.corpus.CorpusSource;
import mpjlda.data.modelio.Npy;
import mpjlda.data.store.StoreSource;
import mpjlda.data.store.StoreWriter;
import mpjlda.oracle.Corpus;
import mpjlda.oracle.TextbookEvaluation;
import mpjlda.oracle.ToyCorpora;
import mpjlda.oracle.ToyFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs on ranks that are threads. */
class InferenceRunTest {
  private static final long SEED = Long.getLong("tests.seed", 20261121);
  private static final double[] ALPHA = {0.1, 0.5, 0.05};

  @TempDir private Path folder;
  private double[][] lambda;
  private Path model;
  private Corpus corpus;
  private CorpusSource source;

  private static final class Results implements Console {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void result(String line) {
      lines.add(line);
    }

    @Override
    public void say(String line) {}

    @Override
    public void progress(String line) {}

    @Override
    public void phase(String phase, int iteration) {}
  }

  @BeforeEach
  void files() {
    corpus = ToyCorpora.withEmptyDocuments(SEED);
    lambda = ToyCorpora.initialLambda(SEED, 3, 300);
    for (int w = 0; w < 300; w++) {
      lambda[w % 3][w] *= 20;
    }
    model = ToyFiles.model(folder.resolve("model"), lambda, ALPHA, 0.01);
    source = ToyFiles.source(ToyFiles.ldac(folder.resolve("c.ldac"), corpus));
  }

  private InferenceConfig config(Path output, int block, int threads) {
    return config(output, block, threads, false);
  }

  private InferenceConfig config(Path output, int block, int threads, boolean fast) {
    return new InferenceConfig(
        model,
        source,
        false,
        output,
        Optional.of(folder.resolve(output.getFileName() + ".flags")),
        false,
        OptionalInt.empty(),
        block,
        fast,
        false,
        threads);
  }

  private static List<String> run(InferenceConfig config, int ranks) {
    Results results = new Results();
    InProcessRanks.run(
        ranks,
        comm -> {
          new InferenceRun(config, comm, results).run();
          return true;
        });
    return results.lines;
  }

  private static double[][] read(Path npy, int rows, int columns) {
    double[] all = new double[rows * columns];
    int[] next = {0};
    assertThat(Npy.scan(npy, value -> all[next[0]++] = value).shape())
        .containsExactly((long) rows, (long) columns);
    return IntStream.range(0, rows)
        .mapToObj(d -> Arrays.copyOfRange(all, d * columns, (d + 1) * columns))
        .toArray(double[][]::new);
  }

  @Test
  void rowsAreThoseOfTheTextbookAndSumToOne() {
    Path output = folder.resolve("theta.npy");
    run(config(output, 4096, 2), 2);
    double[][] theta = read(output, corpus.documents(), 3);
    double[] prior = {0.1 / 0.65, 0.5 / 0.65, 0.05 / 0.65};
    for (int d = 0; d < theta.length; d++) {
      double[] expected = TextbookEvaluation.theta(corpus.document(d), lambda, ALPHA);
      assertThat(theta[d])
          .as("document %d, seed %d", d, SEED)
          .containsExactly(expected, within(1e-9));
      assertThat(Arrays.stream(theta[d]).sum()).isCloseTo(1, within(1e-14));
      if (corpus.words()[d].length == 0) {
        assertThat(theta[d]).containsExactly(prior, within(1e-15));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "1,7,3", "2,4096,1", "3,1,2", "3,13,1", "7,2,1", "40,4,1"})
  void ranksThreadsAndBlocksDoNotChangeAByte(int ranks, int block, int threads) {
    for (String name : List.of("theta.npy", "theta.tsv")) {
      Path one = folder.resolve("one").resolve(name);
      Path other = folder.resolve("other").resolve(name);
      List<String> told = run(config(one, 4096, 1), 1);
      assertThat(run(config(other, block, threads), ranks).subList(0, 6))
          .isEqualTo(told.subList(0, 6));
      assertThat(other).hasSameBinaryContentAs(one);
    }
    assertThat(folder.resolve("other").toFile().list())
        .as("no part is left behind")
        .containsExactlyInAnyOrder("theta.npy", "theta.tsv");
  }

  /**
   * 40 topics of which each document has a few, so that the fast kernel has something to leave out.
   */
  @Test
  void fastRowsAreThoseOfTheTextbookToAThousandthForAnyRanksAndThreads() {
    double[] alpha = new double[40];
    Arrays.fill(alpha, 0.1);
    double[][] many = ToyCorpora.initialLambda(SEED, alpha.length, 300);
    for (int w = 0; w < 300; w++) {
      many[w % alpha.length][w] *= 100;
    }
    model = ToyFiles.model(folder.resolve("many"), many, alpha, 0.01);
    Path one = folder.resolve("one.npy");
    run(config(one, 4096, 1, true), 1);
    double[][] theta = read(one, corpus.documents(), alpha.length);
    for (int d = 0; d < theta.length; d++) {
      double[] expected = TextbookEvaluation.theta(corpus.document(d), many, alpha);
      assertThat(theta[d])
          .as("document %d, seed %d", d, SEED)
          .containsExactly(expected, within(1e-3));
      assertThat(Arrays.stream(theta[d]).sum()).isCloseTo(1, within(1e-14));
    }
    Path other = folder.resolve("other.npy");
    run(config(other, 7, 2, true), 3);
    assertThat(other).hasSameBinaryContentAs(one);
  }

  @Test
  void theTableHasNumbersTokensAndNineDecimals() throws IOException {
    Path output = folder.resolve("theta.tsv");
    run(config(output, 4096, 1), 1);
    List<String> lines = Files.readAllLines(output);
    assertThat(lines).hasSize(corpus.documents() + 1);
    assertThat(lines.get(0)).isEqualTo("document\ttokens\ttopic_0\ttopic_1\ttopic_2");
    // 0.1 / 0.65 = 0.153846153846…
    assertThat(lines.get(1)).isEqualTo("0\t0\t0.153846154\t0.769230769\t0.076923077");
    assertThat(lines.get(2))
        .matches("1\t" + corpus.document(1).tokens() + "(\t[01]\\.[0-9]{9}){3}");
  }

  @Test
  void emptyAndUnknownDocumentsAreFlaggedAndHaveThePriorsMean() throws IOException {
    Path words = ToyFiles.write(folder.resolve("v/vocab.txt"), "w1\nhouse\nw0\n");
    Path file = ToyFiles.write(folder.resolve("v/x.ldac"), "2 0:3 1:1\n0\n1 1:4\n1 2:1\n");
    CorpusSource other =
        new CorpusSource(List.of(file.toString()), CorpusFormat.LDAC, words, Integer.MAX_VALUE);
    Path output = folder.resolve("theta.tsv");
    Path flags = folder.resolve("flags.tsv");
    List<String> told =
        run(
            new InferenceConfig(
                model,
                other,
                true,
                output,
                Optional.of(flags),
                false,
                OptionalInt.of(1),
                4096,
                false,
                false,
                1),
            2);
    assertThat(told)
        .contains("documents 4", "tokens 4", "empty_documents 1", "unknown_documents 1")
        .contains("dropped_tokens 5");
    assertThat(flags).hasContent("document\tflag\n1\tempty\n2\tunknown-words\n");
    List<String> lines = Files.readAllLines(output);
    assertThat(lines.get(0)).isEqualTo("document\ttokens\ttop_1");
    // w1 is topic 1's word.
    assertThat(lines.get(1)).startsWith("0\t3\t1:0.");
    assertThat(lines.get(2)).isEqualTo("1\t0\t1:0.769230769");
    assertThat(lines.get(3)).isEqualTo("2\t0\t1:0.769230769");
    assertThat(lines).hasSize(5);
  }

  /** A store of four documents, written by hand. */
  private CorpusSource named() {
    Path store = folder.resolve("named.store");
    try (StoreWriter writer =
        StoreWriter.create(store, new StoreSource(List.of(), "test", Map.of(), "test"))) {
      writer.add("tab\there", new int[] {0, 2}, new int[] {3, 1}, 2);
      writer.add("back\\slash \u00e9", new int[] {1}, new int[] {2}, 1);
      writer.add("", new int[] {2}, new int[] {1}, 1);
      writer.add("last", new int[] {}, new int[] {}, 0);
      writer.finish(List.of("w0", "w1", "w2"));
    }
    return new CorpusSource(List.of(store.toString()), CorpusFormat.STORE, null, Integer.MAX_VALUE);
  }

  private InferenceConfig withNames(CorpusSource from, Path output) {
    return new InferenceConfig(
        model,
        from,
        false,
        output,
        Optional.empty(),
        true,
        OptionalInt.empty(),
        1,
        false,
        false,
        1);
  }

  @Test
  void documentsAreToldByTheirNames() throws IOException {
    CorpusSource from = named();
    Path table = folder.resolve("t.tsv");
    Path array = folder.resolve("t.npy");
    for (int ranks : new int[] {1, 3}) {
      run(withNames(from, table), ranks);
      run(withNames(from, array), ranks);
      assertThat(Files.readAllLines(table).stream().map(line -> line.split("\t", -1)[0]))
          .containsExactly("document", "tab\\there", "back\\\\slash \u00e9", "", "last");
      assertThat(Files.readAllLines(table).get(1)).matches("tab\\\\there\t4\t.*");
      assertThat(folder.resolve("t.npy.names.txt"))
          .hasContent("tab\there\nback\\slash \u00e9\n\nlast\n");
      assertThat(read(array, 4, 3)).hasDimensions(4, 3);
    }
  }

  @Test
  void namesThatACorpusDoesNotHaveAreWrongUsage() {
    for (int ranks : new int[] {1, 2}) {
      assertThatThrownBy(() -> run(withNames(source, folder.resolve("x.tsv")), ranks))
          .isInstanceOf(LdaException.class)
          .hasMessageContaining("have no names")
          .hasMessageContaining("--names");
    }
    assertThat(folder.resolve("x.tsv")).doesNotExist();
  }
}
