package mpjlda.data.corpus;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The corpus to be read, as the user named it.
 *
 * @param paths files, folders or globs as typed; the corpus is all of them in this order
 * @param format {@link CorpusFormat#AUTO} to detect it from the content
 * @param vocabulary a file of one word a line; null: from the corpus itself or from a file next to
 *     it
 * @param maxVocabulary words with ids (from 0) at or above this are dropped from documents and
 *     vocabulary; {@code Integer.MAX_VALUE} keeps all
 */
public record CorpusSource(
    List<String> paths, CorpusFormat format, @Nullable Path vocabulary, int maxVocabulary) {
  public CorpusSource {
    paths = List.copyOf(paths);
    if (maxVocabulary < 1) {
      throw new IllegalArgumentException("maxVocabulary >= 1 expected, found " + maxVocabulary);
    }
  }
}
