package mpjlda.data.documents;

import java.util.List;
import mpjlda.core.kernel.DocumentSource;
import mpjlda.data.corpus.Corpus;
import mpjlda.data.corpus.Documents;

/** Documents with a model's word numbers; words that the model does not have are left out. */
public record ModelDocuments(Documents whole, VocabularyMapping mapping) implements DocumentView {
  /**
   * Maps this rank's documents of a corpus to a model's words.
   *
   * @param vocabulary (V) the model's words
   * @param mapWords whether words are matched by their text and unknown ones left out
   * @throws mpjlda.core.errors.LdaException (65) if the vocabularies do not fit
   */
  public static ModelDocuments of(Corpus corpus, List<String> vocabulary, boolean mapWords) {
    return new ModelDocuments(
        corpus.documents(),
        VocabularyMapping.of(
            corpus.vocabulary().words(), vocabulary, corpus.summary().files().get(0), mapWords));
  }

  @Override
  public int load(int document, int[] words, double[] counts) {
    int size = whole.load(document, words, counts);
    if (mapping.isIdentity()) {
      return size;
    }
    int kept = 0;
    for (int i = 0; i < size; i++) {
      int word = mapping.modelWord(words[i]);
      if (word != VocabularyMapping.UNKNOWN) {
        words[kept] = word;
        counts[kept] = counts[i];
        kept++;
      }
    }
    return kept;
  }

  /** Tokens of these documents that {@link #load} leaves out. */
  public long droppedTokens() {
    if (mapping.unknownWords() == 0) {
      return 0;
    }
    return whole.tokens() - tokens(this);
  }

  /** Σ of all counts of a source. */
  public static long tokens(DocumentSource source) {
    int[] words = new int[source.longest()];
    double[] counts = new double[source.longest()];
    double tokens = 0;
    for (int d = 0; d < source.count(); d++) {
      int size = source.load(d, words, counts);
      for (int i = 0; i < size; i++) {
        tokens += counts[i];
      }
    }
    return (long) tokens;
  }
}
