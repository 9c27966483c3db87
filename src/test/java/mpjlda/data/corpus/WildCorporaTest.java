package mpjlda.data.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import mpjlda.core.errors.LdaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as other programs and people make them: read as they are meant, or refused. */
class WildCorporaTest {
  private static final long SEED = 18;
  private static final int WORDS = 40;

  @TempDir Path folder;

  @Test
  void everyMemberOfAGzipFileMustBeWhole() throws IOException {
    byte[] first = Bags.gzip(utf8("1 0:1\n".repeat(50)));
    byte[] second = Bags.gzip(utf8("1 3:2\n".repeat(50)));
    Path file = folder.resolve("x.ldac.gz");
    Bags.write(file, joined(first, second));
    assertThat(read(file).bags()).hasSize(100);
    Bags.write(file, joined(first, second, new byte[1024]));
    assertThat(read(file).bags()).hasSize(100);
    byte[] damaged = joined(first, second);
    damaged[first.length] ^= 1;
    assertRefused(file, damaged, "member 2: found other bytes where it should begin");
    assertRefused(file, joined(first, utf8("text")), "member 2: found other bytes");
    assertRefused(file, joined(first, new byte[8], utf8("x")), "other bytes after member 1");
    for (int cut = first.length + 1; cut < first.length + second.length; cut++) {
      assertRefused(
          file, Arrays.copyOf(joined(first, second), cut), "the gzip data are cut short or");
    }
    for (int fromEnd = 1; fromEnd <= 8; fromEnd++) {
      byte[] trailer = joined(first, second);
      trailer[trailer.length - fromEnd] ^= 0x10;
      assertRefused(file, trailer, "member 2: its data have another");
    }
    Path vocabulary = folder.resolve("vocab.txt.gz");
    Bags.write(file, first);
    Bags.write(vocabulary, joined(Bags.gzip(utf8("a\nb\n")), utf8("text")));
    assertThat(Bags.failure(Bags.source(CorpusFormat.AUTO, file), 1))
        .startsWith(vocabulary + ": the gzip data are cut short or damaged");
  }

  private void assertRefused(Path file, byte[] bytes, String message) {
    Bags.write(file, bytes);
    for (int ranks : new int[] {1, 3}) {
      assertThat(Bags.failure(Bags.source(CorpusFormat.LDAC, file), ranks))
          .startsWith(file + ": ")
          .contains(message);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"3,1,0,0,0/0,0,2,4,0", "2/5/3/1,1,1/1,2,1/2,5,2", "1/0/1/1/0", "3/-1/2"})
  void tablesOfNumbersAreNoCorpus(String lines) {
    Path file = Bags.write(folder.resolve("x.csv"), lines.replace('/', '\n') + "\n");
    assertThat(Bags.failure(Bags.source(CorpusFormat.AUTO, file), 1))
        .contains("found lines of no format that is known");
  }

  @Test
  void tablesOfNumbersAreNoSvmlightEvenIfTheUserSaysSo() {
    Path file = Bags.write(folder.resolve("x.csv"), "3,1,0,0,0\n0,0,2,4,0\n");
    assertThat(Bags.failure(Bags.source(CorpusFormat.SVMLIGHT, file), 2))
        .startsWith(file + ":1: found '3,1,0,0,0' and no id:count");
  }

  @ParameterizedTest
  @CsvSource({"1", "3", "8"})
  void linesEndAsOnAnySystem(int ranks) {
    List<Map<Integer, Integer>> bags = Bags.random(SEED, 200, WORDS);
    Map<String, String> texts = new HashMap<>();
    texts.put("mxm", Bags.mxm(bags, Bags.words(WORDS)));
    texts.put("uci", Bags.uci(bags, WORDS));
    texts.put("ldac", Bags.ldac(bags));
    texts.put("svmlight", Bags.svmlight(bags, 1));
    texts.put("mtx", Bags.mtx(bags, WORDS, false));
    texts.forEach(
        (format, text) -> {
          for (String end : List.of("\n", "\r\n", "\r")) {
            Path in = folder.resolve(format + end.length() + (int) end.charAt(0));
            Bags.write(in.resolve("vocab.txt"), String.join(end, Bags.words(WORDS)) + end);
            Path file = Bags.write(in.resolve("x"), text.replace("\n", end));
            Bags.Whole whole = Bags.read(Bags.source(CorpusFormat.AUTO, file), ranks);
            assertThat(whole.bags()).as(format).isEqualTo(bags);
            assertThat(whole.vocabulary().words()).isEqualTo(Bags.words(WORDS));
          }
        });
  }

  @Test
  void aReturnWithinAWordMovesNoOther() {
    Path corpus = Bags.write(folder.resolve("x.ldac"), "2 0:1 2:1\n");
    Path words = Bags.write(folder.resolve("vocab.txt"), "a\nb\rinside\nc\n");
    assertThat(read(corpus).vocabulary().words()).containsExactly("a", "b\rinside", "c");
    Bags.write(words, "a\rb\rc\nd\n");
    assertThat(Bags.failure(Bags.source(CorpusFormat.AUTO, corpus), 1))
        .contains("expected one kind of line ends");
  }

  @Test
  void faultsAreToldWithTheirLineWhateverEndsIt() {
    Path file = Bags.write(folder.resolve("x.ldac"), "1 0:1\r1 0:1\r1 0:x\r");
    assertThat(Bags.failure(Bags.source(CorpusFormat.LDAC, file), 1)).startsWith(file + ":3: ");
  }

  @Test
  void idsOfFurtherFilesStartAsTheFirstOnes() {
    Path zero = Bags.write(folder.resolve("a.svm"), "-1 0:2 3:1\n");
    Path none = Bags.write(folder.resolve("b.svm"), "-1 1:2 3:1\n");
    CorpusOrigin origin = read(zero).summary().origin();
    assertThat(origin.idsFrom()).isEqualTo(OptionalInt.of(0));
    CorpusSource further = Bags.source(CorpusFormat.AUTO, none);
    assertThat(Bags.read(further.fitting(origin), 2).bags()).containsExactly(Map.of(1, 2, 3, 1));
    // By itself it is a guess, which is told.
    assertThat(Bags.read(further, 2).bags()).containsExactly(Map.of(0, 2, 2, 1));
    assertThat(Bags.read(further, 2).summary().origin().describe()).contains("a guess");
    // Where the model does not tell, nothing is guessed; the user's word comes first.
    assertThat(Bags.failure(further.fitting(CorpusOrigin.NONE), 2))
        .startsWith(none + ": found svmlight without a word id 0")
        .contains("--ids-from 0 or --ids-from 1");
    assertThat(Bags.read(further.withIds(WordIdBase.ONE).fitting(origin), 2).bags())
        .containsExactly(Map.of(0, 2, 2, 1));
    assertThat(Bags.failure(Bags.source(CorpusFormat.AUTO, zero).withIds(WordIdBase.ONE), 1))
        .contains("word id 0 found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mxm | %a,b,c,d//T,1,1:1e3,2:0,4:2.0e0",
        "uci | 1/4/3/1 1 1000.000/1.0 2.0e0 0/1 4 2.",
        "ldac | 3 0:1.0E+3 1:0.00 3:2.0",
        "svmlight | -1 1:1000. 2:0 4:20e-1",
        "mtx | %%MatrixMarket matrix coordinate real general/1 4 3/1 1 1e3/1 2 0/1 4 2.0",
      })
  void wholeNumbersAsFractionsAndZeroCounts(String format, String lines) {
    Bags.write(folder.resolve("vocab.txt"), "a\nb\nc\nd\n");
    Path file = Bags.write(folder.resolve("x"), lines.replace('/', '\n') + "\n");
    Bags.Whole whole = Bags.read(Bags.source(CorpusFormat.parse(format), file), 2);
    assertThat(whole.bags()).containsExactly(Map.of(0, 1000, 3, 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "1e-1", "1e400000000", "1e", "1.0.0", ".", "1e99", "-1", "0.1"})
  void otherCountsAreRefused(String count) {
    Path file = Bags.write(folder.resolve("x.ldac"), "1 0:" + count + "\n");
    assertThat(Bags.failure(Bags.source(CorpusFormat.LDAC, file), 1)).startsWith(file + ":1: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"g.blei", "g.uci", "g.uci.gz"})
  void vocabulariesWithTheWholeNameOfTheCorpus(String name) {
    Bags.write(folder.resolve(name.replace(".gz", "") + ".vocab"), "zebra\nlion\n");
    String text = name.contains("uci") ? "1\n2\n1\n1 2 5\n" : "1 1:5\n";
    byte[] bytes = utf8(text);
    Path file = Bags.write(folder.resolve(name), name.endsWith("gz") ? Bags.gzip(bytes) : bytes);
    assertThat(read(file).vocabulary().words()).containsExactly("zebra", "lion");
  }

  @ParameterizedTest
  @CsvSource({"1,false", "3,false", "7,false", "1,true", "3,true", "7,true"})
  void matricesInAnyOrderAndDirection(int ranks, boolean byWord) {
    List<Map<Integer, Integer>> bags = Bags.random(SEED, 300, WORDS);
    Path file =
        Bags.write(folder.resolve("m.mtx.gz"), Bags.gzip(utf8(Bags.mtx(bags, WORDS, byWord))));
    Bags.Whole whole = Bags.read(Bags.source(CorpusFormat.AUTO, file), ranks);
    assertThat(whole.bags()).as("seed %d", SEED).isEqualTo(bags);
    assertThat(whole.summary().vocabularySize()).isEqualTo(WORDS);
    List<Map<Integer, Integer>> columns = new ArrayList<>();
    for (int w = 0; w < WORDS; w++) {
      columns.add(new TreeMap<>());
    }
    for (int d = 0; d < bags.size(); d++) {
      int document = d;
      bags.get(d).forEach((word, count) -> columns.get(word).put(document, count));
    }
    Bags.Whole across = Bags.read(transposed(file), ranks);
    assertThat(across.bags()).as("seed %d", SEED).isEqualTo(columns);
    assertThat(across.summary().vocabularySize()).isEqualTo(300);
  }

  private static CorpusSource transposed(Path file) {
    return new CorpusSource(
        List.of(file.toString()),
        CorpusFormat.AUTO,
        null,
        Integer.MAX_VALUE,
        WordIdBase.GUESS,
        true);
  }

  @Test
  void aPatternHasCountsOfOne() {
    Path file =
        Bags.write(
            folder.resolve("x.mm"),
            "%%matrixmarket MATRIX Coordinate pattern general\n%c\n\n 2  3 3 \n1 1\n1 3\n2 2\n");
    assertThat(read(file).bags()).containsExactly(Map.of(0, 1, 2, 1), Map.of(1, 1));
  }

  @Test
  void namesNextToAMatrix() {
    String matrix = "%%MatrixMarket matrix coordinate integer general\n3 2 2\n1 1 4\n3 2 1\n";
    Path file = Bags.write(folder.resolve("s1_matrix.mtx"), matrix);
    Bags.write(
        folder.resolve("s1_features.tsv.gz"),
        Bags.gzip(utf8("E1\tTP53\tG\nE2\tMYC\tG\nE3\tX\tG\n")));
    Bags.write(folder.resolve("s1_barcodes.tsv"), "AAAC-1\nAAAG-1\n");
    Bags.Whole whole = Bags.read(transposed(file), 1);
    assertThat(whole.vocabulary().words()).containsExactly("TP53", "MYC", "X");
    CorpusStream stream =
        CorpusReader.stream(
            transposed(file),
            new mpjlda.cluster.comm.Collectives(new mpjlda.cluster.comm.SingleRank()));
    List<String> names = new ArrayList<>();
    stream.forEachDocument((name, ids, counts, size) -> names.add(name));
    assertThat(names).containsExactly("AAAC-1", "AAAG-1");
    // The other way round they do not fit.
    assertThat(Bags.failure(Bags.source(CorpusFormat.AUTO, file), 1))
        .contains("3 documents and 2 words, expected 3 words")
        .contains("--transpose");
    Bags.write(folder.resolve("s1_features.tsv.gz"), Bags.gzip(utf8("E1\tA\nE2\tA\nE3\tB\n")));
    assertThat(Bags.read(transposed(file), 1).vocabulary().words())
        .containsExactly("E1", "E2", "E3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "matrix array real general/2 2/1/2/3/4 | :1: found the form 'array'",
        "matrix coordinate real symmetric/2 2 1/2 1 1 | that is 'symmetric'",
        "matrix coordinate complex general/2 2 1/2 1 1 0 | of the kind 'complex'",
        "vector coordinate real general/2 1/1 1 | :1: found '%%MatrixMarket vector",
        "matrix coordinate real general/2 2/1 1 1 | :2: found '2 2', expected the numbers",
        "matrix coordinate real general | found the file's end, expected the numbers of rows",
        "matrix coordinate real general/2 2 1/1 1 1.5 | :3: found the fractional count 1.5",
        "matrix coordinate real general/2 2 1/1 1 -1 | :3: found the negative count -1",
        "matrix coordinate real general/2 2 2/1 1 1 | found 1 entries, expected as many as",
        "matrix coordinate real general/2 2 1/1 3 1 | word id 3 found, 1 to 2 expected",
        "matrix coordinate real general/2 2 1/3 1 1 | '3' as the document number, expected 1 to 2",
        "matrix coordinate real general/2 2 2/1 1 1/1 1 1 | more than once",
        "matrix coordinate real general/2 2 3/2 1 1/1 1 1/2 1 1 | more than once",
        "matrix coordinate pattern general/2 2 1/1 1 1 | expected two numbers",
      })
  void matricesThatAreNotRead(String lines, String message) {
    Path file =
        Bags.write(folder.resolve("x.mtx"), "%%MatrixMarket " + lines.replace('/', '\n') + "\n");
    for (int ranks : new int[] {1, 3}) {
      assertThat(Bags.failure(Bags.source(CorpusFormat.AUTO, file), ranks))
          .startsWith(file + ":")
          .contains(message);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "425a68393141, bzip2",
    "28b52ffd24, zstd",
    "fd377a585a00, xz",
    "04224d1864, lz4",
    "504b03041400, zip archive",
    "255044462d31, PDF",
    "894844460d0a1a0a, HDF5",
    "50415231, Parquet",
    "934e554d5059, numpy array",
    "d0cf11e0a1b1, office program",
  })
  void otherKindsOfFilesAreNamed(String hex, String name) {
    byte[] bytes = java.util.HexFormat.of().parseHex(hex);
    Path file = Bags.write(folder.resolve("x.txt"), bytes);
    assertThat(Bags.failure(Bags.source(CorpusFormat.AUTO, file), 2))
        .startsWith(file + ": found ")
        .contains(name)
        .contains("expected text, plain or compressed by gzip");
    Bags.write(file, Bags.gzip(bytes));
    assertThat(Bags.failure(Bags.source(CorpusFormat.LDAC, file), 2)).contains(name);
    Bags.write(file, Bags.gzip(Bags.gzip(bytes)));
    assertThat(Bags.failure(Bags.source(CorpusFormat.LDAC, file), 2)).contains("twice by gzip");
  }

  @Test
  void linksToNothingAreTold() throws IOException {
    Path corpora = folder.resolve("corpora");
    Bags.write(corpora.resolve("a.ldac"), "1 0:1\n");
    Path link = Files.createSymbolicLink(corpora.resolve("b.ldac"), folder.resolve("gone"));
    for (String typed : List.of(corpora.toString(), corpora + "/*.ldac")) {
      assertThatThrownBy(() -> CorpusPaths.resolve(typed))
          .isInstanceOf(LdaException.class)
          .hasMessageStartingWith(link + ": found a link to nothing");
    }
  }

  private static Bags.Whole read(Path file) {
    return Bags.read(Bags.source(CorpusFormat.AUTO, file), 2);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
