package mpjlda.data.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocabularyTest {
  @TempDir Path folder;

  @Test
  void hashIsSha256OfTheWordsJoinedByLineFeeds() {
    // printf 'a\né\nb' | sha256sum
    assertThat(Vocabulary.of(List.of("a", "é", "b")).hash())
        .isEqualTo("1fed4b8f6e8b056a7ac4764c1c76d3046fc23617bca743e402d28347a02a07bd");
  }

  @Test
  void readsPlainAndCompressedFilesAndKeepsDuplicates() {
    byte[] text = "\ufeffa b\r\né\na b".getBytes(StandardCharsets.UTF_8);
    Path plain = Bags.write(folder.resolve("v"), text);
    Path packed = Bags.write(folder.resolve("w"), Bags.gzip(text));
    assertThat(Vocabulary.read(plain).words()).containsExactly("a b", "é", "a b");
    assertThat(Vocabulary.read(packed).hash()).isEqualTo(Vocabulary.read(plain).hash());
  }

  @Test
  void numberedWords() {
    Vocabulary numbered = Vocabulary.numbered(3);
    assertThat(numbered.words()).containsExactly("w0", "w1", "w2");
    assertThat(numbered.hash()).isEqualTo(Vocabulary.of(List.of("w0", "w1", "w2")).hash());
    assertThat(numbered.word(2)).isEqualTo("w2");
  }

  @Test
  void cutToItsFirstWords() {
    Vocabulary words = Vocabulary.of(List.of("a", "b", "c"));
    assertThat(words.firstWords(2).words()).containsExactly("a", "b");
    assertThat(words.firstWords(3)).isSameAs(words);
    assertThat(words.firstWords(Integer.MAX_VALUE).size()).isEqualTo(3);
  }
}
