package mpjlda.data.corpus;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
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
 * @param ids the number of the first word in SVMlight files
 * @param transposed whether the columns of a matrix are the documents
 */
public record CorpusSource(
    List<String> paths,
    CorpusFormat format,
    @Nullable Path vocabulary,
    int maxVocabulary,
    WordIdBase ids,
    boolean transposed) {
  public CorpusSource {
    paths = List.copyOf(paths);
    if (maxVocabulary < 1) {
      throw new IllegalArgumentException("maxVocabulary >= 1 expected, found " + maxVocabulary);
    }
  }

  /** A corpus whose ids are guessed, where they must be, and whose documents are rows. */
  public CorpusSource(
      List<String> paths, CorpusFormat format, @Nullable Path vocabulary, int maxVocabulary) {
    this(paths, format, vocabulary, maxVocabulary, WordIdBase.GUESS, false);
  }

  /**
   * A remark on folders that are not read, as they lie in a folder of corpora; empty if there are
   * none, or that cannot be seen.
   */
  public Optional<String> leftOut() {
    List<String> remarks = new ArrayList<>();
    for (String path : paths) {
      try {
        int folders = CorpusPaths.foldersLeftOut(path);
        if (folders > 0) {
          remarks.add(CorpusPaths.folders(folders) + " in " + path);
        }
      } catch (IOException | InvalidPathException | PatternSyntaxException e) {
        return Optional.empty();
      }
    }
    return remarks.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "remark   left out: "
                + String.join(", ", remarks)
                + "; name them with --corpus if they are part of the corpus");
  }

  /** The same corpus with its ids from another number. */
  public CorpusSource withIds(WordIdBase base) {
    return new CorpusSource(paths, format, vocabulary, maxVocabulary, base, transposed);
  }

  /**
   * The same corpus as one that must fit another, such as a model's: its ids are as there, unless
   * the user said otherwise.
   */
  public CorpusSource fitting(CorpusOrigin other) {
    if (ids != WordIdBase.GUESS) {
      return this;
    }
    return withIds(
        other.idsFrom().isPresent()
            ? WordIdBase.of(other.idsFrom().getAsInt())
            : WordIdBase.CERTAIN);
  }
}
