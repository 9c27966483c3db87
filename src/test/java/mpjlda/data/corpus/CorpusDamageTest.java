package mpjlda.data.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is told with its file and line, the same on every rank. */
class CorpusDamageTest {
  private static final String NUL = "\0";

  @TempDir Path folder;

  /** Format, text, line and what the message must contain. The vocabulary beside is a, b, c. */
  static Stream<Arguments> damagedText() {
    return Stream.of(
        // The musiXmatch format.
        bad("mxm", "T,1,1:1\n", 1, "expected the vocabulary line %word,word,..."),
        bad("mxm", "# only a comment\n", 1, "found the file's end, expected the vocabulary line"),
        bad("mxm", "%a,b\nT,1,1:1\n%a,b\n", 3, "found another %word,word,... line"),
        bad("mxm", "%a,,b\nT,1,1:1\n", 1, "word 2: found an empty word"),
        bad("mxm", "%a,b\nT,1,1:1\n\nT,1,3:1\n", 4, "word id 3 found, 1 to 2 expected"),
        bad("mxm", "%a,b\nT,1,0:1\n", 2, "word id 0 found", "ids start from 1"),
        bad(
            "mxm",
            "%a,b\n#\nT,1,1:-2\n",
            3,
            "found the negative count -2, expected a whole number from 1"),
        bad("mxm", "%a,b\nT,1,1:-2\n", 2, "found the negative count -2"),
        bad("mxm", "%a,b\nT,1,1:2.5\n", 2, "found the fractional count 2.5"),
        bad("mxm", "%a,b\nT,1,1:2.5\n", 2, "found the fractional count 2.5"),
        bad("mxm", "%a,b\nT,1,1:2147483648\n", 2, "found the huge count 2147483648"),
        bad("mxm", "%a,b\nT,1,1:99999999999999999999\n", 2, "found the huge count 9999"),
        bad("mxm", "%a,b\nT,1,1:x\n", 2, "found the count 'x'"),
        bad("mxm", "%a,b\nT,1,1:1x\n", 2, "found the count '1x'"),
        bad("mxm", "%a,b\nT,1,y:1\n", 2, "found the word id 'y'"),
        bad("mxm", "%a,b\nT,1,99999999999999999999:1\n", 2, "word id 99999999999999999999 found"),
        bad("mxm", "%a,b\nT,1,1:1,2:1,1:4\n", 2, "found word id 1 more than once"),
        bad("mxm", "%a,b\nT,1,1:1\nT,1,1\n", 3, "'1' (no colon)", "cut short"),
        bad("mxm", "%a,b\nT,1,1:1\nT,1,1:\n", 3, "'1:' (no count)", "cut short"),
        bad("mxm", "%a,b\nT,1,1:1,\n", 2, "nothing between two separators"),
        bad("mxm", "%a,b\nT\n", 2, "expected trackid,mxmid,id:count"),
        bad("mxm", "%a,b\n   \n", 2, "expected trackid,mxmid,id:count"),
        bad("mxm", "%a,b\nT,1:1,2:1\n", 2, "'1:1' as the second field"),
        bad("mxm", "%a,b\nT,1,1:1" + NUL + NUL + "\n", 2, "found a NUL byte"),
        bad("mxm", "%a" + NUL + ",b\nT,1,1:1\n", 1, "found a NUL byte"),
        // UCI docword. Three words a, b, c lie beside.
        bad("uci", "2\n3\n", 3, "found the file's end, expected NNZ"),
        bad("uci", "1 61 2\n1 76 1\n", 1, "found '1 61 2', expected D, the number of documents"),
        bad("uci", "2\nx\n1\n1 1 1\n", 2, "found 'x', expected W, the number of words"),
        bad("uci", "2\n4\n1\n1 1 1\n", 2, "found W = 4, expected 3"),
        bad("uci", "2\n3\n2\n1 1 1\n", 3, "found 1 lines", "expected NNZ = 2"),
        bad("uci", "2\n3\n1\n1 1 1\n2 1 1\n", 3, "found 2 lines", "expected NNZ = 1"),
        bad("uci", "2\n3\n1\n3 1 1\n", 4, "found '3' as the document number, expected 1 to 2 (D"),
        bad("uci", "2\n3\n1\n0 1 1\n", 4, "found '0' as the document number, expected 1 to 2 (D"),
        bad("uci", "2\n3\n2\n2 1 1\n1 1 1\n", 5, "found document 1 after document 2", "sort"),
        bad("uci", "2\n3\n1\n1 0 1\n", 4, "word id 0 found", "ids start from 1"),
        bad("uci", "2\n3\n1\n1 4 1\n", 4, "word id 4 found, 1 to 3 expected"),
        bad("uci", "2\n3\n1\n1 1 -1\n", 4, "found the negative count -1"),
        bad("uci", "2\n3\n1\n1 1 -1\n", 4, "found the negative count -1"),
        bad("uci", "2\n3\n1\n1 1 1.5\n", 4, "found the fractional count 1.5"),
        bad("uci", "2\n3\n1\n1 1 2147483648\n", 4, "found the huge count"),
        bad("uci", "2\n3\n1\n1 1 one\n", 4, "found the count 'one'"),
        bad("uci", "2\n3\n2\n1 1 1\n1 2\n", 5, "expected three numbers", "cut short"),
        bad("uci", "2\n3\n2\n1 1 1\n2\n", 5, "expected three numbers", "cut short"),
        bad("uci", "2\n3\n1\n1 1 1 1\n", 4, "expected three numbers"),
        bad("uci", "2\n3\n3\n1 1 1\n2 2 1\n2 2 1\n", 5, "found word id 2 more than once"),
        bad("uci", "2\n3\n1\n1 1 1\n" + NUL + NUL + "\n", 5, "found a NUL byte"),
        bad("uci", "2000000000\n3\n1\n1 1 1\n", 4, "is D, the file's first line, right?"),
        // lda-c. Three words a, b, c lie beside.
        bad("ldac", "1 0:1\n2 0:1\n", 2, "found 1 id:count pairs, expected 2"),
        bad("ldac", "1 0:1\n1 0:1 1:1\n", 2, "found 2 id:count pairs, expected 1"),
        bad("ldac", "1 0:1\nx 0:1\n", 2, "found 'x', expected the number of id:count pairs"),
        bad("ldac", "1 0:1\n \t\n", 2, "expected the number of id:count pairs"),
        bad("ldac", "1 3:1\n", 1, "word id 3 found, 0 to 2 expected"),
        bad("ldac", "1 0:1e99\n", 1, "found the count '1e99', expected a whole number"),
        bad("ldac", "1 0:2.5\n", 1, "found the fractional count 2.5"),
        bad("ldac", "2 1:1 1:1\n", 1, "found word id 1 more than once"),
        bad("ldac", "1 0:1\n1 1\n", 2, "'1' (no colon)"),
        bad("ldac", "1 0:1\n1 1:\n", 2, "'1:' (no count)"),
        bad("ldac", "1 0:1\n" + NUL + "\n", 2, "found a NUL byte"),
        // SVMlight. Three words a, b, c lie beside.
        bad("svmlight", "1 1:1\n1:1 2:1\n", 2, "found '1:1', expected a label"),
        bad("svmlight", "1 1:1\n1 4:1\n", 2, "word id 4 found, 1 to 3 expected"),
        bad("svmlight", "1 0:1\n1 3:1\n", 2, "word id 3 found, 0 to 2 expected"),
        bad("svmlight", "1 1:2.5\n", 1, "found the fractional count 2.5, expected a whole number"),
        bad("svmlight", "1 1:0.1\n", 1, "found the fractional count 0.1, expected a whole number"),
        bad("svmlight", "1 1:-1\n", 1, "found the negative count -1"),
        bad("svmlight", "1 1:1\n1 2:1 2:1\n", 2, "found word id 2 more than once"),
        bad("svmlight", "1 1:1\n1 2:\n", 2, "'2:' (no count)"),
        bad("svmlight", "1 1:1\n1 2\n", 2, "'2' (no colon)"),
        bad("svmlight", "1 1:1" + NUL + "\n", 1, "found a NUL byte"));
  }

  private static Arguments bad(String format, String text, int line, String... parts) {
    return Arguments.of(CorpusFormat.parse(format), text, line, List.of(parts));
  }

  @ParameterizedTest
  @MethodSource("damagedText")
  void isFoundWithItsLine(CorpusFormat format, String text, int line, List<String> parts) {
    Bags.write(folder.resolve("vocab.txt"), "a\nb\nc\n");
    Path file = Bags.write(folder.resolve("corpus.x"), text);
    String alone = Bags.failure(Bags.source(format, file), 1);
    assertThat(alone).startsWith(file + ":" + line + ": ").contains(parts);
    assertThat(Bags.failure(Bags.source(format, file), 3)).isEqualTo(alone);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void theFirstTenOfManyAreShown(int ranks) {
    StringBuilder text = new StringBuilder();
    for (int line = 1; line <= 40; line++) {
      text.append(line % 2 == 0 ? "1 0:-3\n" : "1 0:1\n");
    }
    Path file = Bags.write(folder.resolve("x.ldac"), text.toString());
    String[] lines = Bags.failure(Bags.source(CorpusFormat.LDAC, file), ranks).split("\n");
    assertThat(lines).hasSize(11);
    for (int i = 0; i < 10; i++) {
      assertThat(lines[i]).startsWith(file + ":" + 2 * (i + 1) + ": found the negative count -3");
    }
    assertThat(lines[10]).isEqualTo("and 10 more");
  }

  @Test
  void linesAreCountedFromTheStartOfTheFileWhereverARankBegan() {
    String good = "1 0:1\n".repeat(100_000);
    Path first = Bags.write(folder.resolve("a.ldac"), good);
    Path second = Bags.write(folder.resolve("b.ldac"), good + "1 0:1:1\r\n" + good);
    String expected = second + ":100001: found the count '1:1', expected a whole number";
    for (int ranks : new int[] {1, 2, 3, 5}) {
      assertThat(Bags.failure(Bags.source(CorpusFormat.LDAC, first, second), ranks))
          .startsWith(expected);
    }
  }

  @Test
  void unsortedDocumentsAreFoundAtShareBoundaries() {
    StringBuilder text = new StringBuilder("99\n3\n101\n");
    for (int d = 99; d >= 1; d--) {
      text.append(d).append(" 1 1\n");
    }
    text.append("1 2 1\n1 3 1\n");
    Path file = Bags.write(folder.resolve("docword.x.txt"), text.toString());
    Bags.write(folder.resolve("vocab.x.txt"), "a\nb\nc\n");
    String alone = Bags.failure(Bags.source(CorpusFormat.UCI, file), 1);
    assertThat(alone).startsWith(file + ":5: found document 98 after document 99");
    assertThat(alone).endsWith("and 88 more");
    for (int ranks : new int[] {2, 3, 5, 8}) {
      assertThat(Bags.failure(Bags.source(CorpusFormat.UCI, file), ranks)).isEqualTo(alone);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void vocabularies(int ranks) {
    Path corpus = Bags.write(folder.resolve("docword.x.txt"), "1\n3\n1\n1 1 1\n");
    CorpusSource source = Bags.source(CorpusFormat.AUTO, corpus);
    assertThat(Bags.failure(source, ranks))
        .startsWith(corpus + ": found no vocabulary next to this file")
        .contains(folder.resolve("vocab.x.txt").toString())
        .contains(folder.resolve("vocab.txt.gz").toString())
        .contains("--vocab");

    Path words = folder.resolve("vocab.x.txt");
    Bags.write(words, "a\n\nc\n");
    assertThat(Bags.failure(source, ranks)).startsWith(words + ":3: found words after an empty");
    Bags.write(words, new byte[] {'a', '\n', (byte) 0xe9, '\n', 'c', '\n'});
    assertThat(Bags.failure(source, ranks))
        .startsWith(words + ":2: found bytes that are not UTF-8");
    Bags.write(words, "a\nb\0\nc\n");
    assertThat(Bags.failure(source, ranks)).startsWith(words + ":2: found a NUL byte");
    Bags.write(words, "");
    assertThat(Bags.failure(source, ranks)).startsWith(words + ": found no words in this file");
    Bags.write(words, "a\nb\nc\n\n\n");
    assertThat(Bags.read(source, ranks).vocabulary().words()).containsExactly("a", "b", "c");

    Path missing = folder.resolve("nowhere.txt");
    CorpusSource named =
        new CorpusSource(source.paths(), CorpusFormat.UCI, missing, Integer.MAX_VALUE);
    assertThat(Bags.failure(named, ranks)).isEqualTo(missing + ": no such file");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void musiXmatchHeader(int ranks) {
    byte[] latin1 = "%caf\u00e9,b\nT,1,1:1\n".getBytes(StandardCharsets.ISO_8859_1);
    Path file = Bags.write(folder.resolve("a.txt"), latin1);
    assertThat(Bags.failure(Bags.source(CorpusFormat.AUTO, file), ranks))
        .startsWith(file + ":1: word 1: found bytes that are not UTF-8");

    Bags.write(file, "%a,b\nT,1,1:1\n");
    Path other = Bags.write(folder.resolve("b.txt"), "%a,c\nT,1,1:1\n");
    assertThat(Bags.failure(Bags.source(CorpusFormat.AUTO, file, other), ranks))
        .isEqualTo(
            other
                + ": found another vocabulary than in "
                + file
                + " (word 2 is 'c' and 'b' there), expected the same for all files");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void filesThatAreNotThere(int ranks) throws Exception {
    Path missing = folder.resolve("missing.txt");
    assertThat(Bags.failure(Bags.source(CorpusFormat.AUTO, missing), ranks))
        .isEqualTo(missing + ": no such file or folder");
    Path glob = folder.resolve("*.mxm");
    assertThat(Bags.failure(Bags.source(CorpusFormat.AUTO, glob), ranks))
        .startsWith(glob + ": found no corpus that matches");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Bags.write(empty.resolve("vocab.txt"), "a\n");
    assertThat(Bags.failure(Bags.source(CorpusFormat.AUTO, empty), ranks))
        .startsWith(empty + ": found no corpus in this folder");
    assertThat(Bags.failure(Bags.source(CorpusFormat.AUTO), ranks)).contains("found no corpus");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void emptyFiles(int ranks) {
    Path empty = Bags.write(folder.resolve("empty.txt"), "");
    Path packed = Bags.write(folder.resolve("empty.gz"), Bags.gzip(new byte[0]));
    for (CorpusFormat format : CorpusFormat.values()) {
      if (format == CorpusFormat.STORE) {
        continue;
      }
      assertThat(Bags.failure(Bags.source(format, empty, packed), ranks))
          .startsWith(empty + ":1: found an empty file, expected a corpus\n" + packed + ":1: ");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void damagedGzip(int ranks) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      text.append("1 ").append(i * 7919L % 1000).append(":1\n");
    }
    byte[] good = Bags.gzip(text.toString().getBytes(StandardCharsets.UTF_8));
    Path file = folder.resolve("x.gz");
    CorpusSource source = Bags.source(CorpusFormat.LDAC, file);
    Bags.write(file, good);
    assertThat(Bags.read(source, ranks).summary().documents()).isEqualTo(50_000);
    Bags.write(file, Arrays.copyOf(good, good.length / 2));
    assertThat(Bags.failure(source, ranks)).startsWith(file + ": the gzip data are cut short");
    Bags.write(file, Arrays.copyOf(good, 5));
    assertThat(Bags.failure(source, ranks)).startsWith(file + ": the gzip data are cut short");
    byte[] wrongSum = good.clone();
    wrongSum[good.length - 6] ^= 1;
    Bags.write(file, wrongSum);
    assertThat(Bags.failure(source, ranks)).contains(file + ": the gzip data are cut short or dam");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void unreadableFiles(int ranks) throws Exception {
    Path memory = Path.of("/proc/self/mem");
    Assumptions.assumeTrue(Files.exists(memory), "no file here that even root cannot read");
    assertThat(Bags.failure(Bags.source(CorpusFormat.AUTO, memory), ranks))
        .startsWith(memory + ": cannot be read: ");
    Path device = Path.of("/dev/null");
    assertThat(Bags.failure(Bags.source(CorpusFormat.AUTO, device), ranks))
        .startsWith(device + ": found no plain file");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void anotherFormatIsNamed(int ranks) {
    Bags.write(folder.resolve("vocab.txt"), "a\nb\nc\n");
    Path mxm = Bags.write(folder.resolve("m"), "%a,b,c\nT,1,1:1\n");
    Path ldac = Bags.write(folder.resolve("l"), "2 0:1 1:1\n0\n1 2:1\n");
    Path svm = Bags.write(folder.resolve("s"), "-1 1:1 2:1\n+1 3:1\n");
    Path uci = Bags.write(folder.resolve("u"), "1\n3\n1\n1 1 1\n");
    assertThat(Bags.failure(Bags.source(CorpusFormat.UCI, mxm), ranks))
        .endsWith(mxm + " looks like mxm, but was read as uci: try --format mxm");
    assertThat(Bags.failure(Bags.source(CorpusFormat.MXM, uci), ranks))
        .endsWith(uci + " looks like uci, but was read as mxm: try --format uci");
    assertThat(Bags.failure(Bags.source(CorpusFormat.LDAC, svm), ranks))
        .endsWith(svm + " looks like svmlight, but was read as ldac: try --format svmlight");
    assertThat(Bags.failure(Bags.source(CorpusFormat.LDAC, mxm), ranks))
        .endsWith(mxm + " looks like mxm, but was read as ldac: try --format mxm");
    assertThat(Bags.failure(Bags.source(CorpusFormat.AUTO, ldac, mxm), ranks))
        .startsWith(mxm + ":1: found mxm, expected ldac as in " + ldac);
    Path prose = Bags.write(folder.resolve("p"), "It was a dark and stormy night.\n");
    assertThat(Bags.failure(Bags.source(CorpusFormat.AUTO, prose), ranks))
        .startsWith(prose + ":1: found lines of no format that is known")
        .contains("mxm, uci, ldac, svmlight");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void absurdIdsWithoutAVocabulary(int ranks) {
    Path file = Bags.write(folder.resolve("x.ldac"), "1 0:1\n1 2000000000:1\n");
    assertThat(Bags.failure(Bags.source(CorpusFormat.LDAC, file), ranks))
        .startsWith(file + ":2: word id 2000000000 found, 0 to 16777215 expected without a vocab");
  }
}
