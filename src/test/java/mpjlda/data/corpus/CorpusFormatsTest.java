package mpjlda.data.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mpjlda.core.errors.LdaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each format from hand-written bytes, with all that it allows; its kind told from the content. */
class CorpusFormatsTest {
  private static final String BYTE_ORDER_MARK = "\ufeff";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void musiXmatch(int ranks) {
    Bags.Whole whole =
        read(
            ranks,
            BYTE_ORDER_MARK
                + "# head\r\n\r\n%soul,día,it's\r\nT1,7,3:1,1:65536\r\n# between\r\n\r\nT2,8\r\n"
                + "T3,9,2:2147483647");
    assertThat(whole.bags())
        .containsExactly(Map.of(2, 1, 0, 65536), Map.of(), Map.of(1, 2147483647));
    assertThat(whole.vocabulary().words()).containsExactly("soul", "día", "it's");
    assertThat(whole.summary().format()).isEqualTo(CorpusFormat.MXM);
    assertThat(whole.summary().largestCount()).isEqualTo(2147483647L);
    assertThat(whole.summary().tokens()).isEqualTo(65537L + 2147483647L);
    assertThat(whole.summary().longestDocument()).isEqualTo(2);
    assertThat(whole.summary().files()).containsExactly(folder.resolve("corpus").toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void uciWithDocumentsThatNeverOccur(int ranks) {
    vocabulary("a\r\nb\r\nc");
    Bags.Whole whole =
        read(ranks, BYTE_ORDER_MARK + "7\r\n3\r\n4\r\n2 3 1\r\n\r\n2 1 9\r\n5\t2  4 \r\n6 1 1");
    assertThat(whole.bags())
        .containsExactly(
            Map.of(), Map.of(2, 1, 0, 9), Map.of(), Map.of(), Map.of(1, 4), Map.of(0, 1), Map.of());
    assertThat(whole.summary().format()).isEqualTo(CorpusFormat.UCI);
    assertThat(whole.vocabulary().words()).containsExactly("a", "b", "c");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void uciWithoutAnyWord(int ranks) {
    vocabulary("a\nb\n");
    Bags.Whole whole = read(ranks, "3\n2\n0\n");
    assertThat(whole.bags()).containsExactly(Map.of(), Map.of(), Map.of());
    assertThat(whole.summary().tokens()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void ldacWithoutVocabularyNumbersItsWords(int ranks) {
    Bags.Whole whole =
        read(ranks, BYTE_ORDER_MARK + "2 4:1 0:2\r\n0\r\n\r\n 1\t3:12 \r\n0 \r\n1 1:1");
    assertThat(whole.bags())
        .containsExactly(Map.of(4, 1, 0, 2), Map.of(), Map.of(3, 12), Map.of(), Map.of(1, 1));
    assertThat(whole.vocabulary().words()).containsExactly("w0", "w1", "w2", "w3", "w4");
    assertThat(whole.summary().vocabularySize()).isEqualTo(5);
    assertThat(whole.summary().format()).isEqualTo(CorpusFormat.LDAC);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void svmlightFromOne(int ranks) {
    Bags.Whole whole =
        read(ranks, "# 0:1\n-1 qid:3 1:2.0 4:1 # 0:5\n+1\n1.5 2:3.000 #\n" + "0,2 3:1");
    assertThat(whole.bags())
        .containsExactly(Map.of(0, 2, 3, 1), Map.of(), Map.of(1, 3), Map.of(2, 1));
    assertThat(whole.vocabulary().words()).containsExactly("w0", "w1", "w2", "w3");
    assertThat(whole.summary().format()).isEqualTo(CorpusFormat.SVMLIGHT);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void svmlightFromZeroIfAnyFileHasZero(int ranks) {
    Path first = Bags.write(folder.resolve("a"), "-1 1:1 2:1\n+1 3:1\n");
    Path second = Bags.write(folder.resolve("b"), "-1 1:1 2:1\n+1 2:2\n-1 00:3\n");
    Bags.Whole whole = Bags.read(Bags.source(CorpusFormat.AUTO, first, second), ranks);
    assertThat(whole.bags())
        .containsExactly(
            Map.of(1, 1, 2, 1), Map.of(3, 1), Map.of(1, 1, 2, 1), Map.of(2, 2), Map.of(0, 3));
    assertThat(whole.summary().vocabularySize()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void gzipIsToldFromTheContent(int ranks) {
    byte[] half = Bags.gzip("1 0:1\n1 1".getBytes(StandardCharsets.UTF_8));
    byte[] rest = Bags.gzip(":2\n1 2:3\n".getBytes(StandardCharsets.UTF_8));
    byte[] members = new byte[half.length + rest.length];
    System.arraycopy(half, 0, members, 0, half.length);
    System.arraycopy(rest, 0, members, half.length, rest.length);
    Path packed = Bags.write(folder.resolve("packed.dat"), members);
    Path plain = Bags.write(folder.resolve("plain.gz"), "1 0:7\n");
    Bags.Whole whole = Bags.read(Bags.source(CorpusFormat.LDAC, packed, plain), ranks);
    assertThat(whole.bags())
        .containsExactly(Map.of(0, 1), Map.of(1, 2), Map.of(2, 3), Map.of(0, 7));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void maxVocabularyCutsWordsAndKeepsDocuments(int ranks) {
    vocabulary("a\nb\nc\n");
    Path file = Bags.write(folder.resolve("corpus"), "2 0:1 2:5\n1 2:1\n1 1:1\n");
    CorpusSource source = new CorpusSource(List.of(file.toString()), CorpusFormat.AUTO, null, 2);
    Bags.Whole whole = Bags.read(source, ranks);
    assertThat(whole.bags()).containsExactly(Map.of(0, 1), Map.of(), Map.of(1, 1));
    assertThat(whole.vocabulary().words()).containsExactly("a", "b");
    assertThat(whole.summary().vocabularySize()).isEqualTo(2);
    assertThat(whole.summary().tokens()).isEqualTo(2);
    assertThat(whole.summary().vocabularyHash()).isEqualTo(Vocabulary.of(List.of("a", "b")).hash());
  }

  @Test
  void maxVocabularyWithoutAVocabularyIsAnUpperLimit() {
    Path file = Bags.write(folder.resolve("corpus"), "2 0:1 2:5\n");
    for (int limit : new int[] {1, 2, 3, 50}) {
      CorpusSource source =
          new CorpusSource(List.of(file.toString()), CorpusFormat.LDAC, null, limit);
      assertThat(Bags.read(source, 2).summary().vocabularySize()).isEqualTo(Math.min(limit, 3));
    }
  }

  @Test
  void aNamedVocabularyReplacesTheWordsOfAMusiXmatchFile() {
    Path words = vocabulary("love\nlife\n");
    Path file = Bags.write(folder.resolve("corpus"), "%lov,lif\nT,1,2:3\n");
    CorpusSource source =
        new CorpusSource(List.of(file.toString()), CorpusFormat.AUTO, words, 1000);
    assertThat(Bags.read(source, 1).vocabulary().words()).containsExactly("love", "life");
    vocabulary("love\n");
    assertThat(Bags.failure(source, 2)).startsWith(words + ": found 1 words, expected 2");
  }

  @Test
  void hashIsThatOfAnotherProgram() {
    // Computed in Python from the definition in CorpusHash.
    Path file = Bags.write(folder.resolve("x.ldac"), "2 0:2 5:1\n0\n1 65536:3\n");
    Path other = Bags.write(folder.resolve("y.ldac"), "2 5:1 0:2\n0\n1 65536:3\n");
    for (Path path : List.of(file, other)) {
      assertThat(Bags.read(Bags.source(CorpusFormat.LDAC, path), 2).summary().corpusHash())
          .isEqualTo("c92865c5e4824162c061ae2a1db884ca");
    }
  }

  @Test
  void hashTellsCorporaApart() {
    String base = hash("2 0:2 5:1\n0\n1 6:3\n");
    assertThat(
            List.of(
                hash("2 0:2 5:1\n1 6:3\n0\n"), // another order of documents
                hash("2 0:2 5:1\n0\n1 6:3\n0\n"), // one more empty document
                hash("2 0:1 5:2\n0\n1 6:3\n"), // counts the other way round
                hash("1 0:2\n1 5:1\n1 6:3\n"), // a word moved
                hash("2 0:2 5:1\n0\n1 6:4\n")))
        .doesNotContain(base)
        .doesNotHaveDuplicates();
  }

  @Test
  void namesOfFormats() {
    assertThat(CorpusFormat.parse("Uci")).isEqualTo(CorpusFormat.UCI);
    assertThatThrownBy(() -> CorpusFormat.parse("xml"))
        .isInstanceOf(LdaException.class)
        .hasMessage(
            "There is no corpus format 'xml'. Give one of: auto, mxm, uci, ldac, svmlight,"
                + " mtx, store.");
  }

  private String hash(String ldac) {
    Path file = Bags.write(folder.resolve("h.ldac"), ldac);
    return Bags.read(Bags.source(CorpusFormat.LDAC, file), 1).summary().corpusHash();
  }

  private Path vocabulary(String text) {
    return Bags.write(folder.resolve("vocab.txt"), text);
  }

  private Bags.Whole read(int ranks, String text) {
    Path file = Bags.write(folder.resolve("corpus"), text);
    return Bags.read(Bags.source(CorpusFormat.AUTO, file), ranks);
  }
}
